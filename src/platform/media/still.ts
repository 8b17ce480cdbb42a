import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaFacts } from './facts';
import { runFfmpeg } from './ffmpeg-adapter';
import { FRAMES_FILE } from './recipes/frames';
import { geometry } from './recipes/geometry';
import { STILL_COPY_FILE, STILL_FILE, stillRecipe } from './recipes/still';
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
    const recipe = stillRecipe(video, frame, this.settings);
    const run = await runFfmpeg(this.sandbox, recipe, { input, output, onProgress, signal, stallMs });
    const files = [STILL_FILE, STILL_COPY_FILE, FRAMES_FILE].map((file) => join(output, file));
    if (!(await Promise.all(files.map(isWhole))).every(Boolean)) throw new NoSuchFrame();
    const [path = '', copyPath = '', frames = ''] = files;
    return {
      path,
      copyPath,
      mime: 'image/png',
      ...geometry(video).size,
      frames: await readFile(frames, 'utf8'),
      recipe: { tool: 'ffmpeg', version: await this.version(), arguments: run.arguments },
      labels: labelsOf(facts).filter((label) => ON_PICTURES.has(label)),
    };
  }
}

/** Only regular files are taken: a decoder that was taken over could leave a link to anywhere. */
async function isWhole(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  return stats?.isFile() === true && stats.size > 0;
}
