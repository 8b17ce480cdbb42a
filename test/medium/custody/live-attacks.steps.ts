import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signCheckpoint } from '../../../src/custody/pure/checkpoint';
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

/** All that any table holds of the log behind the first `size` leaves. */
export const cutEverywhere =
  (size: number) =>
  async ({ admin }: LiveLog): Promise<void> => {
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
  (size: number) =>
  async ({ store }: LiveLog): Promise<void> => {
    for (const name of await readdir(store))
      if (Number(name.slice(0, 16)) > size) await rm(join(store, name), { force: true });
  };
/** Puts the heads of the log as it is now into the place of those behind `size` in the store. */
export const storeAgain =
  (size: number) =>
  async (live: LiveLog): Promise<void> => {
    const { admin, store } = live;
    await forgetStore(size)(live);
    const { rows } = await admin.query<{ size: string; note: string }>(
      'SELECT size, note FROM custody.checkpoint JOIN custody.published USING (size) WHERE size > $1',
      [size],
    );
    for (const row of rows)
      await writeFile(join(store, row.size.padStart(16, '0')), row.note, { mode: 0o444 });
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

/** Adds made-up events at the end, in the tree and signed, until it has `size` leaves. */
export const growTo =
  (size: number) =>
  async (live: LiveLog): Promise<void> => {
    const { admin, a, log } = live;
    for (;;) {
      const { rows } = await admin.query<{ size: string }>(
        'SELECT coalesce(max(index) + 1, 0) AS size FROM custody.leaf',
      );
      const now = Number(rows[0]?.size);
      if (now >= size) break;
      await forge(admin, a, madeUp(), 'not pending');
      await admin.query(
        'INSERT INTO custody.leaf (index, subject, seq) SELECT $2, subject, seq FROM custody.head WHERE subject = $1',
        [a, now],
      );
      await admin.query(
        `INSERT INTO custody.checkpoint (size, root, note) VALUES ($1, '\\x${'00'.repeat(32)}', '') ON CONFLICT DO NOTHING`,
        [now + 1],
      );
    }
    await regrow(admin, log.signer);
  };

/** Takes the leaf out of the middle and moves the rest up. */
export const takeOut =
  (index: number) =>
  async ({ admin }: LiveLog): Promise<void> => {
    const { rows } = await admin.query<{ subject: string; seq: string }>(
      'SELECT subject, seq FROM custody.leaf WHERE index = $1',
      [index],
    );
    const [{ subject, seq } = { subject: '', seq: '0' }] = rows;
    await admin.query(
      'DELETE FROM lintel.opening o USING custody.record r WHERE r.subject = $1 AND r.seq = $2 AND o.event_id = r.id',
      [subject, seq],
    );
    await admin.query('DELETE FROM custody.record WHERE subject = $1 AND seq = $2', [subject, seq]);
    await admin.query('DELETE FROM custody.leaf WHERE index = $1', [index]);
    for (let place = index + 1; place < SIZE; place += 1)
      await admin.query('UPDATE custody.leaf SET index = index - 1 WHERE index = $1', [place]);
    for (let place = Number(seq) + 1; place <= SIZE; place += 1) {
      await admin.query('UPDATE custody.record SET seq = seq - 1 WHERE subject = $1 AND seq = $2', [
        subject,
        place,
      ]);
      await admin.query('UPDATE custody.leaf SET seq = seq - 1 WHERE subject = $1 AND seq = $2', [
        subject,
        place,
      ]);
      await admin.query('UPDATE custody.pending SET seq = seq - 1 WHERE subject = $1 AND seq = $2', [
        subject,
        place,
      ]);
    }
  };

export const swapPlaces = run(
  'UPDATE custody.leaf SET index = 999 WHERE index = 4',
  'UPDATE custody.leaf SET index = 4 WHERE index = 7',
  'UPDATE custody.leaf SET index = 7 WHERE index = 999',
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
export const forkInStore = inStore((path, { log }) =>
  writeFile(path, signCheckpoint(ORIGIN, { size: SIZE, root: Buffer.alloc(32, 7) }, [log.signer])),
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
