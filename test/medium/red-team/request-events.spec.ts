import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import { inScope, officerSession, outcomeFor, seedOfficer, victimSession } from '../../factories/acting';
import { seedCase, type Case } from '../../factories/rows';
import { NO_SECRET } from '../../factories/secrets';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeSecrets } from '../../support/event-samples';

/** That no record of what another person is asked, and of what comes after it, stands without its event, nor an event without the record. */
let database: TestDatabase;
let admin: Client;
let intake: Client;
let workspace: Client;
let worker: Client;
let made: Case;
let person: string;
let request: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const open = async (connectionString: string): Promise<Client> => {
    const client = new Client({ connectionString });
    await client.connect();
    return client;
  };
  admin = await open(database.urls.admin);
  intake = await open(database.urls.intake);
  workspace = await open(database.urls.workspace);
  worker = await open(database.urls.worker);
  made = await seedCase(admin);
  person = randomUUID();
  request = randomUUID();
  await admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
     VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '1 day', $4, 'neighbour')`,
    [person, made.investigation, randomBytes(32), made.officer],
  );
  await admin.query(
    `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
     VALUES ($1, $2, 'Nia Bour', '', 'Clips', 'A car', '', '', $3)`,
    [request, person, made.officer],
  );
});
afterAll(async () => {
  for (const client of [admin, intake, workspace, worker]) await client.end();
  await database.drop();
});

const outcome = (client: Client, sql: string, values: readonly unknown[]): Promise<number | string> =>
  client.query(sql, [...values]).then(
    ({ rowCount }) => rowCount ?? 0,
    (error: unknown) => String((error as { code?: string }).code),
  );
const as = async (invitation: string, sql: string, values: readonly unknown[] = []) =>
  inScope(intake, 'victim', await victimSession(admin, invitation), () => outcome(intake, sql, values));
const byOfficer = async (sql: string, values: readonly unknown[]) =>
  inScope(workspace, 'officer', await officerSession(admin, made.officer), async () => {
    const done = await outcome(workspace, sql, values);
    return typeof done === 'string' ? done : outcome(workspace, 'SET CONSTRAINTS ALL IMMEDIATE', []);
  });

const HOME = (): string => `investigation:${made.investigation}`;
const APPEND = `SELECT custody.append($1, $2, $3, clock_timestamp(), $4, $6, $5)`;
const event = (type: string, detail: object): readonly unknown[] => [
  ...[HOME(), type, uuidV7(Date.now()), JSON.stringify(detail), made.investigation, wholeSecrets(type)],
];
/** A record of an officer and what is said of it, in one transaction to its end. */
const recorded = async (sql: string, values: readonly unknown[], type: string, ...details: object[]) =>
  inScope(workspace, 'officer', await officerSession(admin, made.officer), async () => {
    let done = await outcome(workspace, sql, values);
    for (const detail of details)
      if (typeof done !== 'string') done = await outcome(workspace, APPEND, event(type, detail));
    return typeof done === 'string' ? done : outcome(workspace, 'SET CONSTRAINTS ALL IMMEDIATE', []);
  });
const asked = (id: string, invitation: string, holder: string, corrects: boolean) => ({
  ...{ invitation, request: id, holder, basis: 'voluntary', corrects },
});

const says = (invitation: string, type: string, subject: string, detail: object = {}) =>
  as(invitation, APPEND, [
    ...[subject, type, uuidV7(Date.now()), JSON.stringify(detail), made.investigation, wholeSecrets(type)],
  ]);

describe('another person', () => {
  it('declines and says so in one act: neither stands without the other', async () => {
    const detail = { invitation: person };
    expect(await says(person, 'person-declined', HOME(), detail)).toBe('LC003');
    const whole = async (...said: object[]): Promise<unknown> =>
      inScope(intake, 'victim', await victimSession(admin, person), async () => {
        let done = await outcome(intake, 'SELECT lintel.decline_request()', []);
        for (const one of said)
          if (typeof done !== 'string') done = await outcome(intake, APPEND, event('person-declined', one));
        return typeof done === 'string' ? done : outcome(intake, 'SET CONSTRAINTS ALL IMMEDIATE', []);
      });
    expect(await whole()).toBe('LN028');
    expect(await whole(detail)).toBe(0);
  });
});

describe('an officer of the case', () => {
  const REQUEST = `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
    VALUES ($1, $2, 'Nia Bour', '', 'Clips', 'A car', '', 'The day', $3)`;

  it('records nothing without its event, and says nothing that is not recorded so', async () => {
    const id = randomUUID();
    const row = [id, person, made.officer];
    const said = asked(id, person, 'neighbour', true);
    expect(await byOfficer(REQUEST, row)).toBe('LN028');
    expect(await byOfficer(APPEND, event('person-asked', said))).toBe('LC003');
    for (const lie of [
      { invitation: made.invitation },
      { request },
      { holder: 'advocate' },
      { basis: 'about-victim' },
      { victimTold: 'before' },
      { corrects: false },
    ])
      expect([lie, await recorded(REQUEST, row, 'person-asked', { ...said, ...lie })]).toEqual([
        lie,
        'LC003',
      ]);
    expect(await recorded(REQUEST, row, 'person-asked', said, said)).toBe('LC003');
    expect(await recorded(REQUEST, row, 'person-asked', said)).toBe(0);
  });

  it('corrects who another person is by a record and its event, and makes nobody a victim, nor a victim somebody else', async () => {
    const RIGHT = REQUEST.replace('officer_id)', 'officer_id, holder)').replace('$3)', '$3, $4)');
    const [id, link] = [randomUUID(), randomUUID()];
    await admin.query(
      `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
       VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '1 day', $4, 'neighbour')`,
      [link, made.investigation, randomBytes(32), made.officer],
    );
    await admin.query(REQUEST.replace(`'The day'`, `''`), [randomUUID(), link, made.officer]);
    const row = [id, link, made.officer, 'advocate'];
    expect(await byOfficer(RIGHT, row)).toBe('LN028');
    expect(await recorded(RIGHT, row, 'person-asked', asked(id, link, 'neighbour', true))).toBe('LC003');
    expect(await recorded(RIGHT, row, 'person-asked', asked(id, link, 'advocate', true))).toBe(0);
    const whose = `SELECT i.holder, (SELECT array_agg(r.holder ORDER BY r.made_at, r.id) FROM lintel.person_request r
      WHERE r.invitation_id = i.id) AS said FROM lintel.invitation i WHERE i.id = $1`;
    // That was tried, and did not stay: the newest counts, whoever comes in between.
    await admin.query(RIGHT, row);
    await admin.query(
      RIGHT.replace('officer_id,', 'made_at, officer_id,').replace('$3,', `now() - interval '1 h', $3,`),
      [...[randomUUID(), link, made.officer, 'other']],
    );
    expect((await admin.query(whose, [link])).rows).toEqual([
      { holder: 'advocate', said: ['other', 'neighbour', 'advocate'] },
    ]);
    expect(await byOfficer(RIGHT, [randomUUID(), link, made.officer, 'victim'])).toBe('23514');
    const victims = [randomUUID(), made.invitation, made.officer, 'advocate'];
    expect(await byOfficer(RIGHT, victims)).toBe('42501');
    // Not even by who gets past the policies.
    await admin.query(RIGHT.replace(`'The day'`, `''`), victims);
    expect((await admin.query(whose, [made.invitation])).rows).toEqual([
      { holder: 'victim', said: ['advocate'] },
    ]);
    await admin.query('DELETE FROM lintel.person_request WHERE invitation_id = $1', [made.invitation]);
    const stranger = await seedOfficer(admin);
    const theirs = [randomUUID(), link, stranger, 'advocate'];
    expect(await outcomeFor({ admin, workspace }, stranger, RIGHT, theirs)).toBe('42501');
  });

  it('records that the victim was told of a request that says so, and of no other, with its event', async () => {
    const [link, later, told] = [randomUUID(), randomUUID(), randomUUID()];
    await admin.query(
      `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
       VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '1 day', $4, 'employer')`,
      [link, made.investigation, randomBytes(32), made.officer],
    );
    await admin.query(
      `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id,
         enquiry, necessity, alternatives, views, views_words, told, told_words)
       VALUES ($1, $2, 'Nia Bour', '', 'Clips', 'A car', '', '', $3, 'x', 'x', 'x', 'sought', 'x', 'later', 'x')`,
      [later, link, made.officer],
    );
    const TOLD = `INSERT INTO lintel.victim_told (id, invitation_id, request_id, given_on, words, officer_id)
      VALUES ($1, $2, $3, (now() AT TIME ZONE 'Europe/London')::date, 'By letter', $4)`;
    const said = { invitation: link, request: later, record: told, told: true };
    const row = [told, link, later, made.officer];
    expect(await recorded(TOLD, row, 'victim-told')).toBe('LN028');
    expect(await recorded(TOLD, row, 'victim-told', { ...said, told: false })).toBe('LC003');
    expect(await recorded(TOLD, row, 'victim-told', said)).toBe(0);
    expect(await byOfficer(APPEND, event('victim-told', said))).toBe('LC003');
    // Not on a day before it was asked, and on none that lies ahead.
    for (const day of ['- 1', '+ 1'])
      expect([
        day,
        await byOfficer(TOLD.replace('::date', `::date ${day}`), [randomUUID(), ...row.slice(1)]),
      ]).toEqual([day, '42501']);
    // A request that leaves no notice open, and one of another link.
    expect(await byOfficer(TOLD, [told, person, request, made.officer])).toBe('42501');
    expect(await byOfficer(TOLD, [told, person, later, made.officer])).toBe('42501');
    for (const change of [`UPDATE lintel.victim_told SET words = 'x'`, 'DELETE FROM lintel.victim_told'])
      expect(await byOfficer(change, [])).toBe('42501');
  });
});

describe('the worker', () => {
  const FORGET = 'SELECT lintel.forget_silent_person($1, -9999) AS done';
  /** One transaction of the worker, which does not stay. */
  const tried = async (...steps: (readonly [string, readonly unknown[]])[]): Promise<number | string> => {
    await worker.query('BEGIN');
    let done: number | string = 0;
    for (const [sql, values] of steps)
      if (typeof done !== 'string') done = await outcome(worker, sql, values);
    if (typeof done !== 'string') done = await outcome(worker, 'SET CONSTRAINTS ALL IMMEDIATE', []);
    await worker.query('ROLLBACK');
    return done;
  };
  const erased = (invitation: string) => [APPEND, event('person-erased', { invitation })] as const;
  const decided = (columns: string, values: string) =>
    admin.query(
      `INSERT INTO lintel.investigation_outcome (id, investigation_id, review_group, reason, recorded_by, outcome, decided_on,
         appeal_pending${columns}) VALUES (gen_random_uuid(), $1, '3', 'x', $2, ${values})`,
      [made.investigation, made.officer],
    );
  let link: string;
  beforeAll(async () => {
    link = randomUUID();
    await admin.query(
      `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, created_at, expires_at, created_by, holder)
       VALUES ($1, $2, $3, '${NO_SECRET}', now() - interval '99 days', now() - interval '98 days', $4, 'employer')`,
      [link, made.investigation, randomBytes(32), made.officer],
    );
    await admin.query(
      `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
       VALUES ($1, $2, '(erased)', '', 'Clips', 'A car', '', '', $3)`,
      [randomUUID(), link, made.officer],
    );
  });

  const forgets = async (): Promise<boolean> => {
    const { rows } = await worker.query<{ done: boolean }>(FORGET, [link]).catch((error: unknown) => {
      if ((error as { code?: string }).code === 'LN028') return { rows: [{ done: true }] };
      throw error;
    });
    return rows[0]?.done === true;
  };

  it.each([
    ['the case goes on', '', `'open', NULL, false`],
    ['six months have not gone', ', sentence', `'convicted', current_date - 150, false, 'other'`],
    ['nobody knows when they come out', ', sentence', `'convicted', '2001-02-03', false, 'custody'`],
    [
      'they are not out yet',
      ', sentence, released_on',
      `'convicted', '2001-02-03', false, 'custody', current_date + 2`,
    ],
    ['an appeal is pending', ', sentence', `'convicted', '2001-02-03', true, 'other'`],
  ])('erases no person while %s, whatever it asks for', async (_why, columns, values) => {
    await decided(columns, values);
    expect(await forgets()).toBe(false);
  });

  it('erases nobody whose link ended less than 30 days ago', async () => {
    await decided('', `'ended', '2001-02-03', false`);
    await admin.query(`UPDATE lintel.invitation SET expires_at = now() - interval '29 days' WHERE id = $1`, [
      link,
    ]);
    expect(await forgets()).toBe(false);
    await admin.query(`UPDATE lintel.invitation SET expires_at = now() - interval '31 days' WHERE id = $1`, [
      link,
    ]);
    expect(await forgets()).toBe(true);
  });

  it('says that a person was erased where that was done, and does it nowhere unsaid', async () => {
    expect(await tried(erased(link))).toBe('LC003');
    expect(await tried([FORGET, [link]])).toBe('LN028');
    expect(await tried([FORGET, [link]], erased(person))).toBe('LC003');
    expect(await tried([FORGET, [link]], erased(link))).toBe(0);
  });

  it('leaves a link that it emptied as it ended: nobody revoked it, and it never opens again', async () => {
    await worker.query('BEGIN');
    await worker.query(FORGET, [link]);
    await worker.query(...([...erased(link)] as [string, unknown[]]));
    await worker.query('COMMIT');
    const { rows } = await admin.query('SELECT revoked_at FROM lintel.invitation WHERE id = $1', [link]);
    expect(rows).toEqual([{ revoked_at: null }]);
    const longer = `UPDATE lintel.invitation SET expires_at = now() + interval '1 day' WHERE id = $1`;
    expect(await byOfficer(longer, [link])).toBe('LN022');
    expect(await tried(erased(link))).toBe('LC003');
  });
});
