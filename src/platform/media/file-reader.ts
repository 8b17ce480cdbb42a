import { constants } from 'node:fs';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { SandboxUnavailable, ToolFailed } from './errors';
import type { HeaderCodec } from './parsers/header';
import type { Orientation, PictureType } from './pictures';
import { Sandbox, type SandboxJob } from './sandbox';
import { CLIP, OUT } from './sandbox-arguments';
import type { MediaSettings } from './settings';
import { runTool } from './tool-run';
import type { WatchOptions } from './watchdog';

/** `scripts/build.mjs` puts it there; seen from dist/src/platform/media, and from src/platform/media. */
const BUILT = ['../../../sandbox/read-file.mjs', '../../../dist/sandbox/read-file.mjs'].map((path) =>
  join(__dirname, path),
);
const SCRIPT = 'read-file.mjs';

/** V8 sets aside much more address space than it uses: this is what it needs to start, with room for the largest picture. */
const ADDRESS_SPACE = 2 * 1024 ** 3;
const HEAP_MIB = 256;
/** No list of names is longer. */
const LONGEST_LINE = 4 * 1024 ** 2;

const names = z.array(z.string().max(1_000)).max(10_000);
/** The program may have been taken over by the file: its answer is taken word by word. */
const header = z.strictObject({ userData: z.boolean() });
const milliseconds = z.number().int().min(0).max(1e9);
const speech = z.strictObject({ spans: z.array(z.tuple([milliseconds, milliseconds])).max(50_000) });
const picture = z.union([z.strictObject({ left: names }), z.strictObject({ refused: z.literal(true) })]);

/** Reads files byte by byte, for which no tool exists, in a program that the sandbox shuts in. */
export class FileReader {
  private readonly sandbox: Sandbox;

  /** @param places where the program is looked for */
  constructor(
    settings: MediaSettings,
    private readonly places: readonly string[] = BUILT,
  ) {
    this.sandbox = new Sandbox({ ...settings, memoryBytes: Math.max(settings.memoryBytes, ADDRESS_SPACE) });
  }

  /**
   * From and to of what may be speech, in milliseconds.
   * @param path samples: mono, 8,000 a second, 16 bits, little-endian
   * @throws as above
   */
  async speechIn(path: string, watch: WatchOptions): Promise<readonly (readonly [number, number])[]> {
    return (await this.ask(speech, { input: path }, ['speech'], watch)).spans;
  }

  /** Whether the header of a stream holds SEI. @param dump ffprobe's, of the header's bytes @throws as above */
  async holdsUserData(dump: string, codec: HeaderCodec, watch: WatchOptions): Promise<boolean> {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-header-'));
    try {
      const input = join(folder, 'dump');
      await writeFile(input, dump);
      return (await this.ask(header, { input }, ['header', codec], watch)).userData;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /**
   * Puts a picture together again as `copy` in the folder `output`.
   * @returns names of the parts that were left behind; null when it does not follow its format
   * @throws as above
   */
  async rebuildPicture(
    job: { readonly input: string; readonly output: string },
    mime: PictureType,
    orientation: Orientation,
    watch: WatchOptions,
  ): Promise<readonly string[] | null> {
    const found = await this.ask(picture, job, ['picture', OUT, mime, String(orientation)], watch);
    return 'left' in found ? found.left : null;
  }

  /** Sentences for the operator. */
  async problems(): Promise<string[]> {
    const built = (await this.script()) !== undefined;
    return built ? [] : ['The reader of files for the sandbox is not built: run npm run build.'];
  }

  private async script(): Promise<string | undefined> {
    for (const path of this.places) {
      const readable = await access(path, constants.R_OK).then(
        () => true,
        () => false,
      );
      if (readable) return path;
    }
    return undefined;
  }

  private async ask<Answer>(
    shape: z.ZodType<Answer>,
    job: Omit<SandboxJob, 'tool'>,
    question: readonly string[],
    watch: WatchOptions,
  ): Promise<Answer> {
    const script = await this.script();
    if (script === undefined) throw new SandboxUnavailable((await this.problems()).join(' '));
    const files = { [SCRIPT]: script };
    const options = [
      // With its trap handler V8 sets aside 8 GiB of addresses for each piece of WebAssembly, which the limit does not grant.
      '--disable-wasm-trap-handler',
      ...[`--max-old-space-size=${HEAP_MIB}`, '--disallow-code-generation-from-strings', SCRIPT, CLIP],
      ...question,
    ];
    let said = '';
    const tail = await runTool(this.sandbox, { ...job, tool: 'node', files }, options, watch, (line) => {
      if (line.startsWith('{') && line.length <= LONGEST_LINE) said = line;
    });
    try {
      return shape.parse(JSON.parse(said));
    } catch (cause) {
      throw new ToolFailed('node', 'failed', tail.lines, { cause });
    }
  }
}
