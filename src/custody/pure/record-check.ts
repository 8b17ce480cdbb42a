import { readEvent, type EventFacts } from './event-text';
import { NO_RECORD, recordHash, recordText, type LogRecord } from './record';
import type { BadEvent } from './verdict';

/** Clocks may differ by 5 s from the server's either way, so two events may by 10 s. */
const CLOCK_TOLERANCE_MS = 10_000;

/** The end of a chain so far. */
export interface ChainEnd {
  readonly seq: number;
  /** Hexadecimal, as every hash of a record. */
  readonly hash: string;
  /** Milliseconds since the epoch; undefined when not known. */
  readonly at?: number | undefined;
}

export interface CheckedRecord {
  readonly text: string;
  readonly hash: string;
  readonly event: EventFacts;
}

export type RecordCheck = { readonly good: CheckedRecord } | { readonly bad: BadEvent };

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * Checks one record against the end of its chain (undefined: it should be the first).
 * @param claimed hash and id that were stored beside it, if any.
 */
export function checkRecord(
  record: LogRecord,
  before: ChainEnd | undefined,
  claimed: { readonly hash?: string; readonly id?: string } = {},
): RecordCheck {
  const text = recordText(record);
  const hash = recordHash(text);
  const event = readEvent(record.event);
  const { subject, seq } = record;
  const bad = (what: BadEvent['what'], expected: string, found: string): RecordCheck => ({
    bad: { subject, seq, ...(event === undefined ? {} : { id: event.id }), what, expected, found },
  });
  if (claimed.hash !== undefined && claimed.hash !== hash) return bad('altered', claimed.hash, hash);
  const next = (before?.seq ?? 0) + 1;
  if (seq > next) {
    return { bad: { subject, seq: next, what: 'missing', expected: `event ${next}`, found: `event ${seq}` } };
  }
  if (seq < next) return bad('inserted', `event ${next}`, `event ${seq}`);
  const prev = before?.hash ?? NO_RECORD;
  if (prev !== record.prev) return bad('chain-broken', prev, record.prev);
  if (event === undefined) return bad('malformed', 'an event in canonical JSON', 'something else');
  if (claimed.id !== undefined && claimed.id !== event.id) return bad('altered', claimed.id, event.id);
  if (before?.at !== undefined && event.at < before.at - CLOCK_TOLERANCE_MS) {
    return bad('back-dated', `not before ${iso(before.at)}`, iso(event.at));
  }
  return { good: { text, hash, event } };
}
