import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { EVENTS, EVENT_TYPES } from '../../../src/custody/events';
import type { EventDefinition, Speaker } from '../../../src/custody/events/define';
import { uuidV7 } from '../../../src/kernel/ids';
import type { Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeDetail } from '../../support/event-samples';
import { people, type Person } from './people';
import { wholeCase } from './whole-case';

let database: TestDatabase;
let admin: Client;
let made: Case;
let everybody: Readonly<Record<string, Person>>;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  made = await wholeCase(admin);
  everybody = await people(admin, made);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const person = (name: string): Person => {
  const found = everybody[name];
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};

/** Runs `work` as the person, and takes everything back. */
async function as<T>(who: Person, work: () => Promise<T>): Promise<T> {
  await admin.query(`BEGIN; SET LOCAL SESSION AUTHORIZATION ${who.role}`);
  try {
    for (const statement of who.begin) await admin.query(statement);
    return await work();
  } finally {
    await admin.query('ROLLBACK');
  }
}

/** 'done', or the SQLSTATE with which PostgreSQL refuses it. */
async function outcome(sql: string, values: readonly unknown[] = []): Promise<string> {
  await admin.query('SAVEPOINT attempt');
  try {
    await admin.query(sql, [...values]);
    return 'done';
  } catch (error) {
    return String((error as { code?: unknown }).code);
  } finally {
    await admin.query('ROLLBACK TO SAVEPOINT attempt');
  }
}

interface Said {
  readonly type: string;
  readonly subject: string;
  readonly id?: string;
  readonly at?: Date;
  readonly detail?: unknown;
  readonly secrets?: unknown;
  readonly investigation?: string;
}

const say = ({ type, subject, id, at, detail, secrets, investigation }: Said): Promise<string> =>
  outcome('SELECT custody.append($1, $2, $3, $4, $5, $6, $7)', [
    subject,
    type,
    id ?? uuidV7(Date.now()),
    at ?? new Date(),
    JSON.stringify(detail ?? {}),
    JSON.stringify(secrets ?? {}),
    investigation ?? null,
  ]);

const subjects = (): Record<string, string> => ({
  sent: `clip:${made.sentClip}`,
  draft: `clip:${made.draftClip}`,
  investigation: `investigation:${made.investigation}`,
  service: 'service:lintel',
});

/** Every type that the person may state of a subject of the case, as `type of subject`. */
async function sayable(name: string): Promise<string[]> {
  return as(person(name), async () => {
    const found: string[] = [];
    for (const type of EVENT_TYPES)
      for (const [which, subject] of Object.entries(subjects()))
        if ((await say({ type, subject })) !== 'LC003') found.push(`${type} of ${which}`);
    return found;
  });
}

// Left out: what is taken only with the row that it tells of, which nobody here has made (`request-events`, `transcripts`).
const OF_A_ROW = /^(person-(asked|declined)|(victim|parent)-told|transcript-.*)$/;
const KINDS = { sent: 'clip', draft: 'clip', investigation: 'investigation', service: 'service' };
/** What the definitions give a speaker, by the words of the documentation and not by the rules in the database. */
const given = (allows: (event: EventDefinition, which: string) => boolean): string[] =>
  Object.entries<EventDefinition>(EVENTS).flatMap(([type, event]) =>
    Object.entries<string>(OF_A_ROW.test(type) ? {} : KINDS)
      .filter(([which, kind]) => event.subjects.some((of) => of === kind) && allows(event, which))
      .map(([which]) => `${type} of ${which}`),
  );

const speaks = (event: EventDefinition, who: Speaker, link = 'victim'): boolean =>
  event.by.some((one) => one === who) && (event.holder ?? link) === link;
const right = (event: EventDefinition, ...rights: string[]): boolean =>
  speaks(event, 'officer') && (event.officer ?? []).some((one) => rights.includes(one));

const ofOfficer =
  (...rights: string[]) =>
  (event: EventDefinition, which: string): boolean =>
    (which === 'service' && right(event, 'self')) || (which !== 'draft' && right(event, ...rights));

