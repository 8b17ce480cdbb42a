import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolFailed, ToolMissing } from './errors';
import type { Sandbox } from './sandbox';
import { CLIP, OUT } from './sandbox-arguments';
import { runTool } from './tool-run';
import { toolVersion } from './version';
import type { WatchOptions } from './watchdog';

/** Pictures as many telephones keep them (ISO/IEC 23008-12). They are made of tiles, which ffmpeg does not put together. */
export const HEIF_TYPES = ['image/heic', 'image/heif', 'image/avif'] as const;
export type HeifType = (typeof HEIF_TYPES)[number];

export const isHeifType = (mime: string | null): mime is HeifType =>
  (HEIF_TYPES as readonly (string | null)[]).includes(mime);

export interface HeifRecipe {
  readonly tool: 'heif-dec';
  readonly version: string;
  /** `clip` stands for the input, `out/` for a folder that is gone. */
  readonly arguments: readonly string[];
}

/** The first picture of a file as a PNG, upright; `count` are there. */
export interface HeifPicture {
  readonly path: string;
  readonly count: number;
  readonly recipe: HeifRecipe;
}

/** heif-dec numbers the files where there is more than one picture. */
const MADE = /^decoded(-\d+)?\.png$/;

/** The program that opens such pictures is not installed. */
export class NoHeifDecoder extends Error {
  override readonly name = 'NoHeifDecoder';
}

/** @throws NoHeifDecoder; ToolFailed when no picture came out; SandboxUnavailable; the signal's reason; whatever `use` throws */
export async function withHeifDecoded<T>(
  sandbox: Sandbox,
  input: string,
  watch: WatchOptions,
  use: (picture: HeifPicture) => Promise<T>,
): Promise<T> {
  const version = await toolVersion(sandbox, 'heif-dec').catch((cause: unknown) => {
    throw cause instanceof ToolMissing ? new NoHeifDecoder('heif-dec is not installed', { cause }) : cause;
  });
  const output = await mkdtemp(join(tmpdir(), 'lintel-heif-'));
  const options = ['--quiet', '--png-compression-level', '1', CLIP, `${OUT}/decoded.png`];
  try {
    const said = await runTool(sandbox, { tool: 'heif-dec', input, output }, options, watch, () => undefined);
    const found = await readdir(output, { withFileTypes: true });
    // Only regular files are taken: a decoder that was taken over could leave a link to anywhere.
    const made = found.filter((file) => file.isFile() && MADE.test(file.name)).map(({ name }) => name);
    const [first] = made.sort((left, right) => left.length - right.length || (left < right ? -1 : 1));
    if (first === undefined) throw new ToolFailed('heif-dec', 'failed', said.lines);
    const recipe = { tool: 'heif-dec', version, arguments: options } as const;
    return await use({ path: join(output, first), count: made.length, recipe });
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}
