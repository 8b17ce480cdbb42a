import { Readable } from 'node:stream';
import type { Client } from 'pg';
import type { NoteSigner } from '../../../src/custody';
import { signCheckpoint } from '../../../src/custody/pure/checkpoint';
import { Paddings, type PaddingRow } from '../../../src/custody/paddings';
import { Frontier, type Node } from '../../../src/custody/pure/frontier';
import { leafHash, rangeNodes } from '../../../src/custody/pure/merkle';
import { paddingHash } from '../../../src/custody/pure/padding';
import { NO_RECORD, recordHash, recordText } from '../../../src/custody/pure/record';
import { ORIGIN } from './log.support';

/** What a database superuser with time and skill can do: every trigger is off, every hash is made again. */

interface Row {
  readonly subject: string;
  readonly seq: string;
  readonly prev: string;
  readonly event: string;
}

/** Hashes one subject's chain again from its first record to its last, and puts the head right. */
export async function rechain(admin: Client, subject: string): Promise<void> {
  const { rows } = await admin.query<Pick<Row, 'seq' | 'event'>>(
    'SELECT seq, event FROM custody.record WHERE subject = $1 ORDER BY seq',
    [subject],
  );
  let prev = NO_RECORD;
  for (const { seq, event } of rows) {
    const hash = recordHash(recordText({ subject, seq: Number(seq), prev, event }));
    await admin.query(
      `UPDATE custody.record SET prev = decode($1, 'hex'), hash = decode($2, 'hex') WHERE subject = $3 AND seq = $4`,
      [prev, hash, subject, seq],
    );
    prev = hash;
  }
  await admin.query(`UPDATE custody.head SET seq = $1, hash = decode($2, 'hex') WHERE subject = $3`, [
    rows.length,
    prev,
    subject,
  ]);
}

/** Makes the whole tree again from the records and the padding, and with a signer every checkpoint, too. */
export async function regrow(admin: Client, signer?: NoteSigner): Promise<void> {
  const { rows } = await admin.query<Row & { readonly index: string }>(
    `SELECT subject, seq, encode(r.prev, 'hex') AS prev, r.event, l.index
     FROM custody.leaf l JOIN custody.record r USING (subject, seq) ORDER BY l.index`,
  );
  const paddings = await admin.query<PaddingRow>(
    'SELECT first, until, seed FROM custody.padding ORDER BY first',
  );
  const known = new Paddings(Readable.from(paddings.rows));
  await admin.query('DELETE FROM custody.node');
  const frontier = Frontier.empty();
  const put = async (made: readonly Node[]): Promise<void> => {
    for (const { level, index, hash } of made)
      await admin.query('INSERT INTO custody.node (level, index, hash) VALUES ($1, $2, $3)', [
        level,
        index,
        hash,
      ]);
    if (signer === undefined) return;
    const head = { size: frontier.size, root: frontier.root() };
    await admin.query('UPDATE custody.checkpoint SET root = $1, note = $2 WHERE size = $3', [
      head.root,
      signCheckpoint(ORIGIN, head, [signer]),
      head.size,
    ]);
  };
  const padTo = async (place: number): Promise<void> => {
    for await (const { seed, ...range } of known.within(frontier.size, place))
      for (const id of rangeNodes(range)) await put(frontier.add({ ...id, hash: paddingHash(seed, id) }));
  };
  for (const { subject, seq, prev, event, index } of rows) {
    await padTo(Number(index));
    await put(frontier.append(leafHash(recordText({ subject, seq: Number(seq), prev, event }))));
  }
  await padTo(Infinity);
}

/** Takes everything from the tail that lies behind the first `size` leaves, where a batch ended. */
export async function cutTail(admin: Client, size: number): Promise<void> {
  await admin.query(
    `DELETE FROM custody.record r USING custody.leaf l
     WHERE l.subject = r.subject AND l.seq = r.seq AND l.index >= $1`,
    [size],
  );
  await admin.query('DELETE FROM custody.leaf WHERE index >= $1', [size]);
  await admin.query('DELETE FROM custody.padding WHERE until > $1', [size]);
  await admin.query('DELETE FROM custody.node WHERE (index + 1) << level > $1', [size]);
}

/** Writes a record at the end of a chain as `custody.append` would, without its checks. */
export async function forge(
  admin: Client,
  subject: string,
  event: string,
  pending: 'pending' | 'not pending',
): Promise<void> {
  await admin.query(
    `INSERT INTO custody.record (subject, seq, id, prev, hash, event, type)
     SELECT subject, seq + 1, ($2::json ->> 'id')::uuid, hash, hash, $2, $2::json ->> 'type' FROM custody.head WHERE subject = $1`,
    [subject, event],
  );
  await rechain(admin, subject);
  if (pending === 'pending') {
    await admin.query(
      'INSERT INTO custody.pending (subject, seq) SELECT subject, seq FROM custody.head WHERE subject = $1',
      [subject],
    );
  }
}
