import type { StoredNodes } from './checkpoint-walk';
import type { Memory } from './memory';
import type { Range } from './merkle';
import type { Counted } from './officer-counts';
import type { LogRecord } from './record';
import type { ChainEnd } from './record-check';
import type { BadEvent } from './verdict';

export interface SourceRecord extends LogRecord {
  /** As stored beside the record. */
  readonly hash: string;
  readonly id: string;
  /** The record before it in its chain, as stored; undefined when there is none. */
  readonly before: ChainEnd | undefined;
  /** What stands beside the record again, for searches. */
  readonly filed: Filed;
}

interface Filed {
  readonly type: string;
  readonly officer: string | null;
  readonly investigation: string | null;
}

export interface SourceLeaf {
  readonly index: number;
  readonly subject: string;
  readonly seq: number;
  /** Undefined when the leaf's record is gone. */
  readonly record: SourceRecord | undefined;
}

/** A stretch of leaves that are no records, with the seed by which that is shown. */
export interface SourcePadding extends Range {
  readonly seed: Buffer;
}

/** Some leaves at once, with the nodes above them: to wait for each by itself costs more than to check it. */
export interface SourcePage {
  readonly leaves: readonly (SourceLeaf | SourcePadding)[];
  readonly stored: StoredNodes;
}

/** A whole log, in streams: memory stays flat however long it is. */
export interface LogSource {
  /** Records and padding, in the order of the tree. */
  leaves(): AsyncIterable<SourcePage>;
  /** By rising size, as stored. */
  checkpoints(): AsyncIterable<{ readonly size: number; readonly note: string }>;
  /** Records outside the tree, chain by chain, and whether the sequencer knows of them. */
  unsequenced(): AsyncIterable<{ readonly record: SourceRecord; readonly pending: boolean }>;
  /** Chains whose remembered end is not their last record, as the bad event that this means. */
  brokenHeads(): AsyncIterable<BadEvent>;
  /** What the database itself remembers of the log, beside the log. */
  memories(): Promise<readonly Memory[]>;
  /** Statements that an alarm was dealt with; the records are checked where they stand. */
  resolutions(): AsyncIterable<Pick<LogRecord, 'subject' | 'event'>>;
  /** How often each officer stated what, as it was counted when the tree took the records in. */
  counted(): AsyncIterable<Counted>;
  /** Values that were committed to in an event that is not there. */
  orphans(): AsyncIterable<BadEvent>;
  /** Values that are not those which their events committed to, or that stand with another history. */
  otherValues(): AsyncIterable<BadEvent>;
  /** What can be said of the event that belongs at a place which is empty, or taken by another. */
  explainGap(index: number, place: 'empty' | 'taken'): Promise<Partial<BadEvent>>;
}
