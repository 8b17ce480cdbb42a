import { sha256Hex } from './sha256';

const VERSION = 'lintel-event/v1';
/** Lines of a record: version, subject, sequence number, previous hash, event. */
export const RECORD_LINES = 5;

const HEX = /^[0-9a-f]{64}$/;
const SEQ = /^[1-9][0-9]{0,15}$/;

/** `prev` of the first record of a chain. */
export const NO_RECORD = '0'.repeat(64);

export interface LogRecord {
  readonly subject: string;
  /** 1 for the first record of the subject. */
  readonly seq: number;
  /** Hash of the record before it in the chain, hexadecimal; zeroes for the first. */
  readonly prev: string;
  /** The event, canonical JSON on one line. */
  readonly event: string;
}

/** The exact bytes that are hashed, as text: five lines, each ended by a newline. */
export function recordText(record: LogRecord): string {
  const { subject, seq, prev, event } = record;
  return `${VERSION}\n${subject}\n${seq}\n${prev}\n${event}\n`;
}

/** SHA-256 of the record, hexadecimal: the `prev` of the one after it. */
export const recordHash = (text: string): string => sha256Hex(text);

/** Takes apart the five lines of a record; undefined when they are not one. */
export function parseRecord(lines: readonly string[]): LogRecord | undefined {
  const [version, subject, seq, prev, event] = lines;
  if (lines.length !== RECORD_LINES || version !== VERSION) return undefined;
  if (subject === undefined || subject === '' || event === undefined) return undefined;
  if (seq === undefined || !SEQ.test(seq) || prev === undefined || !HEX.test(prev)) return undefined;
  return { subject, seq: Number(seq), prev, event };
}
