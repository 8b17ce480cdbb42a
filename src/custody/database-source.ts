import type { Transaction } from '../platform/database';
import { ChainEnds } from './chain-ends';
import { Paddings, type PaddingRow } from './paddings';
import type { LogSource, SourceLeaf, SourcePadding, SourcePage, SourceRecord } from './pure/log-source';
import { nodesOf, type PackedLevel } from './packed-nodes';
import type { Memory } from './pure/memory';
import type { Counted } from './pure/officer-counts';
import { SLOT_LEAVES } from './pure/places';
import type { ChainEnd } from './pure/record-check';
import type { BadEvent } from './pure/verdict';

/** Rows in memory at once. */
const PAGE = 1_000;

interface RecordRow {
  readonly subject: string;
  readonly seq: string;
  readonly id: string;
  /** This and other hashes of records: hexadecimal, which is read quicker than bytes. */
  readonly prev: string;
  readonly hash: string;
  readonly event: string;
  readonly type: string;
  readonly officer: string | null;
  readonly investigation: string | null;
}

/** The record of a leaf may be gone. */
type LeafRow = { readonly index: string } & (RecordRow | Gone);

interface Gone {
  readonly subject: string;
  readonly seq: string;
  readonly id: null;
}

interface LeafPage {
  readonly rows: readonly LeafRow[];
  readonly before: readonly (ChainEnd | undefined)[];
  readonly stored: SourcePage['stored'];
}

type LooseRow = RecordRow & { readonly pending: boolean };

const RECORD_COLUMNS = `
  r.id, encode(r.prev, 'hex') AS prev, encode(r.hash, 'hex') AS hash, r.event, r.type, r.officer, r.investigation`;

const LEAVES = `
  SELECT l.index, l.subject, l.seq, ${RECORD_COLUMNS}
  FROM custody.leaf l
  LEFT JOIN custody.record r ON r.subject = l.subject AND r.seq = l.seq
  WHERE l.index > $1 ORDER BY l.index LIMIT ${PAGE}`;

const PADDINGS = `
  SELECT p.first, p.until, p.seed FROM custody.padding p WHERE p.first > $1 ORDER BY p.first LIMIT ${PAGE}`;

/** The full subtrees whose last leaf lies in a stretch of leaves, both ends with it: of each level one row, see `PackedLevel`. */
const nodesBetween = (first: string, last: string): string => `
  SELECT height AS level, packed.nodes FROM generate_series(0, 52) AS height
  CROSS JOIN LATERAL (
    SELECT string_agg(int8send(n.index) || n.hash, ''::bytea ORDER BY n.index) AS nodes FROM custody.node n
    WHERE n.level = height AND octet_length(n.hash) = 32
      AND n.index >= ((${first} + (1::bigint << height)) >> height) - 1
      AND n.index <= ((${last} + 1) >> height) - 1
  ) packed WHERE packed.nodes IS NOT NULL`;

const NODES = nodesBetween('$1::bigint', '$2::bigint');

/** Those of the leaves that `LEAVES` gives. */
const NODES_OF_PAGE = nodesBetween(
  '($1::bigint + 1)',
  `(SELECT max(p.index) FROM (SELECT l.index FROM custody.leaf l WHERE l.index > $1 ORDER BY l.index LIMIT ${PAGE}) p)`,
);

const CHECKPOINTS = `
  SELECT size, note FROM custody.checkpoint WHERE size > $1 ORDER BY size LIMIT ${PAGE}`;

const LOOSE = `
  SELECT r.subject, r.seq, ${RECORD_COLUMNS},
    EXISTS (SELECT FROM custody.pending p WHERE p.subject = r.subject AND p.seq = r.seq) AS pending
  FROM custody.record r
  WHERE (r.subject, r.seq) > ($1, $2)
    AND NOT EXISTS (SELECT FROM custody.leaf l WHERE l.subject = r.subject AND l.seq = r.seq)
  ORDER BY r.subject, r.seq LIMIT ${PAGE}`;

/** Each record is looked at once, and none is sorted: heads whose record is not there or another, and records that no head has reached. */
const HEADS = `
  WITH broken AS (
    SELECT h.subject FROM custody.head h LEFT JOIN custody.record r ON r.subject = h.subject AND r.seq = h.seq
    WHERE h.hash IS DISTINCT FROM r.hash
    UNION ALL
    SELECT r.subject FROM custody.record r LEFT JOIN custody.head h ON h.subject = r.subject
    WHERE h.seq IS NULL OR h.seq < r.seq
    ORDER BY 1 LIMIT 1
  )
  SELECT broken.subject, coalesce(h.seq, 0) AS head, coalesce(last.seq, 0) AS last, last.id
  FROM broken
  LEFT JOIN custody.head h ON h.subject = broken.subject
  LEFT JOIN LATERAL (
    SELECT r.seq, r.id FROM custody.record r WHERE r.subject = broken.subject ORDER BY r.seq DESC LIMIT 1
  ) last ON true`;

