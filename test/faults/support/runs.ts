const env = process.env;

/** How often each fault is made: many times in a full run (`npm run test:soak`), once elsewhere. */
export const rounds = Number(env['SOAK_ROUNDS'] ?? 1);
export const isFullRun = env['SOAK_ROUNDS'] !== undefined;

/**
 * How long a worker waits before it begins again: a full run waits as long as Lintel does when it is delivered, any other less.
 * Redis, where it is used, loses jobs as well as workers.
 */
export const SHORTER_LOCK = isFullRun ? {} : { WORKER_LOCK_SECONDS: '3' };
export const SHORTER_OVERDUE = isFullRun ? {} : { WORKER_OVERDUE_SECONDS: '4' };

/** Between two sendings of one visitor, where it is not what a suite takes by itself. */
const pause = env['SOAK_PAUSE_MS'];
export const LOAD_PAUSE_MS = pause === undefined ? undefined : Number(pause);

/** One of many runs whose faults are put on record together (scripts/soak/pieces.mjs). */
export const isPiece = env['SOAK_RECORD'] !== undefined;
/** How often each fault shall be on record in the end. */
export const TARGET = Number(env['SOAK_TARGET'] ?? 25);
/** When a piece begins no other fault: the time of day, in milliseconds. */
export const ENDS_AT = Number(env['SOAK_PIECE_ENDS_AT'] ?? Infinity);
/** What a piece may wait for the machine at any one fault. */
export const WAITS_MS = isPiece ? 60 * 60_000 : 0;
