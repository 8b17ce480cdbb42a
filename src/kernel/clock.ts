/** The one clock. Tests put another in its place; nothing else reads the time. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Injection token of the Clock. */
export const CLOCK = Symbol('Clock');
