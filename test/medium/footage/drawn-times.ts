import { BY_SOURCE } from '../../../src/features/footage/domain/best-time';
import type { EventTime, TimeFlag } from '../../../src/features/footage/domain/candidate';
import { reading } from '../../../src/features/footage/domain/readings';

/** A time that may be the event's, by what decides about it. */
export interface DrawnTime {
  readonly source: EventTime['source'];
  readonly of: EventTime['of'];
  readonly confidence: EventTime['confidence'];
  readonly plusMinus: number | null;
  readonly flags: readonly string[];
  /** Seconds after one moment. */
  readonly readings: readonly { readonly as: 'UTC' | 'Europe/London' | 'stated'; readonly second: number }[];
}

export const BY_SOURCE_OF_TIMES = BY_SOURCE;

const BEGINNING = Date.parse('2026-03-01T12:00:00Z');

export const candidateOf = ({
  source,
  of,
  confidence,
  plusMinus,
  flags,
  readings,
}: DrawnTime): EventTime => ({
  ...{ ofEvent: true, source, of, confidence, wall: null, zone: 'unknown', plusMinusSeconds: plusMinus },
  flags: flags as TimeFlag[],
  readings: readings.map(({ as, second }) => reading(as, new Date(BEGINNING + second * 1_000))),
});
