import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import { inScope, officerSession, victimSession } from '../../factories/acting';
import { seedCase, type Case } from '../../factories/rows';
import { NO_SECRET } from '../../factories/secrets';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** That no record of what another person is asked, and of what comes after it, stands without its event, nor an event without the record. */
let database: TestDatabase;
let admin: Client;
let intake: Client;
let workspace: Client;
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
  for (const client of [admin, intake, workspace]) await client.end();
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
const APPEND = `SELECT custody.append($1, $2, $3, clock_timestamp(), $4, '{}', $5)`;
const event = (type: string, detail: object): readonly unknown[] => [
  ...[HOME(), type, uuidV7(Date.now()), JSON.stringify(detail), made.investigation],
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
    ...[subject, type, uuidV7(Date.now()), JSON.stringify(detail), made.investigation],
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
      VALUES ($1, $2, $3, current_date, 'By letter', $4)`;
    const said = { invitation: link, request: later, record: told, told: true };
    const row = [told, link, later, made.officer];
    expect(await recorded(TOLD, row, 'victim-told')).toBe('LN028');
    expect(await recorded(TOLD, row, 'victim-told', { ...said, told: false })).toBe('LC003');
    expect(await recorded(TOLD, row, 'victim-told', said)).toBe(0);
    expect(await byOfficer(APPEND, event('victim-told', said))).toBe('LC003');
    // A request that leaves no notice open, and one of another link.
    expect(await byOfficer(TOLD, [told, person, request, made.officer])).toBe('42501');
    expect(await byOfficer(TOLD, [told, person, later, made.officer])).toBe('42501');
    for (const change of [`UPDATE lintel.victim_told SET words = 'x'`, 'DELETE FROM lintel.victim_told'])
      expect(await byOfficer(change, [])).toBe('42501');
  });
});
