import { lstat, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaFacts } from './facts';
import { runFfmpeg, type FfmpegRun } from './ffmpeg-adapter';
import { FRAMES_FILE } from './recipes/frames';
import type { Size } from './recipes/geometry';
import type { Recipe } from './recipes/recipe';
import { STILL_COPY_FILE, STILL_FILE, STILL_TIME_FILE, stillRecipe } from './recipes/still';
import { labelsOf, type Label, type RecipeRecord, type RenditionOptions } from './rendition';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';

/** One frame of a master as a picture without loss. */
export interface Still {
  readonly path: string;
  /** The same picture in other bytes. */
  readonly copyPath: string;
  readonly mime: 'image/png';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** ffmpeg's list of the frames up to this one, with the time and the pixel hash of each. */
  readonly frames: string;
  /** The same of the one frame that the picture was made of. Its hash counts where others have its time: elsewhere the picture may have another size than the list's. */
  readonly picked: string;
  readonly recipe: Omit<RecipeRecord, 'video' | 'audio'>;
  /** In which ways the picture differs from the frame as it was coded. */
  readonly labels: readonly Label[];
}

/** The decoder did not give that frame. */
export class NoSuchFrame extends Error {
  override readonly name = 'NoSuchFrame';
  constructor() {
    super('the decoder gave no such frame');
  }
}

const ON_PICTURES: ReadonlySet<Label> = new Set(['tone-mapped', 'rotated', 'square-pixels', 'reduced']);

export class StillMaker {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
    private readonly version: () => Promise<string>,
  ) {}

  /** @throws NoSuchFrame; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason */
  async make(
    input: string,
    facts: MediaFacts,
    frame: number,
    output: string,
    { signal, onProgress }: RenditionOptions = {},
  ): Promise<Still> {
    const { video } = facts;
    if (video === null) throw new NoSuchFrame();
    const stallMs = this.settings.stallSeconds * 1_000;
    const run = (recipe: Recipe): Promise<FfmpegRun> =>
      runFfmpeg(this.sandbox, recipe, { input, output, onProgress, signal, stallMs });
    const [path, copyPath, time, list] = [STILL_FILE, STILL_COPY_FILE, STILL_TIME_FILE, FRAMES_FILE].map(
      (file) => join(output, file),
    ) as [string, string, string, string];
    let made = await run(stillRecipe(video, frame, this.settings));
    const lines = linesOf(await textOf(list));
    const wanted = lines[frame - 1];
    if (wanted === undefined) throw new NoSuchFrame();
    const isAlone = lines.filter(({ ticks }) => ticks === wanted.ticks).length === 1;
    const isIt = (picked: string): boolean => {
      const [found, ...more] = linesOf(picked);
      return more.length === 0 && found?.ticks === wanted.ticks && (isAlone || found.hash === wanted.hash);
    };
    if (!isIt(await textOf(time))) {
      await Promise.all([path, copyPath, time].map((file) => rm(file, { force: true })));
      made = await run(stillRecipe(video, frame, this.settings, { ticks: wanted.ticks }));
    }
    const picked = await textOf(time);
    const whole = (await Promise.all([path, copyPath].map(isWhole))).every(Boolean);
    if (!whole || !isIt(picked)) throw new NoSuchFrame();
    return {
      path,
      copyPath,
      mime: 'image/png',
      ...(await sizeOf(path)),
      frames: await readFile(list, 'utf8'),
      picked,
      recipe: { tool: 'ffmpeg', version: await this.version(), arguments: made.arguments },
      labels: labelsOf(facts).filter((label) => ON_PICTURES.has(label)),
    };
  }
}

/** Only regular files are taken: a decoder that was taken over could leave a link to anywhere. */
async function isWhole(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  return stats?.isFile() === true && stats.size > 0;
}

const textOf = async (path: string): Promise<string> => ((await isWhole(path)) ? readFile(path, 'utf8') : '');

interface Line {
  readonly ticks: number;
  readonly hash: string;
}

/** The frames of ffmpeg's list. */
const linesOf = (list: string): Line[] =>
  list
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(','))
    .map((parts) => ({ ticks: Number(parts[2]), hash: parts[5]?.trim() ?? '' }));

/** Of a PNG, as its header says (ISO/IEC 15948, 11.2.2): frames of one recording may differ in size. */
async function sizeOf(path: string): Promise<Size> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(24), 0, 24, 0);
    return { width: buffer.readUInt32BE(16), height: buffer.readUInt32BE(20) };
  } finally {
    await file.close();
  }
}
