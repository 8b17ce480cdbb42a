import type { PictureFacts } from '../facts';
import type { Orientation, PictureType } from '../pictures';
import type { Size } from './geometry';
import { pictureInput } from './pixels';
import type { Recipe, RecipeOutput } from './recipe';

/** Pixels of the longest side. Screens show no more at once, and the original can be taken. */
const LONGEST = { proxy: 4096, 'contact-sheet': 1280 } as const;

/** What brings a picture upright, by its Exif orientation (Exif 2.32, section 4.6.4 A). */
const TURN: Readonly<Record<Orientation, readonly string[]>> = {
  2: ['hflip'],
  3: ['hflip', 'vflip'],
  4: ['vflip'],
  5: ['transpose=cclock_flip'],
  6: ['transpose=clock'],
  7: ['transpose=clock_flip'],
  8: ['transpose=cclock'],
};

/** Upright. */
const shown = ({ width, height, orientation }: PictureFacts): Size =>
  orientation >= 5 ? { width: height, height: width } : { width, height };

function fitted({ width, height }: Size, longest: number): Size {
  const factor = Math.min(1, longest / Math.max(width, height));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * factor));
  return { width: side(width), height: side(height) };
}

export const isReduced = (facts: PictureFacts): boolean =>
  Math.max(facts.width, facts.height) > LONGEST.proxy;

export interface PlannedView {
  readonly name: 'proxy' | 'contact-sheet';
  readonly file: string;
  readonly mime: 'image/jpeg' | 'image/png';
  readonly size: Size;
}

/** Those that mostly came without loss: a screenshot must stay readable. */
const LOSSLESS: ReadonlySet<PictureFacts['mime']> = new Set(['image/png', 'image/webp', 'image/gif']);

/** The picture itself, without loss unless it came with loss, and a smaller one to decide by. */
export function plannedViews(facts: PictureFacts): readonly [proxy: PlannedView, sheet: PlannedView] {
  const size = shown(facts);
  const mime = LOSSLESS.has(facts.mime) ? 'image/png' : 'image/jpeg';
  const file = mime === 'image/jpeg' ? 'proxy.jpg' : 'proxy.png';
  return [
    { name: 'proxy', file, mime, size: fitted(size, LONGEST.proxy) },
    {
      ...{ name: 'contact-sheet', file: 'contact-sheet.jpg', mime: 'image/jpeg' },
      size: fitted(size, LONGEST['contact-sheet']),
    },
  ];
}

const CODED: Readonly<Record<PlannedView['mime'], readonly [format: string, options: readonly string[]]>> = {
  'image/jpeg': ['yuvj444p', ['-c:v', 'mjpeg', '-q:v', '2']],
  'image/png': ['rgba', ['-c:v', 'png', '-pred', 'mixed']],
};

function output(facts: PictureFacts, { file, mime, size }: PlannedView): RecipeOutput {
  const [format, options] = CODED[mime];
  const filters = [
    ...(TURN[facts.orientation] ?? []),
    `scale=${size.width}:${size.height}:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact`,
    `format=${format}`,
    // Profiles and whatever else the file gave the decoder stay behind.
    'sidedata=mode=delete',
  ];
  return {
    file,
    options: [
      ...['-map', '0:v:0', '-vf', filters.join(','), '-frames:v', '1', ...options, '-threads:v', '1'],
      ...['-fps_mode', 'passthrough', '-flags:v', '+bitexact', '-fflags', '+bitexact'],
      ...['-map_metadata', '-1', '-update', '1', '-f', 'image2'],
    ],
  };
}

/** The picture coded anew: what an officer's browser opens never holds a byte of a file that somebody sent. */
export const pictureViewRecipe = (
  facts: PictureFacts,
  readAs: PictureType,
  limits: { readonly picturePixels: number },
): Recipe => ({
  input: pictureInput(readAs, limits),
  outputs: plannedViews(facts).map((view) => output(facts, view)),
});
