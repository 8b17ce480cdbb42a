import { randomBytes } from 'node:crypto';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signCheckpoint } from '../../../src/custody/pure/checkpoint';
import { SLOT_LEAVES } from '../../../src/custody/pure/places';
import { uuidV7 } from '../../../src/kernel/ids';
import { newSigner, ORIGIN } from './log.support';
import { SIZE, type LiveLog } from './live-log';
import { cutTail, forge, rechain, regrow } from './tampering.support';

/** What a superuser does to the live log, step by step. */
export const run =
  (...sql: readonly string[]) =>
  async ({ admin }: LiveLog): Promise<void> => {
    for (const one of sql) await admin.query(one);
  };

export const then =
  (...steps: readonly ((live: LiveLog) => Promise<unknown>)[]) =>
  async (live: LiveLog): Promise<void> => {
    for (const step of steps) await step(live);
  };

/** How large the tree was before its newest batches. */
export const before = ({ sizes }: LiveLog, batches: number): number => sizes.at(-1 - batches) ?? 0;

/** All that any table holds of the newest batches. */
export const cutEverywhere =
  (batches: number) =>
  async (live: LiveLog): Promise<void> => {
    const { admin } = live;
    const size = before(live, batches);
    await cutTail(admin, size);
    await admin.query('DELETE FROM custody.checkpoint WHERE size > $1', [size]);
    await admin.query('DELETE FROM custody.published WHERE size > $1', [size]);
    await admin.query('DELETE FROM lintel.custody_cosignature WHERE checkpoint_size > $1', [size]);
    await admin.query('DELETE FROM custody.pending');
    await admin.query(
      'DELETE FROM custody.record r WHERE NOT EXISTS (SELECT FROM custody.leaf l WHERE l.subject = r.subject AND l.seq = r.seq)',
    );
    await admin.query(
      'DELETE FROM lintel.opening o WHERE NOT EXISTS (SELECT FROM custody.record r WHERE r.id = o.event_id)',
    );
    await admin.query('DELETE FROM custody.trail');
    await admin.query(
      `INSERT INTO custody.trail SELECT r.event::jsonb #>> '{actor,id}', r.event::jsonb ->> 'type', count(*), min(r.id::text)::uuid, max(r.id::text)::uuid
         FROM custody.record r WHERE r.event::jsonb #>> '{actor,kind}' = 'officer' GROUP BY 1, 2`,
    );
    await admin.query(
      'DELETE FROM custody.head h WHERE NOT EXISTS (SELECT FROM custody.record r WHERE r.subject = h.subject)',
    );
    await headsAgain(admin);
  };

export async function headsAgain(admin: LiveLog['admin']): Promise<void> {
  const { rows } = await admin.query<{ subject: string }>('SELECT DISTINCT subject FROM custody.record');
  for (const { subject } of rows) await rechain(admin, subject);
}

/** Every hash again, the tree and the checkpoints signed, by whoever holds the key. */
export const signAgain = async ({ admin, log }: LiveLog): Promise<void> => {
  await headsAgain(admin);
  await regrow(admin, log.signer);
};
export const hashAgain = async ({ admin }: LiveLog): Promise<void> => {
  await headsAgain(admin);
  await regrow(admin);
};

export const forgetStore =
  (batches: number) =>
  async (live: LiveLog): Promise<void> => {
    const { store } = live;
    const size = before(live, batches);
    for (const name of await readdir(store))
      if (Number(name.slice(0, 16)) > size) await rm(join(store, name), { force: true });
  };
/** Puts the heads of the log as it is now into the place of those in the store. */
export const storeAgain = async (live: LiveLog): Promise<void> => {
  const { admin, store } = live;
  await forgetStore(live.sizes.length)(live);
  const { rows } = await admin.query<{ size: string; note: string }>(
    'SELECT size, note FROM custody.checkpoint JOIN custody.published USING (size)',
  );
  for (const row of rows) await writeFile(join(store, row.size.padStart(16, '0')), row.note, { mode: 0o444 });
};
export const forgetDisk = async ({ heads }: LiveLog): Promise<void> => {
  for (const name of await readdir(heads)) await rm(join(heads, name), { force: true });
};

export const edit = (seq: number, hashToo = false) =>
  run(
    `UPDATE custody.record SET event = replace(event, '"size":', '"size":7') WHERE subject LIKE 'clip:%' AND seq = ${seq}`,
    ...(hashToo
      ? [
          `UPDATE custody.record SET hash = sha256(convert_to('lintel-event/v1' || chr(10) || subject || chr(10) || seq || chr(10)
             || encode(prev, 'hex') || chr(10) || event || chr(10), 'UTF8')) WHERE subject LIKE 'clip:%' AND seq = ${seq}`,
        ]
      : []),
  );

export const newest = 'SELECT l.subject, l.seq FROM custody.leaf l ORDER BY l.index DESC LIMIT';
export const deleteNewest = (count: number): string =>
  `DELETE FROM custody.record r USING (${newest} ${count}) n WHERE n.subject = r.subject AND n.seq = r.seq`;

export const madeUp = (): string =>
  `{"actor":{"id":"worker","kind":"service"},"at":"${new Date().toISOString()}","category":"collection","commit":{},"detail":{},` +
  `"id":"${uuidV7(Date.now())}","type":"clip-verified","v":1}`;

