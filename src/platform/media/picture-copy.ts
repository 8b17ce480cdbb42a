import { mkdir, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { readFields, type Field } from './exiftool';
import { runFfmpeg } from './ffmpeg-adapter';
import {
  GIF_COMMENT,
  NotThatFormat,
  orientationOf,
  PICTURE_RULES,
  rebuild,
  type PictureType,
} from './pictures';
import { pixelsRecipe } from './recipes/pixels';
import { FRAMES_FILE } from './recipes/frames';
import { holdsAny, printable, sameFrames, SafeCopyFailed } from './safe-copy';
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
  };
  /** Names of the fields and parts that are not in the copy. Never a value. */
  readonly removed: readonly string[];
  /** Pictures that were compared, pixel for pixel. */
  readonly frames: number;
}

const ORIENTATION = 'Orientation';
/** What ExifTool tells of how a picture is coded, and of the file in its folder. */
const OF_THE_PICTURE =
  /^(ExifTool|File(:System)?|JFIF|APP14(:Adobe)?|PNG(:PNG-[A-Za-z]+)?|RIFF|GIF|Composite)$/;
/** Of those groups, what is somebody's own: texts of PNG, comments, digests. */
const OF_THE_PICTURES_NAMES =
  /^(File\w+|Directory|MIMEType|ExifByteOrder|ExifToolVersion|Image(Width|Height|Size)|Megapixels|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling|JFIFVersion|ResolutionUnit|[XY]Resolution|DCTEncodeVersion|APP14Flags[01]|ColorTransform|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|BackgroundColor|Gamma|SRGBRendering|SignificantBits|WhitePoint[XY]|(Red|Green|Blue)[XY]|ProfileName|PixelsPerUnit[XY]|PixelUnits|AnimationFrames|AnimationPlays|ColorPrimaries|TransferCharacteristics|MatrixCoefficients|VideoFullRangeFlag|WebP_Flags|VP8Version|(Horizontal|Vertical)Scale|AlphaIsUsed|Alpha(Preprocessing|Filtering|Compression)|GIFVersion|HasColorMap|ColorResolutionDepth|BitsPerPixel|PixelAspectRatio|AnimationIterations|TransparentColor|FrameCount|Duration)$/;
/** Colours of a profile, and its two texts, which are ours. */
const PROFILE = /^ICC_Profile(:ICC-(header|cicp|chrm))?$/;

/** Makes copies of pictures that may go to the defence. */
export class PictureCopier {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
    private readonly versions: () => Promise<readonly string[]>,
  ) {}

  /** @throws SafeCopyFailed; ToolFailed; SandboxUnavailable; ToolMissing; the signal's reason */
  async make(
    input: string,
    mime: PictureType,
    output: string,
    { signal }: RenditionOptions = {},
  ): Promise<PictureCopy> {
    const watch = { signal, stallMs: this.settings.stallSeconds * 1_000 };
    if ((await stat(input)).size > this.settings.pictureBytes) throw new SafeCopyFailed('too large');
    const before = await readFields(this.sandbox, input, watch);
    const orientation = orientationOf(before);
    const source = await readFile(input);
    const path = join(output, 'copy');
    const left = await write(path, source, mime, orientation);
    const frames = await this.comparePixels([input, path], mime, output, watch);
    const after = await readFields(this.sandbox, path, watch);
    if (
      after.some(isLeft) ||
      (mime !== 'image/gif' && orientationOf(after) !== orientation) ||
      (await holdsAny(path, valuesOf(before, after)))
    )
      throw new SafeCopyFailed('something was left');
    return {
      ...{ path, mime, removed: removedNames(before, after, left), frames },
      recipe: {
        tool: 'lintel-picture',
        version: String(PICTURE_RULES),
        arguments: [mime, `orientation=${orientation}`],
        checkedWith: await this.versions(),
      },
    };
  }

  private async comparePixels(
    paths: readonly [string, string],
    mime: PictureType,
    folder: string,
    watch: { readonly signal: AbortSignal | undefined; readonly stallMs: number },
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

/** @returns names of the parts that were left behind @throws SafeCopyFailed when the file is not what it claims, or nothing changes */
async function write(
  path: string,
  source: Buffer,
  mime: PictureType,
  orientation: number,
): Promise<readonly string[]> {
  let rebuilt;
  try {
    rebuilt = rebuild(mime, source, orientation);
  } catch (error) {
    if (error instanceof NotThatFormat) throw new SafeCopyFailed('no copy came out');
    throw error;
  }
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'wx');
    for (const part of rebuilt.parts) await file.appendFile(part);
  } finally {
    await file?.close();
  }
  // A copy never has the hash of its master. This one would: the master is such a copy itself.
  if (source.equals(await readFile(path))) throw new SafeCopyFailed('the same bytes');
  return rebuilt.left;
}

const isOfThePicture = ({ group, name }: Field): boolean =>
  (OF_THE_PICTURE.test(group) && OF_THE_PICTURES_NAMES.test(name)) || PROFILE.test(group);

/** Whether it may not stand in a copy. */
const isLeft = (field: Field): boolean =>
  !isOfThePicture(field) &&
  !(field.group === 'EXIF:IFD0' && field.name === ORIENTATION) &&
  !(field.group === 'File' && field.name === 'Comment' && field.value === GIF_COMMENT);

const nameOf = ({ group, name }: Field): string => `${group}: ${name}`;

/** Values that occur in the copy by right are not looked for; numbers are not stored as text. */
function valuesOf(before: readonly Field[], after: readonly Field[]): Pick<Field, 'name' | 'value'>[] {
  const kept = new Set(after.map(({ value }) => value));
  return before.filter(
    (field) =>
      (isLeft(field) || field.group.startsWith('ICC_Profile')) &&
      !/^\(Binary data|^[-\d. ]*$/.test(field.value) &&
      ![...kept].some((value) => value.includes(field.value)),
  );
}

const MAX_NAMES = 200;

function removedNames(before: readonly Field[], after: readonly Field[], left: readonly string[]): string[] {
  const kept = new Map(after.map((field) => [nameOf(field), field.value]));
  const names = before
    .filter(
      (field) => !/^(ExifTool|File:System|Composite)$/.test(field.group) && field.name !== 'ExifByteOrder',
    )
    .filter(
      (field) => (isLeft(field) || PROFILE.test(field.group)) && kept.get(nameOf(field)) !== field.value,
    )
    .map(nameOf);
  return [...new Set([...names, ...left].map(printable))].slice(0, MAX_NAMES);
}
