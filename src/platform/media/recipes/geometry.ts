import type { VideoFacts } from '../facts';

/** Largest picture of H.264 level 5.2 that browsers decode. */
const MAX_SIDE = 4096;
const MAX_AREA = 4096 * 2304;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** More than 1080p: so large that pictures which wait are what a job takes. */
export const isLarge = ({ width, height }: Size): boolean => width * height > 1920 * 1088;

type Shape = Pick<VideoFacts, 'width' | 'height' | 'sar' | 'rotation' | 'mirrored'>;

export interface Geometry {
  /** Filters that make pixels square, sides even and the picture upright, in that order. */
  readonly filters: readonly string[];
  /** What comes out. */
  readonly size: Size;
  /** The picture is smaller than the source's. */
  readonly reduced: boolean;
}

const even = (side: number): number => Math.max(2, Math.round(side / 2) * 2);

/** Square pixels by enlarging one side: no line of the source is lost. */
function squared({ width, height, sar }: Shape): Size {
  const wide = sar.num / sar.den;
  return wide >= 1 ? { width: width * wide, height } : { width, height: height / wide };
}

const MIRRORED: Readonly<Record<Shape['rotation'], string[]>> = {
  0: ['vflip'],
  90: ['transpose=cclock_flip'],
  180: ['hflip'],
  270: ['transpose=clock_flip'],
};

/** What ffmpeg does by itself where it is let (`configure_input_video_filter`). */
function turns({ rotation, mirrored }: Shape): string[] {
  if (mirrored === true) return MIRRORED[rotation];
  if (rotation === 90) return ['transpose=clock'];
  if (rotation === 270) return ['transpose=cclock'];
  return rotation === 180 ? ['hflip', 'vflip'] : [];
}

/** How the coded picture becomes the one to look at. Odd sides get one black line more rather than one line less. */
export function geometry(shape: Shape): Geometry {
  const square = squared(shape);
  const shrink = Math.min(
    1,
    MAX_SIDE / Math.max(square.width, square.height),
    Math.sqrt(MAX_AREA / (square.width * square.height)),
  );
  const scaled = shrink < 1 || square.width !== shape.width || square.height !== shape.height;
  const upright = scaled
    ? { width: even(square.width * shrink), height: even(square.height * shrink) }
    : { width: shape.width + (shape.width % 2), height: shape.height + (shape.height % 2) };
  const padded = !scaled && (upright.width !== shape.width || upright.height !== shape.height);
  const sideways = shape.rotation === 90 || shape.rotation === 270;
  return {
    filters: [
      ...(scaled ? [`scale=${upright.width}:${upright.height}:flags=bicubic+accurate_rnd+bitexact`] : []),
      ...(padded ? [`pad=${upright.width}:${upright.height}`] : []),
      'setsar=1',
      ...turns(shape),
    ],
    size: sideways ? { width: upright.height, height: upright.width } : upright,
    reduced: shrink < 1,
  };
}

/** Pixels of the picture as it is shown. */
export const shownSize = (shape: Shape): Size => geometry(shape).size;

/** The largest size within `width` that keeps the shape; never larger than `size`. */
export function within(size: Size, width: number): Size {
  const factor = Math.min(1, width / size.width);
  return { width: even(size.width * factor), height: even(size.height * factor) };
}
