/** Browsers pass over a frame that is shown for a millisecond, and show one that is shown for four. Seconds. */
const APART_S = 0.004;

interface TimeBase {
  readonly num: number;
  readonly den: number;
}

/** How many ticks a copy puts between frames that have one time stamp: the fewest that are seen. */
export const ticksApart = ({ num, den }: TimeBase): number => Math.max(1, Math.ceil((APART_S * den) / num));

/** The same in seconds. */
export const secondsApart = (base: TimeBase): number => (ticksApart(base) * base.num) / base.den;

/**
 * Moves a frame that is not later than the one before it to `step` after that one, and leaves every other where it is. Takes the times
 * one by one, in the order of showing: no film can show two pictures at one time, and each frame of the evidence is to be seen.
 */
export function spreading(step: number): (time: number) => number {
  let last = -Infinity;
  return (time) => (last = time - last > step / 1e6 ? time : last + step);
}

/** @param times in the order of showing */
export const apart = (times: readonly number[], step: number): number[] => times.map(spreading(step));
