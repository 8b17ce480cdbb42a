import type { SoundShape } from '../../../platform/media';
import type { SoundSpan } from './recipe';

/** Samples of each channel; the end is no longer part of it. */
export interface Span {
  readonly kind: SoundSpan['kind'];
  readonly from: number;
  readonly to: number;
}

/** Hertz, and the height of its waves: a tenth of the loudest. */
const TONE = { hertz: 1_000, height: 3_277 };

/** Outwards to whole samples. @param start sample at which the first frame that stays is shown, from the first frame of the master */
export const spansIn = (spans: readonly SoundSpan[], rate: number, start: number): Span[] =>
  spans.map(({ kind, fromMs, toMs }) => ({
    kind,
    from: Math.floor((fromMs * rate) / 1_000) - start,
    to: Math.ceil((toMs * rate) / 1_000) - start,
  }));

/**
 * Silences in a piece of sound what the spans say, in place.
 * @param first number of its first sample, counted as the spans are
 */
export function silence(
  samples: Int16Array,
  { rate, channels }: SoundShape,
  spans: readonly Span[],
  first: number,
): void {
  const count = samples.length / channels;
  for (const { kind, from, to } of spans) {
    const [start, end] = [Math.max(0, from - first), Math.min(count, to - first)];
    if (start >= end) continue;
    if (kind === 'mute') samples.fill(0, start * channels, end * channels);
    else
      for (let at = start; at < end; at += 1)
        samples.fill(
          Math.round(TONE.height * Math.sin((2 * Math.PI * TONE.hertz * ((first + at) % rate)) / rate)),
          at * channels,
          (at + 1) * channels,
        );
  }
}

/** How far coded sound is from what was given to the coder. */
export interface SoundLikeness {
  /** Decibels of the worst tenth of a second outside the spans: how much louder the sound is than its error. 100: not to be told apart. */
  readonly worstDecibels: number;
  /** Loudest sample deep inside a muted span, of 32,768. */
  readonly loudestMuted: number;
}

/** Below so much (root mean square, of 32,768) sound is silence, and its error is, too. */
const SILENT = 64;
/** AAC codes 2,048 samples at once, so the neighbours of a span ring into it for so long; what rings is theirs. */
const RING = 2_048;

/**
 * Of one piece of sound, a whole number of tenths of a second long.
 * @param first number of its first sample, counted as the spans are
 */
export function soundLikeness(
  given: Int16Array,
  coded: Int16Array,
  { rate, channels }: SoundShape,
  spans: readonly Span[],
  first: number,
): SoundLikeness {
  const window = windowOf(rate);
  const total = Math.floor(given.length / channels);
  const near = (at: number): boolean =>
    spans.some(({ from, to }) => first + at + window > from - RING && first + at < to + RING);
  let worst = 100;
  for (let at = 0; at + window <= total; at += window) {
    if (near(at)) continue;
    let [signal, error] = [0, 0];
    for (let place = at * channels; place < (at + window) * channels; place += 1) {
      const value = given[place] ?? 0;
      signal += value ** 2;
      error += (value - (coded[place] ?? 0)) ** 2;
    }
    const quiet = SILENT ** 2 * window * channels;
    worst = Math.min(worst, error <= quiet ? 100 : 10 * Math.log10(Math.max(signal, 1) / error));
  }
  let loudest = 0;
  for (const { kind, from, to } of spans) {
    if (kind !== 'mute') continue;
    const [start, end] = [Math.max(0, from + RING - first), Math.min(total, to - RING - first)];
    for (let place = start * channels; place < end * channels; place += 1)
      loudest = Math.max(loudest, Math.abs(coded[place] ?? 0));
  }
  return { worstDecibels: worst, loudestMuted: loudest };
}

/** Samples of a tenth of a second. */
export const windowOf = (rate: number): number => Math.round(rate / 10);
