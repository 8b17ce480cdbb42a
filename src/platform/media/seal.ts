import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BINDINGS, DOUBTS, FAULTS, INTEGRITIES, TRUSTS, UNCHECKED, type SealReading } from '../seals';
import { SandboxUnavailable } from './errors';
import { Sandbox } from './sandbox';
import { CLIP } from './sandbox-arguments';
import { mayBeSealed } from './seal-marks';
import type { MediaSettings } from './settings';
import { runTool } from './tool-run';

/** `scripts/build.mjs` puts it there; seen from dist/src/platform/media, and from src/platform/media. */
const BUILT = ['../../../sandbox/read-seal.mjs', '../../../dist/sandbox/read-seal.mjs'].map((path) =>
  join(__dirname, path),
);
const SCRIPT = 'read-seal.mjs';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(500);
/** The program in the sandbox may have been taken over by the file: its answer is taken word by word. */
const answer = z.strictObject({
  seal: z
    .strictObject({
      integrity: z.enum(INTEGRITIES),
      trust: z.enum(TRUSTS),
      fault: z.enum(FAULTS).nullable(),
      doubt: z.enum(DOUBTS).nullable(),
      binding: z.enum(BINDINGS).nullable(),
      manifest: hash.nullable(),
      certificate: hash.nullable(),
      name: words.nullable(),
      organisation: words.nullable(),
      generator: words.nullable(),
      stampedAt: z.iso.datetime({ precision: 3 }).nullable(),
    })
    .nullable(),
});

/** Where the reader of seals is: beside the compiled code, or where the build has put it when this runs from its source. */
async function reader(places: readonly string[]): Promise<string | undefined> {
  for (const path of places) if (await isReadable(path)) return path;
  return undefined;
}

const isReadable = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

/** V8 sets aside much more address space than it uses: this is what it needs to start, with room for the largest seal. */
const ADDRESS_SPACE = 2 * 1024 ** 3;
const HEAP_MIB = 256;
/** Nothing that an answer needs is longer. */
const LONGEST_LINE = 16_384;

/** Reads the seals that makers put into their files (C2PA), in the sandbox. */
export class SealReader {
  private readonly sandbox: Sandbox;

  /** @param places where the reader is looked for */
  constructor(
    private readonly settings: MediaSettings,
    private readonly places: readonly string[] = BUILT,
  ) {
    this.sandbox = new Sandbox({ ...settings, memoryBytes: Math.max(settings.memoryBytes, ADDRESS_SPACE) });
  }

  /**
   * `null` where the file carries none. A reader that fails, hangs or says nonsense has met a seal that cannot be checked: that
   * is an answer, too. @throws the signal's reason when cancelled
   */
  async read(path: string, now: Date, signal?: AbortSignal): Promise<SealReading | null> {
    if (!(await mayBeSealed(path))) return null;
    try {
      return await this.ask(path, now, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof SandboxUnavailable) throw error;
      return UNCHECKED;
    }
  }

  /** Sentences for the operator. */
  async problems(): Promise<string[]> {
    return (await reader(this.places)) === undefined
      ? ['The reader of makers’ seals is not built: run npm run build.']
      : [];
  }

  private async ask(path: string, now: Date, signal: AbortSignal | undefined): Promise<SealReading | null> {
    const script = await reader(this.places);
    if (script === undefined) return UNCHECKED;
    const files: Record<string, string> = { [SCRIPT]: script };
    for (const [at, anchors] of this.settings.trustAnchors.entries())
      if (await isReadable(anchors)) files[`anchors-${at}.pem`] = anchors;
    const names = Object.keys(files).filter((name) => name !== SCRIPT);
    const options = [
      ...[`--max-old-space-size=${HEAP_MIB}`, '--disallow-code-generation-from-strings', SCRIPT, CLIP],
      ...[String(this.settings.manifestBytes), now.toISOString(), ...names],
    ];
    const watch = { signal, stallMs: this.settings.stallSeconds * 1_000 };
    let said = '';
    await runTool(this.sandbox, { tool: 'node', input: path, files }, options, watch, (line) => {
      if (line.startsWith('{') && line.length <= LONGEST_LINE) said = line;
    });
    return answer.parse(JSON.parse(said)).seal;
  }
}