describe('what somebody may state of a case', () => {
  it.each([
    ['member', ofOfficer('read', 'change')],
    ['emergency', ofOfficer('read')],
    ['emergency, over', ofOfficer()],
    ['member, removed', ofOfficer()],
    ['other investigator', ofOfficer()],
    ['member of another investigation', ofOfficer()],
    ['other disclosure officer', ofOfficer()],
  ] as const)('an officer by membership alone: %s', async (name, allows) => {
    const wanted = given((event, which) =>
      which !== 'service' ? allows(event, which) : right(event, 'self'),
    );
    expect(await sayable(name)).toEqual(wanted);
  });

  it.each([
    'member, account closed',
    'member, session ended',
    'workspace, nobody',
    'workspace, forged scope',
    'workspace, scope of before',
    'workspace with a victim’s secret',
    'workspace, unknown secret',
  ])('nobody: %s says only what the process itself may, and only of the service', async (name) => {
    const own = given((event, which) => speaks(event, 'workspace') && which === 'service');
    expect(await sayable(name)).toEqual(own);
  });

  it('a victim of another link says nothing of this one', async () => {
    const own = given((event, which) => speaks(event, 'victim') && which === 'service');
    expect(await sayable('victim of another link')).toEqual(own);
    // Of the service only in its own name, and never with the name of this case.
    await as(person('victim of another link'), async () => {
      for (const type of ['pressure-reported', 'stopped', 'submission-discarded'])
        expect(await say({ type, subject: 'service:lintel', investigation: made.investigation })).toBe(
          'LC003',
        );
    });
  });

  it('a victim says what a victim may, and no service or officer of hers', async () => {
    expect(await sayable('victim')).toEqual(given((event) => speaks(event, 'victim')));
  });

  it('another person of the same case says nothing that is the victim’s to say', async () => {
    const own = given((event, which) => speaks(event, 'victim', 'other') && !/sent|draft/.test(which));
    expect(await sayable('another person of the same case')).toEqual(own);
  });

  it('an assisted session says nothing of what was not made in it, and ends nothing', async () => {
    const found = await sayable('victim, assisted');
    expect(found).toEqual(
      given((event, which) => speaks(event, 'assisted') && ['investigation', 'service'].includes(which)),
    );
    for (const never of ['submission-sent', 'stopped', 'submission-discarded', 'clip-removed'])
      expect(found.filter((one) => one.startsWith(`${never} of`))).toEqual([]);
  });

  it('a recipient says only that the bundle was downloaded', async () => {
    expect(await sayable('recipient')).toEqual(
      given((event, which) => speaks(event, 'recipient') && which === 'investigation'),
    );
    expect(await sayable('recipient of another bundle')).toEqual([]);
  });
});

describe('a forgery in the name of somebody else', () => {
  const forged = [
    ['intake', 'clip-removed', 'lintel_intake'],
    ['workspace', 'viewed', 'lintel_workspace'],
  ] as const;
  it.each(forged)('%s cannot name an actor: there is no argument for one', async (_name, type, role) => {
    const old = { role, begin: [] };
    const event = `{"actor":{"id":"${made.officer}","kind":"officer"},"type":"${type}"}`;
    const text = await as(old, () =>
      outcome('SELECT custody.append($1::text, $2::text)', [subjects()['sent'], event]),
    );
    expect(text).toBe('42883');
  });

  const looked = wholeDetail('viewed', {});

  it('says who it was: the record bears the member of the session, whatever the process says', async () => {
    const { rows } = await as(person('member'), async () => {
      await admin.query('SELECT custody.append($1, $2, $3, now(), $4, $5)', [
        ...[`clip:${made.sentClip}`, 'viewed', uuidV7(Date.now()), looked, '{}'],
      ]);
      await admin.query('RESET SESSION AUTHORIZATION');
      return admin.query<{ actor: unknown }>(
        `SELECT event::json -> 'actor' AS actor FROM custody.record WHERE subject = $1 ORDER BY seq DESC LIMIT 1`,
        [`clip:${made.sentClip}`],
      );
    });
    expect(rows[0]?.actor).toEqual({ kind: 'officer', id: made.officer });
  });

  const bad: readonly (readonly [string, () => Partial<Said>, string])[] = [
    ['a field that the type has not', () => ({ detail: { ...looked, forged: 1 } }), 'LC002'],
    ['no field of its type', () => ({ detail: {} }), 'LC002'],
    ['words instead of a code', () => ({ detail: { ...looked, content: 'He stood at the gate!' } }), 'LC002'],
    [
      'a secret that the type has not',
      () => ({ secrets: { forged: { salt: '00'.repeat(16), value: 1 } } }),
      'LC002',
    ],
    ['a detail that is no object', () => ({ detail: [] }), 'LC002'],
    ['a subject of no kind', () => ({ subject: 'officer:x' }), 'LC002'],
    ['a subject with a line feed', () => ({ subject: `investigation:${made.investigation}\n1` }), '22P02'],
    ['an id that is no UUID of version 7', () => ({ id: randomUUID() }), 'LC002'],
    ['another investigation than the subject’s', () => ({ investigation: randomUUID() }), 'LC002'],
    ['a clock six seconds slow', () => ({ at: new Date(Date.now() - 6_000) }), 'LC001'],
    ['a clock fifteen seconds fast', () => ({ at: new Date(Date.now() + 15_000) }), 'LC001'],
    ['a clip that does not exist', () => ({ type: 'viewed', subject: `clip:${randomUUID()}` }), 'LC003'],
    ['a type that does not exist', () => ({ type: 'forged' }), 'LC003'],
  ];
  it.each(bad)('%s is refused', async (_what, change, code) => {
    const said = { type: 'viewed', subject: `clip:${made.sentClip}`, detail: looked, ...change() };
    expect(await as(person('member'), () => say(said))).toBe(code);
  });
});

