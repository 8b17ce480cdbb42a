import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signCheckpoint } from '../../../src/custody/pure/checkpoint';
import { uuidV7 } from '../../../src/kernel/ids';
import { newSigner, ORIGIN } from './log.support';
import { SIZE, type LiveLog } from './live-log';
import { cutTail, forge, rechain, regrow } from './tampering.support';

export interface LiveAttack {
  readonly name: string;
  readonly attack: (live: LiveLog) => Promise<unknown>;
  /** What docs/custody-log.md names as impossible to see: for anybody, or without a witness. */
  readonly unseen?: 'by anybody' | 'without a witness';
  /** Seen by the look that the worker takes every few seconds, before anybody checks every record. */
  readonly atOnce?: true;
}

const run =
  (...sql: readonly string[]) =>
  async ({ admin }: LiveLog): Promise<void> => {
    for (const one of sql) await admin.query(one);
  };

const then =
  (...steps: readonly ((live: LiveLog) => Promise<unknown>)[]) =>
  async (live: LiveLog): Promise<void> => {
    for (const step of steps) await step(live);
  };

/** All that any table holds of the log behind the first `size` leaves. */
const cutEverywhere =
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

async function headsAgain(admin: LiveLog['admin']): Promise<void> {
  const { rows } = await admin.query<{ subject: string }>('SELECT DISTINCT subject FROM custody.record');
  for (const { subject } of rows) await rechain(admin, subject);
}

/** Every hash again, the tree and the checkpoints signed, by whoever holds the key. */
const signAgain = async ({ admin, log }: LiveLog): Promise<void> => {
  await headsAgain(admin);
  await regrow(admin, log.signer);
};
const hashAgain = async ({ admin }: LiveLog): Promise<void> => {
  await headsAgain(admin);
  await regrow(admin);
};

const forgetStore =
  (size: number) =>
  async ({ store }: LiveLog): Promise<void> => {
    for (const name of await readdir(store))
      if (Number(name.slice(0, 16)) > size) await rm(join(store, name), { force: true });
  };
/** Puts the heads of the log as it is now into the place of those behind `size` in the store. */
const storeAgain =
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
const forgetDisk = async ({ heads }: LiveLog): Promise<void> => {
  for (const name of await readdir(heads)) await rm(join(heads, name), { force: true });
};

const edit = (seq: number, hashToo = false) =>
  run(
    `UPDATE custody.record SET event = replace(event, '"size":', '"size":7') WHERE subject LIKE 'clip:%' AND seq = ${seq}`,
    ...(hashToo
      ? [
          `UPDATE custody.record SET hash = sha256(convert_to('lintel-event/v1' || chr(10) || subject || chr(10) || seq || chr(10)
             || encode(prev, 'hex') || chr(10) || event || chr(10), 'UTF8')) WHERE subject LIKE 'clip:%' AND seq = ${seq}`,
        ]
      : []),
  );

const newest = 'SELECT l.subject, l.seq FROM custody.leaf l ORDER BY l.index DESC LIMIT';
const deleteNewest = (count: number): string =>
  `DELETE FROM custody.record r USING (${newest} ${count}) n WHERE n.subject = r.subject AND n.seq = r.seq`;

const madeUp = (): string =>
  `{"actor":{"id":"worker","kind":"service"},"at":"${new Date().toISOString()}","category":"collection","commit":{},"detail":{},` +
  `"id":"${uuidV7(Date.now())}","type":"clip-verified","v":1}`;

/** Adds made-up events at the end, in the tree and signed, until it has `size` leaves. */
const growTo =
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
const takeOut =
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

const swapPlaces = run(
  'UPDATE custody.leaf SET index = 999 WHERE index = 4',
  'UPDATE custody.leaf SET index = 4 WHERE index = 7',
  'UPDATE custody.leaf SET index = 7 WHERE index = 999',
);
const swapEvents = run(
  `UPDATE custody.record r SET event = o.event FROM custody.record o
   WHERE r.subject = o.subject AND r.subject LIKE 'clip:%' AND r.seq IN (2, 3) AND o.seq = 5 - r.seq`,
);
const backDate = run(
  `UPDATE custody.record SET event = regexp_replace(event, '"at":"....', '"at":"2001') WHERE subject LIKE 'clip:%' AND seq = 1`,
);
const emptyLog = run(
  'TRUNCATE custody.record, custody.leaf, custody.node, custody.checkpoint, custody.head, custody.pending CASCADE',
);
const emptyTraces = run(
  'TRUNCATE custody.key, custody.trail, custody.published, lintel.opening, lintel.custody_cosignature, lintel.log_check, lintel.custody_timestamp CASCADE',
);
const resign =
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
const inStore =
  (change: (path: string, live: LiveLog) => Promise<unknown>, place = -1) =>
  async (live: LiveLog): Promise<void> => {
    const names = (await readdir(live.store)).sort();
    const path = join(live.store, names.at(place) ?? '');
    await chmod(path, 0o600);
    await change(path, live);
  };
