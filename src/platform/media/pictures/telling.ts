import type { Field } from '../exiftool';
import { listed } from '../listed';
import { GIF_COMMENT } from './rebuild';

const ORIENTATION = 'Orientation';
/** What ExifTool tells of how a picture is coded, and of the file in its folder. */
const OF_THE_PICTURE =
  /^(ExifTool|File(:System)?|JFIF|APP14(:Adobe)?|PNG(:PNG-[A-Za-z]+)?|RIFF|GIF|Composite)$/;
/** Of those groups, what is somebody's own: texts of PNG, comments, digests. */
const OF_THE_PICTURES_NAMES =
  /^(File\w+|Directory|MIMEType|ExifByteOrder|ExifToolVersion|Image(Width|Height|Size)|Megapixels|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling|JFIFVersion|ResolutionUnit|[XY]Resolution|DCTEncodeVersion|APP14Flags[01]|ColorTransform|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|BackgroundColor|Gamma|SRGBRendering|SignificantBits|WhitePoint[XY]|(Red|Green|Blue)[XY]|ProfileName|PixelsPerUnit[XY]|PixelUnits|AnimationFrames|AnimationPlays|ColorPrimaries|TransferCharacteristics|MatrixCoefficients|VideoFullRangeFlag|WebP_Flags|VP8Version|(Horizontal|Vertical)Scale|AlphaIsUsed|Alpha(Preprocessing|Filtering|Compression)|GIFVersion|HasColorMap|ColorResolutionDepth|BitsPerPixel|PixelAspectRatio|AnimationIterations|TransparentColor|FrameCount|Duration)$/;
/** How the container of a HEIC or AVIF codes its tiles: nobody's words, and nothing that anybody would look for in a list. */
const OF_THE_CONTAINER =
  /^(MajorBrand|MinorVersion|CompatibleBrands|HandlerType|HEVC\w+|AV1\w+|General\w+|GenProfile\w+|ConstraintIndicatorFlags|MinSpatialSegmentationIDC|ParallelismType|Chroma\w+|BitDepth\w+|\w+FrameRate|NumTemporalLayers|TemporalIDNested|Color\w+|TransferCharacteristics|MatrixCoefficients|VideoFullRangeFlag|Image(SpatialExtent|PixelDepth)|CleanAperture|Rotation|Mirroring|MediaData\w*|PrimaryItemReference)$/;
/** What is left behind of a picture that is made of tiles, beside its fields. */
export const OF_TILES = 'other parts of the container, if any';
/** Colours of a profile, and its two texts, which are ours. */
const PROFILE = /^ICC_Profile(:ICC-(header|cicp|chrm))?$/;

const isOfThePicture = ({ group, name }: Field): boolean =>
  (OF_THE_PICTURE.test(group) && OF_THE_PICTURES_NAMES.test(name)) || PROFILE.test(group);

/** Whether it may not stand in a copy. */
export const isLeft = (field: Field): boolean =>
  !isOfThePicture(field) &&
  !(field.group === 'EXIF:IFD0' && field.name === ORIENTATION) &&
  !(field.group === 'File' && field.name === 'Comment' && field.value === GIF_COMMENT);

const nameOf = ({ group, name }: Field): string => `${group}: ${name}`;

/** Values that occur in the copy by right are not looked for; numbers are not stored as text. */
export function valuesOf(before: readonly Field[], after: readonly Field[]): Pick<Field, 'name' | 'value'>[] {
  const kept = new Set(after.map(({ value }) => value));
  return before.filter(
    (field) =>
      (isLeft(field) || field.group.startsWith('ICC_Profile')) &&
      !/^\(Binary data|^[-\d. ]*$/.test(field.value) &&
      ![...kept].some((value) => value.includes(field.value)),
  );
}

/** What the copy lacks, by the names of fields and parts. Never a value. */
export function removedNames(
  before: readonly Field[],
  after: readonly Field[],
  left: readonly string[],
): string[] {
  const kept = new Map(after.map((field) => [nameOf(field), field.value]));
  const names = before
    .filter(
      ({ group, name }) =>
        !/^(ExifTool|File:System|Composite)$/.test(group) &&
        name !== 'ExifByteOrder' &&
        !(group.startsWith('QuickTime') && OF_THE_CONTAINER.test(name)),
    )
    .filter(
      (field) => (isLeft(field) || PROFILE.test(field.group)) && kept.get(nameOf(field)) !== field.value,
    )
    .map(nameOf);
  return listed([...names, ...left]);
}
