import type { Client } from 'pg';
import type { BadEvent, Subject } from '../../../src/custody';
import { uuidV7 } from '../../../src/kernel/ids';
import { UNCANONICAL } from '../../support/uncanonical';
import { newClip, openLog, type TestLog } from './log.support';
import { cutTail, forge, rechain, regrow } from './tampering.support';

/** The order of the tree: A1 B1 A2 B2 A3 B3 A4 A5, each under a checkpoint of its own. The target is A3, place 4. */
export interface Scene {
  readonly log: TestLog;
  readonly a: Subject;
  readonly b: Subject;
  /** Ids of the events by place. */
  readonly ids: string[];
  /** Checkpoints as they were before anybody tampered, by place. */
  readonly held: string[];
}

export async function stage(): Promise<Scene> {
  const log = await openLog(2);
  const [a, b] = [newClip(), newClip()];
  const ids: string[] = [];
  for (const subject of [a, b, a, b, a, b, a, a]) {
    const [done] = await log.fill(subject, 1);
    if (done !== undefined) ids.push(done.id);
  }
  return { log, a, b, ids, held: await log.checkpoints() };
}

export const TARGET = 4;
export const edit = (admin: Client, a: string): Promise<unknown> =>
  admin.query(
    `UPDATE custody.record SET event = replace(event, '"size":1', '"size":9') WHERE subject = $1 AND seq = 3`,
    [a],
  );
const backDate = (admin: Client, a: string): Promise<unknown> =>
  admin.query(
    `UPDATE custody.record SET event = regexp_replace(event, '"at":"....', '"at":"2001') WHERE subject = $1 AND seq = 3`,
    [a],
  );
const forgedEvent = (at: string): string =>
  `{"actor":{"id":"worker","kind":"service"},"at":"${at}","category":"collection","commit":{},"detail":{},` +
  `"id":"${uuidV7(Date.now())}","type":"clip-verified","v":1}`;

export interface Attack {
  readonly name: string;
  readonly attack: (admin: Client, scene: Scene) => Promise<unknown>;
  /** What the live log says. */
  readonly first: (scene: Scene) => Partial<BadEvent>;
  readonly held?: (scene: Scene) => string[];
  /** What an export made afterwards says; undefined: the same event; a number: the exit code; or none can be made. */
  readonly exported?: Partial<BadEvent> | 0 | 1 | 2 | 'refused';
}

const third = (what: BadEvent['what']) => (scene: Scene) => ({
  subject: scene.a,
  seq: 3,
  index: TARGET,
  what,
});

/** An event that has no canonical form. */
const deform = (admin: Client, a: string, text: string): Promise<unknown> =>
  admin.query(
    `UPDATE custody.record SET event = replace(event, '"size":1', '"size":' || $2) WHERE subject = $1 AND seq = 3`,
    [a, text],
  );

const deformings: Attack[] = UNCANONICAL.map(([what, text]) => ({
  name: `edits an event so that it holds ${what}`,
  attack: (admin, { a }) => deform(admin, a, text),
  first: third('altered'),
  exported: { seq: 3, what: 'malformed' },
}));

/** The event of the target commits to it, and it lies in a table of its own. */
const changeValue = (admin: Client, { ids }: Scene, to: string, by: string): Promise<unknown> =>
  admin.query(`UPDATE lintel.opening SET ${to} = $2 WHERE event_id = $1`, [ids[TARGET], by]);
const otherValue: Attack['first'] = ({ a, ids }) => {
  const id = ids[TARGET];
  return { subject: a, seq: 3, what: 'wrong-opening', ...(id !== undefined && { id }) };
};