/** A record without a leaf, else the hole in a chain that comes first in the tree. */
const GAP = `
  SELECT subject, seq, id FROM (
    SELECT 0 AS rank, 0::bigint AS place, r.subject, r.seq, r.id FROM custody.record r
    WHERE $2 = 'empty'
      AND NOT EXISTS (SELECT FROM custody.leaf l WHERE l.subject = r.subject AND l.seq = r.seq)
      AND NOT EXISTS (SELECT FROM custody.pending p WHERE p.subject = r.subject AND p.seq = r.seq)
    UNION ALL
    SELECT 1, l.index, l.subject, l.seq - 1, NULL FROM custody.leaf l
    WHERE l.seq > 1 AND l.index >= $1::bigint - ${SLOT_LEAVES}
      AND NOT EXISTS (SELECT FROM custody.record b WHERE b.subject = l.subject AND b.seq = l.seq - 1)
    UNION ALL
    SELECT 2, 0, h.subject, coalesce(max(r.seq), 0) + 1, NULL
    FROM custody.head h LEFT JOIN custody.record r USING (subject)
    GROUP BY h.subject, h.seq HAVING coalesce(max(r.seq), 0) < h.seq
  ) AS found ORDER BY rank, place LIMIT 1`;

/** Heads of the log that other tables speak of: each was signed before they did. */
const REMEMBERED = `
  SELECT 'a cosignature of a witness' AS says, max(c.checkpoint_size) AS size, NULL AS root
    FROM lintel.custody_cosignature c WHERE c.origin IN ('', $1)
  UNION ALL SELECT 'a time stamp', max(t.checkpoint_size), NULL FROM lintel.custody_timestamp t
  UNION ALL SELECT 'the list of what was published', max(p.size), NULL FROM custody.published p
  UNION ALL (SELECT 'an earlier check', (k.verdict #>> '{checkpoint,size}')::bigint, k.verdict #>> '{checkpoint,root}'
    FROM lintel.log_check k WHERE k.outcome = 'proven' ORDER BY k.finished_at DESC LIMIT 1)`;

/** That anything was ever signed: then an empty log was emptied. */
const BEGUN = 'SELECT EXISTS (SELECT FROM custody.key) OR EXISTS (SELECT FROM custody.trail) AS begun';

const RESOLUTIONS = `
  SELECT r.subject, r.event FROM custody.record r
  WHERE r.subject = 'service:lintel' AND r.event LIKE '%"type":"log-alarm-resolved"%' ORDER BY r.seq`;

const COUNTED = 'SELECT person, type, times FROM custody.trail ORDER BY person, type';

const ORPHANS = `
  SELECT o.event_id, o.subject FROM lintel.opening o
  WHERE NOT EXISTS (SELECT FROM custody.record r WHERE r.id = o.event_id) ORDER BY o.event_id LIMIT 1`;

/** The database wrote both: the value as it was committed to, and the commitment into the text of the event. */
const OTHER_VALUES = `
  SELECT o.event_id, r.subject, r.seq, o.field, o.subject = r.subject AS in_place FROM lintel.opening o JOIN custody.record r ON r.id = o.event_id
  WHERE o.subject <> r.subject OR strpos(r.event, '"' || o.field || '":"'
    || encode(sha256(o.salt || convert_to(o.value::text, 'UTF8')), 'hex') || '"') = 0
  ORDER BY r.subject, r.seq, o.field LIMIT 1`;

interface OtherValueRow {
  readonly event_id: string;
  readonly subject: string;
  readonly seq: string;
  readonly field: string;
  readonly in_place: boolean;
}

const recordOf = (row: RecordRow, before: ChainEnd | undefined): SourceRecord => ({
  subject: row.subject,
  seq: Number(row.seq),
  id: row.id,
  prev: row.prev,
  hash: row.hash,
  event: row.event,
  before,
  filed: row,
});

async function* each<Row>(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const rows of pages) yield* rows;
}

/** The log as it lies in PostgreSQL, page by page. */
export class DatabaseSource implements LogSource {
  readonly #ends: ChainEnds;

  /** @param origin the name of the log now: what witnesses saw under an earlier one is no memory of it */
  constructor(
    private readonly tx: Transaction,
    private readonly origin: string,
  ) {
    this.#ends = new ChainEnds(tx);
  }

