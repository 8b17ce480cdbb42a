import { lstat, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFields, type Field } from './exiftool';
import { runFfmpeg } from './ffmpeg-adapter';
import type { FileReader } from './file-reader';
import { isHeifType, NoHeifDecoder, withHeifDecoded, type HeifRecipe } from './heif';
import type { PhotographType } from './photograph';
import {
  isLeft,
  OF_TILES,
  orientationOf,
  PICTURE_RULES,
  removedNames,
  valuesOf,
  type PictureType,
} from './pictures';
import { pixelsRecipe } from './recipes/pixels';
import { FRAMES_FILE } from './recipes/frames';
import { holdsAny, sameFrames, SafeCopyFailed } from './safe-copy';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { RenditionOptions } from './rendition';

/** A picture as it is coded, with its colours and orientation, and without whatever else its file told. */
export interface PictureCopy {
  readonly path: string;
  readonly mime: PictureType;
  /** By these rules, which docs/media.md gives, anybody gets the same bytes from the same picture. */
  readonly recipe: {
    readonly tool: 'lintel-picture';
    readonly version: string;
    readonly arguments: readonly string[];
    /** What compared the pixels and looked for what was left. */
    readonly checkedWith: readonly string[];
    /** What made the PNG of which this is the copy, of a picture that is made of tiles. */
    readonly decodedBy?: HeifRecipe;
  };
  /** Names of the fields and parts that are not in the copy. Never a value. */
  readonly removed: readonly string[];
  /** Pictures that were compared, pixel for pixel. */
  readonly frames: number;
}

interface Source {
  readonly input: string;
  readonly mime: PictureType;
  /** What the file that came says. */
  readonly before: readonly Field[];
  readonly orientation: number;
  readonly decodedBy?: HeifRecipe;
}

interface Watch {
  readonly signal: AbortSignal | undefined;
  readonly stallMs: number;
}

/** Makes copies of pictures that may go to the defence. */
export class PictureCopier {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly reader: FileReader,
    private readonly settings: MediaSettings,
    private readonly versions: () => Promise<readonly string[]>,
  ) {}

  /** @throws SafeCopyFailed; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason */
  async make(
    input: string,
    mime: PhotographType,
    output: string,
    { signal }: RenditionOptions = {},
  ): Promise<PictureCopy> {
    const watch = { signal, stallMs: this.settings.stallSeconds * 1_000 };
    if ((await stat(input)).size > this.settings.pictureBytes) throw new SafeCopyFailed('too large');
    const before = await readFields(this.sandbox, input, watch);
    if (!isHeifType(mime))
      return this.rebuilt({ input, mime, before, orientation: orientationOf(before) }, output, watch);
    try {
      return await withHeifDecoded(this.sandbox, input, watch, ({ path, recipe }) =>
        this.rebuilt(
          { input: path, mime: 'image/png', before, orientation: 1, decodedBy: recipe },
          output,
          watch,
        ),
      );
    } catch (error) {
      if (error instanceof NoHeifDecoder) throw new SafeCopyFailed('no copy came out');
      throw error;
    }
  }

  private async rebuilt(of: Source, output: string, watch: Watch): Promise<PictureCopy> {
    const { input, mime, before, orientation, decodedBy } = of;
    const path = join(output, 'copy');
    const left = await this.reader.rebuildPicture({ input, output }, mime, orientation, watch);
    if (left === null || !(await isFile(path))) throw new SafeCopyFailed('no copy came out');
    // A copy never has the hash of its master. This one would: the master is such a copy itself.
    if ((await readFile(input)).equals(await readFile(path))) throw new SafeCopyFailed('the same bytes');
    const frames = await this.comparePixels([input, path], mime, output, watch);
    const after = await readFields(this.sandbox, path, watch);
    if (
      after.some(isLeft) ||
      (mime !== 'image/gif' && orientationOf(after) !== orientation) ||
      (await holdsAny(path, valuesOf(before, after)))
    )
      throw new SafeCopyFailed('something was left');
    return {
      ...{ path, mime, removed: removedNames(before, after, decodedBy ? [OF_TILES] : left), frames },
      recipe: {
        tool: 'lintel-picture',
        version: String(PICTURE_RULES),
        arguments: [mime, `orientation=${orientation}`],
        checkedWith: await this.versions(),
        ...(decodedBy && { decodedBy }),
      },
    };
  }

  private async comparePixels(
    paths: readonly [string, string],
    mime: PictureType,
    folder: string,
    watch: Watch,
  ): Promise<number> {
    const lists: string[] = [];
    for (const [place, input] of paths.entries()) {
      const output = join(folder, `pixels-${place}`);
      await mkdir(output);
      await runFfmpeg(this.sandbox, pixelsRecipe(mime, this.settings), { input, output, ...watch });
      lists.push(join(output, FRAMES_FILE));
    }
    return sameFrames(lists[0] ?? '', lists[1] ?? '');
  }
}

/** Only a regular file is taken: a reader that was taken over could leave a link to anywhere. */
async function isFile(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  return stats?.isFile() === true && stats.size > 0;
}
