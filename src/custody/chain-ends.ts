import type { Transaction } from '../platform/database';
import type { ChainEnd } from './pure/record-check';

/** Ends of chains in memory at once, some 200 bytes each. Of a chain that has slept for longer the end is read again. */
const MOST = 10_000;

/** A record as it is stored, with hashes in hexadecimal. */
interface Stored {
  readonly subject: string;
  readonly seq: string | number;
  readonly prev: string;
  readonly hash: string;
  readonly event: string;
}

/** Of a record that is asked for, and of the one whose chain it belongs to, in its page. */
interface Place {
  readonly at: number;
  readonly subject: string;
  readonly seq: number;
}

const BEFORE = `
  SELECT b.subject, b.seq, encode(b.hash, 'hex') AS hash, b.event
  FROM unnest($1::text[], $2::bigint[]) AS wanted (subject, seq)
  JOIN custody.record b ON b.subject = wanted.subject AND b.seq = wanted.seq`;

const AT = '"at":"';

/** The time is cut out of the text, so that a record which is no longer JSON cannot stop the reading. */
function timeIn(event: string): number {
  const from = event.indexOf(AT);
  if (from === -1) return Number.NaN;
  const rest = from + AT.length;
  const until = event.indexOf('"', rest);
  return Date.parse(event.slice(rest, until === -1 ? undefined : until));
}

/** The end of a chain, and whose. */
interface End extends ChainEnd {
  readonly subject: string;
}

const endOf = ({ subject, seq, hash, event }: Omit<Stored, 'prev'>): End => ({
  subject,
  seq: Number(seq),
  hash,
  at: timeIn(event),
});

const placeOf = (subject: string, seq: number): string => `${seq} ${subject}`;

/**
 * The record before each of a log that is read in the order of its tree, where those of one batch lie in any order. Most chains go on soon
 * after they went on last, so that their end has just been read: to look into the index of records once more for each took PostgreSQL a
 * third of its time for a page.
 */
export class ChainEnds {
  /** Records that none has followed yet by their hashes, the oldest first. */
  readonly #ends = new Map<string, End>();

  constructor(
    private readonly tx: Transaction,
    private readonly most = MOST,
  ) {}

  /** For each of these records the one before it, as stored; undefined where there is none, or the record itself is not there. */
  async before(records: readonly (Stored | undefined)[]): Promise<(ChainEnd | undefined)[]> {
    for (const record of records) if (record !== undefined) this.#ends.set(record.hash, endOf(record));
    const unknown: Place[] = [];
    const before = records.map((record, at) => {
      if (record === undefined) return undefined;
      const [subject, seq] = [record.subject, Number(record.seq) - 1];
      const end = this.#take(record.prev, subject, seq);
      if (end === undefined && seq > 0) unknown.push({ at, subject, seq });
      return end;
    });
    if (unknown.length > 0) {
      const read = await this.#read(unknown);
      for (const { at, subject, seq } of unknown) before[at] = read.get(placeOf(subject, seq));
    }
    this.#forgetOldest();
    return before;
  }

  /** What a record says it follows is that only where it stands before it: a place holds one record. */
  #take(hash: string, subject: string, seq: number): End | undefined {
    const end = this.#ends.get(hash);
    if (end?.seq !== seq || end.subject !== subject) return undefined;
    this.#ends.delete(hash);
    return end;
  }

  #forgetOldest(): void {
    for (const hash of this.#ends.keys()) {
      if (this.#ends.size <= this.most) return;
      this.#ends.delete(hash);
    }
  }

  async #read(places: readonly Place[]): Promise<Map<string, End>> {
    const rows = await this.tx.query<Omit<Stored, 'prev'>>(BEFORE, [
      places.map(({ subject }) => subject),
      places.map(({ seq }) => seq),
    ]);
    return new Map(rows.map((row) => [placeOf(row.subject, Number(row.seq)), endOf(row)]));
  }
}