/** Adds made-up events at the end, each in a batch of its own, signed with the key; the last ends where the log did. */
export const growBack =
  (count: number, more = 0) =>
  async (live: LiveLog): Promise<void> => {
    const { admin, a, log, sizes } = live;
    for (let number = 1; number <= count + more; number += 1) {
      const { rows } = await admin.query<{ size: string }>('SELECT custody.tree_size() AS size');
      const size = Number(rows[0]?.size);
      const until = number === count ? (sizes.at(-1) ?? 0) : size + SLOT_LEAVES;
      await forge(admin, a, madeUp(), 'not pending');
      await admin.query(
        'INSERT INTO custody.leaf (index, subject, seq) SELECT $2, subject, seq FROM custody.head WHERE subject = $1',
        [a, size + 5],
      );
      await admin.query('INSERT INTO custody.padding (first, until, seed) VALUES ($1, $2, $3)', [
        ...[size, until, randomBytes(32)],
      ]);
      await admin.query(
        `INSERT INTO custody.checkpoint (size, root, note) VALUES ($1, sha256(''), '') ON CONFLICT DO NOTHING`,
        [until],
      );
    }
    await regrow(admin, log.signer);
  };

/** Takes a record out of the tree, as if there had been padding at its place, and renumbers its chain. */
export const takeOut =
  (place: number) =>
  async ({ admin }: LiveLog): Promise<void> => {
    const { rows } = await admin.query<{ subject: string; seq: string }>(
      'SELECT subject, seq FROM custody.leaf ORDER BY index OFFSET $1 LIMIT 1',
      [place],
    );
    const [{ subject, seq } = { subject: '', seq: '0' }] = rows;
    await admin.query(
      'DELETE FROM lintel.opening o USING custody.record r WHERE r.subject = $1 AND r.seq = $2 AND o.event_id = r.id',
      [subject, seq],
    );
    await admin.query('DELETE FROM custody.record WHERE subject = $1 AND seq = $2', [subject, seq]);
    await admin.query('DELETE FROM custody.leaf WHERE subject = $1 AND seq = $2', [subject, seq]);
    for (let next = Number(seq) + 1; next <= SIZE; next += 1)
      for (const table of ['record', 'leaf', 'pending'])
        await admin.query(`UPDATE custody.${table} SET seq = seq - 1 WHERE subject = $1 AND seq = $2`, [
          subject,
          next,
        ]);
  };

/** Beyond every place of the tree. */
const ASIDE = 10 ** 15;
export const swapPlaces = run(
  `WITH two AS (SELECT index FROM custody.leaf ORDER BY index OFFSET 3 LIMIT 2)
   UPDATE custody.leaf l SET index = ${ASIDE} + (SELECT sum(index) FROM two) - l.index WHERE l.index IN (SELECT index FROM two)`,
  `UPDATE custody.leaf SET index = index - ${ASIDE} WHERE index >= ${ASIDE}`,
);
export const swapEvents = run(
  `UPDATE custody.record r SET event = o.event FROM custody.record o
   WHERE r.subject = o.subject AND r.subject LIKE 'clip:%' AND r.seq IN (2, 3) AND o.seq = 5 - r.seq`,
);
export const backDate = run(
  `UPDATE custody.record SET event = regexp_replace(event, '"at":"....', '"at":"2001') WHERE subject LIKE 'clip:%' AND seq = 1`,
);
export const emptyLog = run(
  'TRUNCATE custody.record, custody.leaf, custody.node, custody.checkpoint, custody.head, custody.pending CASCADE',
);
export const emptyTraces = run(
  'TRUNCATE custody.key, custody.trail, custody.published, lintel.opening, lintel.custody_cosignature, lintel.log_check, lintel.custody_timestamp CASCADE',
);
export const resign =
  (signer = newSigner()) =>
  async ({ admin }: LiveLog): Promise<void> => {
    const { rows } = await admin.query<{ size: string; root: Buffer }>(
      'SELECT size, root FROM custody.checkpoint',
    );
    for (const { size, root } of rows)
      await admin.query('UPDATE custody.checkpoint SET note = $1 WHERE size = $2', [
        signCheckpoint(ORIGIN, { size: Number(size), root }, [signer]),
        size,
      ]);
  };
export const inStore =
  (change: (path: string, live: LiveLog) => Promise<unknown>, place = -1) =>
  async (live: LiveLog): Promise<void> => {
    const names = (await readdir(live.store)).sort();
    const path = join(live.store, names.at(place) ?? '');
    await chmod(path, 0o600);
    await change(path, live);
  };
export const forkInStore = inStore((path, { log, sizes }) =>
  writeFile(
    path,
    signCheckpoint(ORIGIN, { size: sizes.at(-1) ?? 0, root: Buffer.alloc(32, 7) }, [log.signer]),
  ),
);
export const dropPending = async ({ admin }: LiveLog): Promise<void> => {
  await admin.query(
    'DELETE FROM custody.record r USING custody.pending p WHERE p.subject = r.subject AND p.seq = r.seq',
  );
  await admin.query('DELETE FROM custody.pending');
  await headsAgain(admin);
};
export const dropOrphans = run(
  'DELETE FROM lintel.opening o WHERE NOT EXISTS (SELECT FROM custody.record r WHERE r.id = o.event_id)',
);