export const ATTACKS: Attack[] = [
  ...deformings,
  {
    name: 'writes other words in the place of those that an event commits to',
    attack: (admin, scene) => changeValue(admin, scene, 'value', '["back door 1"]'),
    first: otherValue,
  },
  {
    name: 'moves words into the history of something else, where others read them',
    attack: (admin, scene) => changeValue(admin, scene, 'subject', scene.b),
    first: otherValue,
    exported: 0,
  },
  {
    name: 'edits an event so that it has no canonical form, and hashes its chain again',
    attack: async (admin, { a }) => {
      await deform(admin, a, '1e999');
      await rechain(admin, a);
    },
    first: third('malformed'),
  },
  { name: 'edits an event', attack: (admin, { a }) => edit(admin, a), first: third('altered') },
  {
    name: 'edits an event and its hash',
    attack: async (admin, { a }) => {
      await edit(admin, a);
      await admin.query(
        `UPDATE custody.record SET hash = sha256(convert_to('lintel-event/v1' || chr(10) || subject || chr(10) || seq
           || chr(10) || encode(prev, 'hex') || chr(10) || event || chr(10), 'UTF8')) WHERE subject = $1 AND seq = 3`,
        [a],
      );
    },
    first: third('altered'),
  },
  {
    name: 'deletes an event',
    attack: (admin, { a }) => admin.query('DELETE FROM custody.record WHERE subject = $1 AND seq = 3', [a]),
    first: third('missing'),
    exported: { seq: 3, what: 'missing' },
  },
  {
    name: 'deletes an event with its leaf',
    attack: async (admin, { a }) => {
      await admin.query('DELETE FROM custody.record WHERE subject = $1 AND seq = 3', [a]);
      await admin.query('DELETE FROM custody.leaf WHERE index = $1', [TARGET]);
    },
    first: third('missing'),
    exported: { seq: 3, what: 'missing' },
  },
  {
    name: 'deletes a leaf only',
    attack: (admin) => admin.query('DELETE FROM custody.leaf WHERE index = $1', [TARGET]),
    first: third('missing'),
    exported: 'refused',
  },
  {
    name: 'deletes an event with its leaf and moves the rest up',
    attack: async (admin, { a }) => {
      await admin.query('DELETE FROM custody.record WHERE subject = $1 AND seq = 3', [a]);
      await admin.query('DELETE FROM custody.leaf WHERE index = $1', [TARGET]);
      for (const index of [5, 6, 7]) {
        await admin.query('UPDATE custody.leaf SET index = index - 1 WHERE index = $1', [index]);
      }
    },
    first: third('missing'),
    exported: { seq: 3, what: 'missing' },
  },
  {
    name: 'exchanges two events of a chain',
    attack: (admin, { a }) =>
      admin.query(
        `UPDATE custody.record r SET event = o.event FROM custody.record o
         WHERE r.subject = $1 AND o.subject = $1 AND r.seq IN (3, 4) AND o.seq = 7 - r.seq`,
        [a],
      ),
    first: third('altered'),
  },
  {
    name: 'exchanges two places of the tree',
    attack: async (admin) => {
      for (const [from, to] of [
        [4, 99],
        [5, 4],
        [99, 5],
      ]) {
        await admin.query('UPDATE custody.leaf SET index = $2 WHERE index = $1', [from, to]);
      }
    },
    first: ({ b }) => ({ subject: b, seq: 3, index: TARGET, what: 'altered' }),
    exported: { seq: 3, what: 'altered' },
  },
  {
    name: 'back-dates an event',
    attack: (admin, { a }) => backDate(admin, a),
    first: third('altered'),
    exported: { seq: 3, what: 'back-dated' },
  },
  {
    name: 'back-dates an event and hashes its chain again',
    attack: async (admin, { a }) => {
      await backDate(admin, a);
      await rechain(admin, a);
    },
    first: third('back-dated'),
  },
  {
    name: 'hashes a whole chain again',
    attack: async (admin, { a }) => {
      await edit(admin, a);
      await rechain(admin, a);
    },
    first: third('altered'),
  },
  {
    name: 'hashes a whole chain and the whole tree again',
    attack: async (admin, { a }) => {
      await edit(admin, a);
      await rechain(admin, a);
      await regrow(admin);
    },
    first: third('root-mismatch'),
    exported: 1,
  },
  {
    name: 'hashes everything again and signs it with the real key, while checkpoints are held elsewhere',
    attack: async (admin, { a, log }) => {
      await edit(admin, a);
      await rechain(admin, a);
      await regrow(admin, log.signer);
    },
    held: ({ held }) => held,
    first: third('rewritten'),
    exported: { index: TARGET, what: 'rewritten' },
  },
  {
    name: 'hashes everything again and signs it with the real key, while one old checkpoint is held elsewhere',
    attack: async (admin, { a, log }) => {
      await edit(admin, a);
      await rechain(admin, a);
      await regrow(admin, log.signer);
    },
    held: ({ held }) => held.slice(5, 6),
    first: ({ a }) => ({ subject: a, seq: 1, index: 0, upTo: 5, what: 'rewritten' }),
    exported: { index: 0, upTo: 5, what: 'rewritten' },
  },
  {
    name: 'puts a signature of the real key’s name that is not its own',
    attack: async (admin, { held }) => {
      const note = held[TARGET] ?? '';
      const signature = Buffer.from(note.trimEnd().split(' ').at(-1) ?? '', 'base64');
      const other = Buffer.from(signature).fill(7, 4).toString('base64');
      const forged = note.replace(signature.toString('base64'), other);
      await admin.query('UPDATE custody.checkpoint SET note = $1 WHERE size = $2', [forged, TARGET + 1]);
    },
    first: third('bad-signature'),
    exported: 0,
  },
  {
    name: 'changes a node of the tree',
    attack: (admin) =>
      admin.query(`UPDATE custody.node SET hash = sha256(hash) WHERE level = 1 AND index = 2`),
    first: ({ b }) => ({ subject: b, seq: 3, index: 5, what: 'tree-altered' }),
    exported: { seq: 4, what: 'altered' },
  },
  {
    name: 'cuts the tail and leaves the checkpoints',
    attack: (admin) => cutTail(admin, 6),
    first: ({ a }) => ({ subject: a, seq: 4, index: 6, what: 'truncated' }),
    exported: 'refused',
  },
  {
    name: 'cuts the tail with its checkpoints',
    attack: async (admin) => {
      await cutTail(admin, 6);
      await admin.query('DELETE FROM custody.checkpoint WHERE size > 6');
    },
    first: ({ a }) => ({ subject: a, seq: 4, what: 'missing' }),
    exported: 0,
  },
  {
    name: 'cuts the tail with every trace in the database, while a newer checkpoint is held elsewhere',
    attack: async (admin, { a }) => {
      await cutTail(admin, 6);
      await admin.query('DELETE FROM custody.checkpoint WHERE size > 6');
      await rechain(admin, a);
    },
    held: ({ held }) => held,
    first: () => ({ index: 6, what: 'truncated' }),
    exported: 2,
  },
  {
    name: 'deletes the newest checkpoint',
    attack: (admin) => admin.query('DELETE FROM custody.checkpoint WHERE size = 8'),
    first: ({ a }) => ({ subject: a, seq: 5, index: 7, what: 'unsigned' }),
    exported: 'refused',
  },
  {
    name: 'inserts an event at the end of a chain',
    attack: (admin, { a }) => forge(admin, a, forgedEvent(new Date().toISOString()), 'not pending'),
    first: ({ a }) => ({ subject: a, seq: 6, what: 'inserted' }),
    exported: 'refused',
  },
  {
    name: 'inserts a back-dated event that waits for the sequencer',
    attack: (admin, { a }) => forge(admin, a, forgedEvent('2001-01-01T00:00:00.000Z'), 'pending'),
    first: ({ a }) => ({ subject: a, seq: 6, what: 'back-dated' }),
    exported: 'refused',
  },
  {
    name: 'inserts an event in the middle of a chain',
    attack: async (admin, { a }) => {
      await forge(admin, a, forgedEvent(new Date().toISOString()), 'not pending');
      for (const [from, to] of [
        [6, 99],
        [5, 6],
        [4, 5],
        [3, 4],
        [99, 3],
      ]) {
        await admin.query('UPDATE custody.record SET seq = $3 WHERE subject = $1 AND seq = $2', [
          a,
          from,
          to,
        ]);
      }
      await rechain(admin, a);
    },
    first: third('altered'),
    exported: 'refused',
  },
];
