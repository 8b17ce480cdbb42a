import type { EventTime } from './candidate';

/**
 * When a clip began by one reading of a time, to the millisecond: a time may be that of its end. `lintel.beginning` is the same in the database.
 * @param duration seconds that the clip is long
 */
export const beginningOf = ({ of }: Pick<EventTime, 'of'>, instant: Date, duration: number): Date =>
  of === 'end' ? new Date(instant.getTime() - Math.round(duration * 1_000)) : instant;
