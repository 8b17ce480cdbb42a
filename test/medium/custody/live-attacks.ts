import { rm, writeFile } from 'node:fs/promises';
import {
  backDate,
  before,
  cutEverywhere,
  deleteNewest,
  dropOrphans,
  dropPending,
  edit,
  emptyLog,
  emptyTraces,
  forgetDisk,
  forgetStore,
  forkInStore,
  growBack,
  hashAgain,
  headsAgain,
  inStore,
  madeUp,
  resign,
  run,
  signAgain,
  storeAgain,
  swapEvents,
  swapPlaces,
  takeOut,
  then,
} from './live-attacks.steps';
import { BATCHES, type LiveLog } from './live-log';
import { newSigner } from './log.support';
import { cutTail, forge, regrow } from './tampering.support';

export interface LiveAttack {
  readonly name: string;
  readonly attack: (live: LiveLog) => Promise<unknown>;
  /** What docs/custody-log.md names as impossible to see: for anybody, or without a witness. */
  readonly unseen?: 'by anybody' | 'without a witness';
  /** Seen by the look that the worker takes every few seconds, before anybody checks every record. */
  readonly atOnce?: true;
}

export const LIVE_ATTACKS: readonly LiveAttack[] = [
  ...[1, 2, 3, 10].flatMap((count): LiveAttack[] => [
    { name: `deletes the newest ${count} records`, attack: run(deleteNewest(count)), atOnce: true },
    {
      name: `deletes the newest ${count} leaves`,
      attack: run(
        `DELETE FROM custody.leaf WHERE index IN (SELECT index FROM custody.leaf ORDER BY index DESC LIMIT ${count})`,
      ),
      atOnce: true,
    },
    {
      name: `cuts the newest ${count} batches and leaves their checkpoints`,
      attack: (live) => cutTail(live.admin, before(live, count)),
      atOnce: true,
    },
    {
      name: `cuts the newest ${count} batches with every trace in the database`,
      attack: cutEverywhere(count),
      atOnce: true,
    },
  ]),
  {
    name: 'cuts half of the log with every trace in the database',
    attack: cutEverywhere(BATCHES / 2),
    atOnce: true,
  },
  {
    name: 'cuts all but the first event with every trace in the database',
    attack: cutEverywhere(BATCHES - 1),
    atOnce: true,
  },
  {
    name: 'cuts the tail everywhere, and the heads on the disk',
    attack: then(cutEverywhere(5), forgetDisk),
    atOnce: true,
  },
  {
    name: 'cuts the tail everywhere, and the heads in the store',
    attack: then(cutEverywhere(5), forgetStore(5)),
    atOnce: true,
  },
  {
    name: 'cuts the tail everywhere, with the heads in the store and on the disk',
    attack: then(cutEverywhere(5), forgetStore(5), forgetDisk),
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
    attack: run(
      'DELETE FROM custody.node WHERE (level, index) IN (SELECT level, index FROM custody.node WHERE level = 0 ORDER BY index DESC LIMIT 2)',
    ),
  },
  {
    name: 'deletes the newest checkpoint',
    attack: (live) => live.admin.query('DELETE FROM custody.checkpoint WHERE size > $1', [before(live, 1)]),
    atOnce: true,
  },
  {
    name: 'deletes the newest three checkpoints',
    attack: (live) => live.admin.query('DELETE FROM custody.checkpoint WHERE size > $1', [before(live, 3)]),
    atOnce: true,
  },
  {
    name: 'deletes every second checkpoint',
    attack: run(
      'DELETE FROM custody.checkpoint WHERE size IN (SELECT size FROM (SELECT size, row_number() OVER (ORDER BY size) AS n FROM custody.checkpoint) c WHERE n % 2 = 1)',
    ),
    atOnce: true,
  },
  {
    name: 'deletes the first checkpoint',
    attack: run('DELETE FROM custody.checkpoint WHERE size = (SELECT min(size) FROM custody.checkpoint)'),
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
    attack: then(edit(3), signAgain, storeAgain),
    atOnce: true,
  },
  {
    name: 'edits an event, signs everything with the key, puts the heads of the store right and takes those on the disk',
    attack: then(edit(3), signAgain, storeAgain, forgetDisk, run('TRUNCATE lintel.custody_cosignature')),
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
      `UPDATE custody.checkpoint SET note = regexp_replace(note, '.....(=*)\\n$', 'AAAAA\\1' || chr(10))
       WHERE size = (SELECT size FROM custody.checkpoint ORDER BY size OFFSET 4 LIMIT 1)`,
    ),
  },
  {
    name: 'puts an old checkpoint in the place of the newest',
    attack: run(
      `UPDATE custody.checkpoint SET note = (SELECT note FROM custody.checkpoint ORDER BY size LIMIT 1)
       WHERE size = (SELECT max(size) FROM custody.checkpoint)`,
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
      'DELETE FROM custody.record WHERE (subject, seq) IN (SELECT subject, seq FROM custody.leaf ORDER BY index OFFSET 9 LIMIT 1)',
      'DELETE FROM custody.leaf l WHERE NOT EXISTS (SELECT FROM custody.record r WHERE r.subject = l.subject AND r.seq = l.seq)',
    ),
  },
  {
    name: 'turns an event into padding and hashes everything again',
    attack: then(takeOut(9), hashAgain),
    atOnce: true,
  },
  {
    name: 'turns an event into padding and signs everything with the key',
    attack: then(takeOut(9), signAgain),
    atOnce: true,
  },
  {
    name: 'turns an event into padding, puts another in the place of the newest and signs everything with the key',
    attack: then(takeOut(9), cutEverywhere(1), growBack(1)),
    atOnce: true,
  },
  {
    name: 'turns what an officer did into padding and signs everything with the key',
    attack: then(takeOut(5), signAgain),
    atOnce: true,
  },
  ...[0, 3].map((more): LiveAttack => ({
    name: `puts another end, ${more} batches longer, in the place of the newest 3, signed with the key`,
    attack: then(cutEverywhere(3), growBack(3, more)),
    atOnce: true,
  })),
  {
    name: 'puts another end in the place of the newest 3, without the key',
    attack: then(cutEverywhere(3), async (live) => {
      await growBack(3)(live);
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
  ...[`type = 'viewed'`, 'officer = gen_random_uuid()', 'investigation = gen_random_uuid()'].map((set) => ({
    name: `files a record elsewhere: ${set}`,
    attack: run(`UPDATE custody.record SET ${set} WHERE subject LIKE 'clip:%' AND seq = 4`),
  })),
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
  { name: 'deletes every head from the store', attack: forgetStore(BATCHES) },
  {
    name: 'puts a head of another history into the store, signed with the key',
    attack: forkInStore,
    atOnce: true,
  },
  { name: 'writes over a head in the store', attack: inStore((path) => writeFile(path, 'nothing\n')) },
];
