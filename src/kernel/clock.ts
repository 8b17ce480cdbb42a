/** The one clock. Tests put another in its place; nothing else reads the time. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Milliseconds by which another clock is off at least that was asked and has answered between two moments of ours. */
export const skewOf = (theirs: Date, asked: number, answered: number): number =>
  Math.max(0, asked - theirs.getTime(), theirs.getTime() - answered);

/** Injection token of the Clock. */
export const CLOCK = Symbol('Clock');