describe('a way round the one function', () => {
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const ways: readonly (readonly [string, () => string])[] = [
    [
      'a record',
      () =>
        `INSERT INTO custody.record VALUES ('service:lintel', 9999, '${uuidV7(Date.now())}', '\\x${hex(32)}', '\\x${hex(32)}', '{}')`,
    ],
    ['a head', () => `UPDATE custody.head SET hash = hash`],
    ['a leaf', () => `INSERT INTO custody.leaf VALUES (9999, 'service:lintel', 1)`],
    [
      'a checkpoint',
      () => `INSERT INTO custody.checkpoint (size, root, note) VALUES (9999, '\\x${hex(32)}', 'forged')`,
    ],
    ['a key', () => `INSERT INTO custody.key (verifier_key) VALUES ('forged')`],
    ['a word of the vocabulary', () => `UPDATE custody.event_type SET speakers = '{intake}'`],
    [
      'an opening',
      () =>
        `INSERT INTO lintel.opening VALUES ('${randomUUID()}', 'clip:${made.sentClip}', 'x', '\\x${hex(16)}', '1')`,
    ],
    [
      'a record past the checks',
      () =>
        `SELECT custody.add_record('service:lintel', '${uuidV7(Date.now())}', '{}', 'forged', NULL, NULL)`,
    ],
    ['a commitment', () => `SELECT custody.commit('${randomUUID()}', 'service:lintel', '{}')`],
    ['leaves', () => `SELECT custody.add_leaves(0, 0, NULL, '{}', '{}', '{}')`],
    ['nodes', () => `SELECT custody.add_nodes('{}', '{}', '{}')`],
    ['a signed head', () => `SELECT custody.add_checkpoint(1, '\\x${hex(32)}', 'x')`],
    ['a trusted key', () => `SELECT custody.add_key('forged')`],
    [
      'the seal of scopes',
      () =>
        `SELECT scope.seal(ROW('officer', '${made.officer}', 'supervisor', NULL, NULL, NULL, true)::scope.claims)`,
    ],
    ['the code of the seal', () => `SELECT scope.mac('x')`],
    ['the key of the seal', () => `SELECT * FROM scope.seal_key`],
    ['another key of the seal', () => `SELECT scope.renew_key()`],
    ['an officer’s scope without a session', () => `SELECT scope.open_for_officer('${made.officer}')`],
    ['another role', () => `SET ROLE lintel_owner`],
    ['a trigger less', () => `ALTER TABLE custody.record DISABLE TRIGGER ALL`],
    ['no row-level security', () => `ALTER TABLE lintel.clip DISABLE ROW LEVEL SECURITY`],
    ['a policy', () => `CREATE POLICY mine ON lintel.clip USING (true)`],
    [
      'a function in our schema',
      () => `CREATE FUNCTION lintel.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ],
    ['replication’s blindness', () => `SET session_replication_role = replica`],
  ];
  it.each(['lintel_intake', 'lintel_workspace'] as const)(
    'is shut to %s, whatever is tried',
    async (role) => {
      const found = await as({ role, begin: [] }, async () => {
        const all: string[] = [];
        for (const [what, sql] of ways) all.push(`${what}: ${await outcome(sql())}`);
        return all;
      });
      expect(found.filter((line) => !line.endsWith(': 42501'))).toEqual([]);
    },
  );

  it('is shut to the worker, too, but for what the sequencer does', async () => {
    const sequencer = new Set(['leaves', 'nodes', 'a signed head', 'a trusted key']);
    const found = await as({ role: 'lintel_worker', begin: [] }, async () => {
      const all: string[] = [];
      for (const [what, sql] of ways) if (!sequencer.has(what)) all.push(`${what}: ${await outcome(sql())}`);
      return all;
    });
    expect(found.filter((line) => !line.endsWith(': 42501'))).toEqual([]);
  });

  const works: readonly (readonly [string, string, string, () => object])[] = [
    ['member', 'verify', 'verify-clip', () => ({ clipId: made.draftClip })],
    ['member', 'promote', 'promote-clip', () => ({ clipId: made.draftClip })],
    ['other investigator', 'safe-copy', 'make-safe-copy', () => ({ clipId: made.sentClip })],
    ['emergency', 'safe-copy', 'make-safe-copy', () => ({ clipId: made.sentClip })],
    ['victim', 'seal', 'seal-bundle', () => ({ bundleId: randomUUID() })],
    ['victim', 'promote', 'promote-clip', () => ({ clipId: made.draftClip })],
    ['victim', 'verify', 'verify-clip', () => ({ clipId: made.sentClip })],
    ['victim of another link', 'verify', 'verify-clip', () => ({ clipId: made.draftClip })],
    ['victim, assisted', 'verify', 'verify-clip', () => ({ clipId: made.draftClip })],
    ['intake, nobody', 'verify', 'verify-clip', () => ({ clipId: made.draftClip })],
    ['workspace, nobody', 'check', 'check-log', () => ({ checkId: randomUUID() })],
    ['member', 'made-up', 'made-up', () => ({})],
  ];
  it.each(works)('%s asks for no work on what is not theirs: %s/%s', async (name, queue, job, payload) => {
    const insert = 'INSERT INTO lintel.outbox (queue, name, job_id, payload) VALUES ($1, $2, $3, $4)';
    const asked = await as(person(name), () => outcome(insert, [queue, job, 'x', JSON.stringify(payload())]));
    expect(asked).toBe('42501');
  });
});