  async *#pages<Row>(
    sql: string,
    start: readonly unknown[],
    next: (row: Row) => readonly unknown[],
  ): AsyncGenerator<readonly Row[]> {
    let after: readonly unknown[] | undefined = start;
    while (after !== undefined) {
      const rows: Row[] = await this.tx.query<Row>(sql, after);
      yield rows;
      const last = rows.at(-1);
      after = last === undefined || rows.length < PAGE ? undefined : next(last);
    }
  }

  async *leaves(): AsyncGenerator<SourcePage> {
    const paddings = new Paddings(each(this.#pages<PaddingRow>(PADDINGS, [-1], (last) => [last.first])));
    let at = 0;
    for await (const { rows, before, stored } of this.#leafPages()) {
      const leaves: (SourceLeaf | SourcePadding)[] = [];
      for (const [place, row] of rows.entries()) {
        const index = Number(row.index);
        if (at < index) for await (const padding of paddings.within(at, index)) leaves.push(padding);
        const record = row.id === null ? undefined : recordOf(row, before[place]);
        leaves.push({ index, subject: row.subject, seq: Number(row.seq), record });
        at = index + 1;
      }
      yield { leaves, stored };
    }
    for await (const padding of paddings.within(at, Infinity)) {
      const packed = await this.tx.query<PackedLevel>(NODES, [padding.from, padding.to - 1]);
      yield { leaves: [padding], stored: nodesOf(packed) };
    }
  }

  /** The next page is on its way while one is checked. */
  async *#leafPages(): AsyncGenerator<LeafPage> {
    let coming = this.#leafPage(-1);
    for (;;) {
      const page = await coming;
      const last = page.rows.at(-1);
      if (last === undefined) return;
      coming = this.#leafPage(last.index);
      // Whoever has found something bad asks for no more.
      coming.catch(() => undefined);
      yield page;
    }
  }

  async #leafPage(after: string | number): Promise<LeafPage> {
    const [rows, nodes] = await Promise.all([
      this.tx.query<LeafRow>(LEAVES, [after]),
      this.tx.query<PackedLevel>(NODES_OF_PAGE, [after]),
    ]);
    const before = await this.#ends.before(rows.map((row) => (row.id === null ? undefined : row)));
    return { rows, before, stored: nodesOf(nodes) };
  }

  async *checkpoints(): AsyncGenerator<{ size: number; note: string }> {
    const pages = this.#pages<{ size: string; note: string }>(CHECKPOINTS, [-1], (last) => [last.size]);
    for await (const row of each(pages)) yield { size: Number(row.size), note: row.note };
  }

  async *unsequenced(): AsyncGenerator<{ record: SourceRecord; pending: boolean }> {
    const pages = this.#pages<LooseRow>(LOOSE, ['', 0], (last) => [last.subject, last.seq]);
    for await (const rows of pages) {
      const before = await this.#ends.before(rows);
      for (const [place, row] of rows.entries())
        yield { record: recordOf(row, before[place]), pending: row.pending };
    }
  }

  async *brokenHeads(): AsyncGenerator<BadEvent> {
    const rows = await this.tx.query<{ subject: string; head: string; last: string; id: string | null }>(
      HEADS,
    );
    for (const { subject, ...row } of rows) {
      const [head, last] = [Number(row.head), Number(row.last)];
      const [expected, found] = [`a chain of ${head}`, `a chain of ${last}`];
      if (head > last) yield { subject, seq: last + 1, what: 'missing', expected, found };
      else if (head < last) yield { subject, seq: head + 1, what: 'inserted', expected, found };
      else yield { subject, seq: last, what: 'altered', expected: 'the remembered end', found: 'another' };
    }
  }

  async memories(): Promise<Memory[]> {
    const rows = await this.tx.query<{ says: string; size: string | null; root: string | null }>(REMEMBERED, [
      this.origin,
    ]);
    const known = rows.filter(({ size }) => size !== null);
    const [row] = await this.tx.query<{ begun: boolean }>(BEGUN);
    return [
      ...(row?.begun === true ? [{ size: 1, from: 'the database', head: false }] : []),
      ...known.map(({ says, size, root }) => ({
        size: Number(size),
        from: says,
        head: true,
        ...(root !== null && { root: Buffer.from(root, 'base64') }),
      })),
    ];
  }

  async *resolutions(): AsyncGenerator<{ subject: string; event: string }> {
    yield* await this.tx.query<{ subject: string; event: string }>(RESOLUTIONS);
  }

  async *counted(): AsyncGenerator<Counted> {
    const rows = await this.tx.query<{ person: string; type: string; times: string }>(COUNTED);
    for (const { person, type, times } of rows) yield { person, type, times: Number(times) };
  }

  async *orphans(): AsyncGenerator<BadEvent> {
    const rows = await this.tx.query<{ event_id: string; subject: string }>(ORPHANS);
    for (const { event_id: id, subject } of rows) {
      const expected = 'the event of a value that was committed to';
      yield { subject, id, what: 'missing', expected, found: 'nothing', says: 'the table of values' };
    }
  }

  async *otherValues(): AsyncGenerator<BadEvent> {
    for (const row of await this.tx.query<OtherValueRow>(OTHER_VALUES)) {
      const { event_id: id, subject, seq, field } = row;
      const at = {
        subject,
        seq: Number(seq),
        id,
        what: 'wrong-opening',
        says: 'the table of values',
      } as const;
      const found = row.in_place ? `another value of ${field}` : `${field} in the history of something else`;
      yield { ...at, expected: 'the value that was committed to', found };
    }
  }

  async explainGap(index: number, place: 'empty' | 'taken'): Promise<Partial<BadEvent>> {
    const [row] = await this.tx.query<{ subject: string; seq: string; id: string | null }>(GAP, [
      index,
      place,
    ]);
    if (row === undefined) return {};
    return { subject: row.subject, seq: Number(row.seq), ...(row.id === null ? {} : { id: row.id }) };
  }
}
