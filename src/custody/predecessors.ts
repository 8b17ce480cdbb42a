import type { Transaction } from '../platform/database';
import type { ChainEnd } from './pure/record-check';

/** Of a record, what the next one of its chain is held against. */
interface Standing {
  readonly subject: string;
  readonly seq: string;
  /** Null of a place in the tree that has no record. */
  readonly id: string | null;
  readonly hash: string;
  readonly event: string;
}

/** Most events follow one that was read with them: the others' are asked for. */
const BEFORE = `
  SELECT b.subject, b.seq, b.id, encode(b.hash, 'hex') AS hash, b.event
  FROM unnest($1::text[], $2::bigint[]) AS asked (subject, seq)
  JOIN custody.record b ON b.subject = asked.subject AND b.seq = asked.seq`;

const AT = '"at":"';

/** The time is cut out of the text, so that a record which is no longer JSON cannot stop the reading. Milliseconds since the epoch, or NaN. */
function timeIn(event: string): number {
  const at = event.indexOf(AT);
  if (at < 0) return Number.NaN;
  const end = event.indexOf('"', at + AT.length);
  return Date.parse(event.slice(at + AT.length, end < 0 ? undefined : end));
}

const placeOf = (subject: string, seq: number | string): string => `${seq} ${subject}`;

type Place = Pick<Standing, 'subject' | 'seq'>;

/** The records before those of a page, each in its chain, wherever they stand in the tree. */
export class Predecessors {
  private readonly known = new Map<string, Standing>();

  private constructor() {}

  static async of(tx: Transaction, rows: readonly Standing[]): Promise<Predecessors> {
    const before = new Predecessors();
    before.learn(rows);
    const asked = rows.filter((row) => before.find(row) === undefined);
    if (asked.length > 0) {
      const [subjects, places] = [
        asked.map(({ subject }) => subject),
        asked.map(({ seq }) => Number(seq) - 1),
      ];
      before.learn(await tx.query<Standing>(BEFORE, [subjects, places]));
    }
    return before;
  }

  /** Undefined where there is none. */
  of(row: Place): ChainEnd | undefined {
    const found = this.find(row);
    return found && { seq: Number(found.seq), hash: found.hash, at: timeIn(found.event) };
  }

  private learn(rows: readonly Standing[]): void {
    for (const row of rows) if (row.id !== null) this.known.set(placeOf(row.subject, row.seq), row);
  }

  private find({ subject, seq }: Place): Standing | undefined {
    return this.known.get(placeOf(subject, Number(seq) - 1));
  }
}
