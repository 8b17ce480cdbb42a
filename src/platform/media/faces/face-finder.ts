import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { SandboxUnavailable, ToolFailed } from '../errors';
import type { VideoFacts } from '../facts';
import { LineTooLong, linesOf } from '../film/lines';
import { finished, piecesOf, runPiped, written } from '../film/piped';
import { geometry } from '../recipes/geometry';
import { smallPicture } from '../recipes/picture';
import { runOptions } from '../recipes/renditions';
import type { RenditionOptions } from '../rendition';
import { Sandbox } from '../sandbox';
import type { MediaSettings } from '../settings';
import { KINDS, type Box } from './boxes';
import { lookedAt } from './squares';

/** `scripts/build.mjs` puts them there; seen from dist/src/platform/media/faces, and from src/platform/media/faces. */
const BUILT = ['../../../../sandbox', '../../../../dist/sandbox'].map((path) => join(__dirname, path));
const SCRIPT = 'find-faces.mjs';
const WASM = 'tfjs-backend-wasm-simd.wasm';
/** BlazeFace of MediaPipe, and MoveNet (Lightning, one pose): no other weights are opened. */
const WEIGHTS: Readonly<Record<string, string>> = {
  'blazeface.graph': 'cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f',
  'blazeface.bin': 'dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72',
  'movenet.graph': 'df8cbde44d00f533ccc4916a7c6ebc17316532fb3fadad114ec667fef22872e9',
  'movenet.bin': 'bf97bc10d9c8a11200b0190ed64ce039b6252f1aff7cb552aca99b3d191c2f34',
};

/** V8 sets aside much more address space than it uses. */
const ADDRESS_SPACE = 3 * 1024 ** 3;
const HEAP_MIB = 256;
/** Half a GiB: V8 sets the addresses of the largest memory aside at once, and a library may ask for four GiB of them. */
const WASM_PAGES = 8_192;

const number = z.int().min(-100_000).max(100_000);
/** A line holds a hundred of them at the most, and with them not a tenth of this. */
const LINE_BYTES = 64 * 1024;
/** The program may have been taken over by the file: its answer is taken word by word. */
const answer = z.strictObject({
  found: z.array(z.tuple([z.enum(KINDS), z.number().min(0).max(1), number, number, number, number])).max(100),
});

/** What was seen in one frame, in pixels of the shown picture. */
export type OnFound = (frame: number, boxes: readonly Box[]) => void;

/** Finds where faces and people are in a recording, and nothing about who they are. */
export class FaceFinder {
  private readonly finders: Sandbox;

  /** @param places where the program is looked for */
  constructor(
    private readonly decoders: Sandbox,
    private readonly settings: MediaSettings,
    private readonly places: readonly string[] = BUILT,
    private readonly weights = join(__dirname, 'weights'),
  ) {
    this.finders = new Sandbox({ ...settings, memoryBytes: Math.max(settings.memoryBytes, ADDRESS_SPACE) });
  }

  /**
   * Looks at every `every`th frame, beginning with the first; frames count from 1.
   * @throws ToolFailed; SandboxUnavailable; the signal's reason
   */
  async find(
    input: string,
    video: VideoFacts,
    every: number,
    onFound: OnFound,
    { signal }: RenditionOptions = {},
  ): Promise<void> {
    const { size } = geometry(video);
    const small = lookedAt(size);
    const [across, down] = [size.width / small.width, size.height / small.height];
    const watch = { signal, stallMs: this.settings.stallSeconds * 1_000 };
    const files = await this.files();
    const decode = [
      ...[...runOptions(this.settings), '-i', 'clip', '-map', `0:${video.index}`, '-vf'],
      [`select=not(mod(n\\,${every}))`, ...smallPicture(video, small)].join(','),
      ...['-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-pix_fmt', 'rgb24', '-fflags', '+bitexact'],
      ...['-f', 'rawvideo', 'pipe:1'],
    ];
    const look = [
      // Without it a WebAssembly memory reserves more addresses than a job may have.
      ...[`--max-old-space-size=${HEAP_MIB}`, `--wasm-max-mem-pages=${WASM_PAGES}`],
      '--disable-wasm-trap-handler',
      ...['--disallow-code-generation-from-strings', SCRIPT, String(small.width), String(small.height)],
    ];
    await runPiped(this.decoders, { input }, decode, watch, async ({ stdin, stdout }, moved) => {
      stdin.end();
      await runPiped(
        this.finders,
        { tool: 'node', files, yields: true },
        look,
        watch,
        async (finder, answered) => {
          let [told, given] = [0, 0];
          const telling = async (): Promise<void> => {
            for await (const line of linesOf(finder.stdout, LINE_BYTES)) {
              if (told === given) throw refused(`more answers than the ${given} pictures`);
              answered();
              const boxes = answerOf(line).map(([kind, score, x, y, w, h]) => ({
                ...{ kind, score, x: x * across, y: y * down, w: w * across, h: h * down },
              }));
              onFound(1 + told * every, boxes);
              told += 1;
            }
          };
          const giving = async (): Promise<void> => {
            for await (const bytes of piecesOf(stdout, [
              { start: 0, length: small.width * small.height * 3 },
            ])) {
              moved();
              given += 1;
              await written(finder.stdin, bytes);
            }
            await finished(finder.stdin);
          };
          // What goes wrong in one ends both tools, also while the other goes on.
          await Promise.all([telling().catch(tooLong), giving()]);
          if (told !== given) throw refused(`${told} answers of ${given}`);
        },
      );
    });
  }

  /** Sentences for the operator: why it could not look. */
  async problems(): Promise<string[]> {
    return this.files().then(
      () => [],
      (error: unknown) => [error instanceof Error ? error.message : 'it cannot be opened'],
    );
  }

  /** @throws SandboxUnavailable */
  private async files(): Promise<Record<string, string>> {
    for (const [name, sha256] of Object.entries(WEIGHTS)) {
      const bytes = await readFile(join(this.weights, name)).catch(() => Buffer.alloc(0));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new SandboxUnavailable(
          `The weights that find faces and people are not there as they should be: ${name}.`,
        );
    }
    const weights = Object.keys(WEIGHTS).map((name) => join(this.weights, name));
    for (const folder of this.places) {
      const program = [SCRIPT, WASM].map((name) => join(folder, name));
      const there = await Promise.all(program.map((path) => readFile(path).then(Boolean, () => false)));
      if (there.every(Boolean))
        return Object.fromEntries([...program, ...weights].map((path) => [basename(path), path]));
    }
    throw new SandboxUnavailable('The program that finds faces and people is not built: run npm run build.');
  }
}

const refused = (why: string, cause?: unknown): ToolFailed =>
  new ToolFailed('node', 'failed', [why], { cause });

function tooLong(error: unknown): never {
  throw error instanceof LineTooLong ? refused(error.message, error) : error;
}

function answerOf(line: string): z.infer<typeof answer>['found'] {
  try {
    return answer.parse(JSON.parse(line)).found;
  } catch (cause) {
    throw new ToolFailed('node', 'failed', [], { cause });
  }
}
