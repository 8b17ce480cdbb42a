import type { SoundShape } from '../../../../platform/media';
import { SOUND } from './timeline';

/** Samples that are handed on at once: a second. */
const PIECE = SOUND.rate;

/**
 * Sound of any rate as the film's: at the same rate sample for sample, else between two samples in whole numbers. One channel
 * becomes two. Where there is no more, there is silence.
 * @param count samples of the film that are wanted
 */
export async function* resampled(
  pieces: AsyncIterable<Int16Array>,
  { rate, channels }: SoundShape,
  count: number,
): AsyncGenerator<Int16Array> {
  let out = new Int16Array(Math.min(PIECE, count) * 2);
  let [filled, done] = [0, 0];
  let held = new Int16Array(0);
  /** Number of the first sample that is held. */
  let base = 0;
  const value = (sample: number, channel: number): number =>
    held[(sample - base) * channels + Math.min(channel, channels - 1)] ?? 0;

  const put = function* (end: number): Generator<Int16Array> {
    for (; done + filled < count; filled += 1) {
      if (filled * 2 === out.length) {
        yield out;
        done += filled;
        filled = 0;
        out = new Int16Array(Math.min(PIECE, count - done) * 2);
      }
      const scaled = (done + filled) * rate;
      const [sample, rest] = [Math.floor(scaled / SOUND.rate), scaled % SOUND.rate];
      if (sample + (rest > 0 ? 1 : 0) >= end) return;
      for (const channel of [0, 1])
        out[filled * 2 + channel] =
          rest === 0
            ? value(sample, channel)
            : Math.round(
                (value(sample, channel) * (SOUND.rate - rest) + value(sample + 1, channel) * rest) /
                  SOUND.rate,
              );
    }
  };

  for await (const piece of pieces) {
    // One sample before is kept: the next value may lie between it and the first of this piece.
    const keep = Math.min(1, held.length / channels);
    const joined = new Int16Array(keep * channels + piece.length);
    joined.set(held.subarray(held.length - keep * channels));
    joined.set(piece, keep * channels);
    base += held.length / channels - keep;
    held = joined;
    yield* put(base + held.length / channels);
  }
  // What is not held is silence.
  yield* put(Infinity);
  if (filled > 0) yield out;
}

/** Nothing to be heard. */
export function* silenceOf(count: number): Generator<Int16Array> {
  for (let left = count; left > 0; left -= PIECE) yield new Int16Array(Math.min(PIECE, left) * 2);
}
