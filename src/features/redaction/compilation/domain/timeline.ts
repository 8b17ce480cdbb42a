import type { FrameLines } from '../../../evidence';
import type { CompilationPart } from './recipe';

/** The one clock of a film: ninety thousand ticks a second, on which the usual rates stand without rounding. */
export const TICKS = 90_000;
export const TIME_BASE = { num: 1, den: TICKS } as const;

/** A card is shown for three seconds, ten pictures a second. */
export const CARD_FRAMES = 30;
const CARD_TICKS = 3 * TICKS;
/** Where a file does not say how long its last frame is shown. */
const LAST_TICKS = TICKS / 25;

/** Samples a second of the film's sound, and how many sit beside each other. */
export const SOUND = { rate: 48_000, channels: 2 } as const;

/** The sample of the film that is heard at a tick. */
export const sampleAt = (ticks: number): number => Math.round((ticks * SOUND.rate) / TICKS);

/** When a part and its card stand in the film, in ticks. */
export interface Place {
  /** Of each picture of the card. */
  readonly card: readonly number[];
  /** Of each frame that stays. */
  readonly frames: readonly number[];
  readonly start: number;
  /** Where the next card begins. */
  readonly end: number;
}

/** @param kept the frames of each part's master */
export function timeline(
  parts: readonly Pick<CompilationPart, 'trim'>[],
  kept: readonly FrameLines[],
): Place[] {
  let at = 0;
  return parts.map(({ trim }, index) => {
    const list = kept[index] as FrameLines;
    const ticks = (units: number): number =>
      Math.round((units * list.timeBase.num * TICKS) / list.timeBase.den);
    const shown = list.frames.slice(trim.from - 1, trim.to);
    const [first, last] = [shown[0], shown.at(-1)];
    const begin = at;
    const start = begin + CARD_TICKS;
    const frames = shown.map(({ pts }) => start + ticks(pts - (first?.pts ?? 0)));
    const next = list.frames[trim.to];
    const length = next === undefined ? (last?.duration ?? 0) : next.pts - (last?.pts ?? 0);
    at = (frames.at(-1) ?? start) + (length > 0 ? Math.max(1, ticks(length)) : LAST_TICKS);
    const card = Array.from(
      { length: CARD_FRAMES },
      (_, number) => begin + (number * CARD_TICKS) / CARD_FRAMES,
    );
    return { card, frames, start, end: at };
  });
}