const forkInStore = inStore((path, { log }) =>
  writeFile(path, signCheckpoint(ORIGIN, { size: SIZE, root: Buffer.alloc(32, 7) }, [log.signer])),
);
const dropPending = async ({ admin }: LiveLog): Promise<void> => {
  await admin.query(
    'DELETE FROM custody.record r USING custody.pending p WHERE p.subject = r.subject AND p.seq = r.seq',
  );
  await admin.query('DELETE FROM custody.pending');
  await headsAgain(admin);
};
const dropOrphans = run(
  'DELETE FROM lintel.opening o WHERE NOT EXISTS (SELECT FROM custody.record r WHERE r.id = o.event_id)',
);

export const LIVE_ATTACKS: readonly LiveAttack[] = [
  ...[1, 2, 3, 10].flatMap((count): LiveAttack[] => [
    { name: `deletes the newest ${count} records`, attack: run(deleteNewest(count)), atOnce: true },
    {
      name: `deletes the newest ${count} leaves`,
      attack: run(`DELETE FROM custody.leaf WHERE index >= ${SIZE - count}`),
      atOnce: true,
    },
    {
      name: `cuts the newest ${count} events and leaves their checkpoints`,
      attack: ({ admin }) => cutTail(admin, SIZE - count),
      atOnce: true,
    },
    {
      name: `cuts the newest ${count} events with every trace in the database`,
      attack: cutEverywhere(SIZE - count),
      atOnce: true,
    },
  ]),
  {
    name: 'cuts half of the log with every trace in the database',
    attack: cutEverywhere(SIZE / 2),
    atOnce: true,
  },
  {
    name: 'cuts all but the first event with every trace in the database',
    attack: cutEverywhere(1),
    atOnce: true,
  },
  {
    name: 'cuts the tail everywhere, and the heads on the disk',
    attack: then(cutEverywhere(SIZE - 5), forgetDisk),
    atOnce: true,
  },
  {
    name: 'cuts the tail everywhere, and the heads in the store',
    attack: then(cutEverywhere(SIZE - 5), forgetStore(SIZE - 5)),
    atOnce: true,
  },
  {
    name: 'cuts the tail everywhere, with the heads in the store and on the disk',
    attack: then(cutEverywhere(SIZE - 5), forgetStore(SIZE - 5), forgetDisk),
    unseen: 'without a witness',
  },
  { name: 'empties the log', attack: emptyLog, atOnce: true },
  {
    name: 'empties the log and every table that speaks of it',
    attack: then(emptyLog, emptyTraces),
    atOnce: true,
  },
  { name: 'empties the records', attack: run('TRUNCATE custody.record CASCADE'), atOnce: true },
  { name: 'empties the leaves', attack: run('TRUNCATE custody.leaf'), atOnce: true },
  { name: 'empties the nodes', attack: run('TRUNCATE custody.node'), atOnce: true },
  { name: 'empties the checkpoints', attack: run('TRUNCATE custody.checkpoint'), atOnce: true },
  {
    name: 'deletes the newest nodes',
    attack: run('DELETE FROM custody.node WHERE level = 0 AND index >= 22'),
  },
  {
    name: 'deletes the newest checkpoint',
    attack: run(`DELETE FROM custody.checkpoint WHERE size = ${SIZE}`),
    atOnce: true,
  },
  {
    name: 'deletes the newest three checkpoints',
    attack: run(`DELETE FROM custody.checkpoint WHERE size > ${SIZE - 6}`),
    atOnce: true,
  },
  {
    name: 'deletes every second checkpoint',
    attack: run('DELETE FROM custody.checkpoint WHERE size % 2 = 1'),
    atOnce: true,
  },
  {
    name: 'deletes the first checkpoint',
    attack: run('DELETE FROM custody.checkpoint WHERE size = 1'),
    atOnce: true,
  },
  {
    name: 'deletes a chain with its leaves',
    attack: async ({ admin, b }) => {
      await admin.query('DELETE FROM custody.leaf WHERE subject = $1', [b]);
      await admin.query('DELETE FROM custody.record WHERE subject = $1', [b]);
      await admin.query('DELETE FROM custody.head WHERE subject = $1', [b]);
    },
  },
  { name: 'edits an event', attack: edit(3) },
  { name: 'edits an event and its own hash', attack: edit(3, true) },
  {
    name: 'edits an event and hashes its chain again',
    attack: then(edit(3), ({ admin }) => headsAgain(admin)),
  },
  { name: 'edits an event and hashes everything again', attack: then(edit(3), hashAgain), atOnce: true },
  {
    name: 'edits an event, hashes everything again and signs it with the key',
    attack: then(edit(3), signAgain),
    atOnce: true,
  },
  {
    name: 'edits the first event and signs everything with the key',
    attack: then(edit(1), signAgain),
    atOnce: true,
  },
  {
    name: 'edits the newest events of both clips and signs everything with the key',
    attack: then(edit(10), signAgain),
    atOnce: true,
  },
  {
    name: 'edits an event, signs everything with the key, and puts the heads of the store right',
    attack: then(edit(3), signAgain, storeAgain(0)),
    atOnce: true,
  },
  {
    name: 'edits an event, signs everything with the key, puts the heads of the store right and takes those on the disk',
    attack: then(edit(3), signAgain, storeAgain(0), forgetDisk, run('TRUNCATE lintel.custody_cosignature')),
    unseen: 'without a witness',
  },
  {
    name: 'edits an event and signs everything with another key',
    attack: then(edit(3), async ({ admin }) => {
      await headsAgain(admin);
      await regrow(admin, newSigner());
    }),
    atOnce: true,
  },
  { name: 'signs every checkpoint with another key', attack: resign() },
  {
    name: 'changes the signature of a checkpoint',
    attack: run(
      `UPDATE custody.checkpoint SET note = regexp_replace(note, '.....(=*)\\n$', 'AAAAA\\1' || chr(10)) WHERE size = 5`,
    ),
  },
  {
    name: 'puts an old checkpoint in the place of the newest',
    attack: run(
      `UPDATE custody.checkpoint SET note = (SELECT note FROM custody.checkpoint WHERE size = 3) WHERE size = ${SIZE}`,
    ),
    atOnce: true,
  },
  { name: 'exchanges two events of a chain', attack: swapEvents },
  {
    name: 'exchanges two events of a chain and signs everything with the key',
    attack: then(swapEvents, signAgain),
    atOnce: true,
  },
  { name: 'exchanges two places of the tree', attack: swapPlaces },
  {
    name: 'exchanges two places of the tree and signs everything with the key',
    attack: then(swapPlaces, signAgain),
    atOnce: true,
  },
  {
    name: 'back-dates an event and signs everything with the key',
    attack: then(backDate, signAgain),
    atOnce: true,
  },
  {
    name: 'takes an event out of the middle',
    attack: run(
      'DELETE FROM custody.record WHERE (subject, seq) IN (SELECT subject, seq FROM custody.leaf WHERE index = 9)',
      'DELETE FROM custody.leaf WHERE index = 9',
    ),
  },
  {
    name: 'takes an event out of the middle, moves the rest up and hashes everything again',
    attack: then(takeOut(9), hashAgain),
    atOnce: true,
  },
  {
    name: 'takes an event out of the middle, moves the rest up and signs everything with the key',
    attack: then(takeOut(9), signAgain, run(`DELETE FROM custody.checkpoint WHERE size = ${SIZE}`)),
    atOnce: true,
  },
  {
    name: 'takes an event out of the middle, adds another at the end and signs everything with the key',
    attack: then(takeOut(9), signAgain, growTo(SIZE)),
    atOnce: true,
  },
  {
    name: 'takes what an officer did out of the middle and signs everything with the key',
    attack: then(takeOut(11), signAgain, run(`DELETE FROM custody.checkpoint WHERE size = ${SIZE}`)),
    atOnce: true,
  },
  ...[3, 6].map((count): LiveAttack => ({
    name: `puts another end of ${count} events in the place of the newest 3, signed with the key`,
    attack: then(cutEverywhere(SIZE - 3), growTo(SIZE - 3 + count)),
    atOnce: true,
  })),
  {
    name: 'puts another end in the place of the newest 3, without the key',
    attack: then(cutEverywhere(SIZE - 3), async (live) => {
      await growTo(SIZE)(live);
      await regrow(live.admin, newSigner());
    }),
    atOnce: true,
  },
  {
    name: 'adds a record that never was pending',
    attack: ({ admin, a }) => forge(admin, a, madeUp(), 'not pending'),
  },
  {
    name: 'adds a back-dated record that waits',
    attack: ({ admin, a }) => forge(admin, a, madeUp().replace(/"at":"..../, '"at":"2001'), 'pending'),
  },
  {
    name: 'renumbers a record',
    attack: run(`UPDATE custody.record SET seq = 900 WHERE subject LIKE 'clip:%' AND seq = 4`),
  },
  {
    name: 'gives a record another id',
    attack: run(`UPDATE custody.record SET id = gen_random_uuid() WHERE subject LIKE 'clip:%' AND seq = 4`),
  },
  {
    name: 'turns the end of a chain back',
    attack: run(`UPDATE custody.head SET seq = seq - 1 WHERE subject LIKE 'clip:%'`),
    atOnce: true,
  },
  { name: 'deletes the end of a chain', attack: run(`DELETE FROM custody.head WHERE subject LIKE 'clip:%'`) },
  { name: 'takes a record out of those that wait', attack: run('DELETE FROM custody.pending') },
  { name: 'deletes a record that waits, and leaves what it committed to', attack: dropPending },
  {
    name: 'deletes a record that waits, with all it committed to',
    attack: then(dropPending, dropOrphans),
    unseen: 'by anybody',
  },
  { name: 'deletes the newest head from the store', attack: inStore((path) => rm(path)) },
  { name: 'deletes a head in the middle from the store', attack: inStore((path) => rm(path), 5) },
  { name: 'deletes every head from the store', attack: forgetStore(0) },
  {
    name: 'puts a head of another history into the store, signed with the key',
    attack: forkInStore,
    atOnce: true,
  },
  { name: 'writes over a head in the store', attack: inStore((path) => writeFile(path, 'nothing\n')) },
];
