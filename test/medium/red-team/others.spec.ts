import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inScope, officerSession, victimSession } from '../../factories/acting';
import { seedCase, type Case } from '../../factories/rows';
import { NO_SECRET } from '../../factories/secrets';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/**
 * A link of another person than the victim, tried by SQL in the roles of the processes, with no code of ours in between. That it reads
 * and writes no row of the victim's, whatever the table, is in the matrix; here is what it may not do within its own link.
 */
let database: TestDatabase;
let admin: Client;
let intake: Client;
let workspace: Client;
let made: Case;
let person: string;
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
  await admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
     VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '1 day', $4, 'neighbour')`,
    [person, made.investigation, randomBytes(32), made.officer],
  );
  await admin.query(
    `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
     VALUES ($1, $2, 'Nia Bour', '', 'Clips', 'A car', '', '', $3)`,
    [randomUUID(), person, made.officer],
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

const ANSWERS: readonly (readonly [string, string])[] = [
  ['an account', `INSERT INTO lintel.account_answer (invitation_id, set_up_by) VALUES ($1, 'me')`],
  [
    'an agreement',
    `INSERT INTO lintel.agreement (invitation_id, decides, route) VALUES ($1, 'self', 'self')`,
  ],
  [
    'an advocate',
    `INSERT INTO lintel.advocate (invitation_id, acts, name, organisation) VALUES ($1, true, '', '')`,
  ],
];

describe('another person with a link of their own', () => {
  it.each(ANSWERS)('says nothing of %s, as a victim may', async (_what, sql) => {
    expect(await as(person, sql, [person])).toBe('42501');
    expect(await as(made.invitation, sql, [made.invitation])).not.toBe('42501');
  });

  it('writes no diary, not even in a draft of their own', async () => {
    const draft = randomUUID();
    await admin.query(
      `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state) VALUES ($1, $2, $3, $4, 'draft')`,
      [draft, person, made.investigation, `P-${draft.slice(0, 8)}`],
    );
    const sql = `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers) VALUES ($1, $2, $3, $4, '{}')`;
    expect(await as(person, sql, [randomUUID(), person, made.investigation, draft])).toBe('42501');
    expect(
      await as(made.invitation, sql, [randomUUID(), made.invitation, made.investigation, made.draft]),
    ).toBe(1);
  });

  it('declines, which is no report for a supervisor; a victim cannot', async () => {
    const stopped = `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES ($1, $2, $3, 'stopped', '')`;
    expect(await as(person, stopped, [randomUUID(), person, made.investigation])).toBe('42501');
    const declined = async (invitation: string): Promise<boolean | undefined> =>
      inScope(intake, 'victim', await victimSession(admin, invitation), async () => {
        const { rows } = await intake.query<{ done: boolean }>('SELECT lintel.decline_request() AS done');
        return rows[0]?.done;
      });
    expect(await declined(person)).toBe(true);
    expect(await declined(made.invitation)).toBe(false);
  });

  it('reads what they are asked and not who recorded it, nor the test; the victim reads none of it', async () => {
    expect(await as(person, 'SELECT asked, reason, told FROM lintel.person_request')).toBe(1);
    expect(await as(made.invitation, 'SELECT id FROM lintel.person_request')).toBe(0);
    expect(await as(person, 'SELECT enquiry FROM lintel.person_request')).toBe('42501');
    expect(await as(person, 'SELECT person_name FROM lintel.person_request')).toBe('42501');
    expect(await as(person, 'SELECT holder FROM lintel.invitation')).toBe(1);
    expect(await as(made.invitation, 'SELECT holder FROM lintel.invitation')).toBe(1);
  });
});

describe('an officer of the case', () => {
  const REQUEST = `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
    VALUES ($1, $2, 'Nia Bour', '', 'Clips', 'A car', '', 'The day', $3)`;

  it('records anew, and changes or removes nothing that was recorded', async () => {
    expect(await byOfficer(REQUEST, [randomUUID(), person, made.officer])).toBe(0);
    expect(
      await byOfficer(`UPDATE lintel.person_request SET asked = 'x' WHERE invitation_id = $1`, [person]),
    ).toBe('42501');
    expect(await byOfficer('DELETE FROM lintel.person_request WHERE invitation_id = $1', [person])).toBe(
      '42501',
    );
    expect(await byOfficer(`UPDATE lintel.invitation SET holder = 'victim' WHERE id = $1`, [person])).toBe(
      '42501',
    );
  });

  it('asks a victim nothing in this way, and records safe contact of no other person', async () => {
    expect(await byOfficer(REQUEST, [randomUUID(), made.invitation, made.officer])).toBe('42501');
    const safe = `INSERT INTO lintel.safe_contact (invitation_id, officer_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask)
      VALUES ($1, $2, false, 'text', '1', '{}', '09:00', '17:00', '', '')`;
    expect(await byOfficer(safe, [person, made.officer])).toBe('42501');
    expect(await byOfficer(safe, [made.invitation, made.officer])).toBe(0);
  });

  it('makes no link for another person without saying what is asked, and no half test', async () => {
    const link = `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
      VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '1 day', $4, 'advocate')`;
    expect(await byOfficer(link, [randomUUID(), made.investigation, randomBytes(32), made.officer])).toBe(
      'LN021',
    );
    const half = REQUEST.replace('correction,', 'enquiry, correction,').replace(
      `'The day'`,
      `'Whether he wrote', 'The day'`,
    );
    expect(await byOfficer(half, [randomUUID(), person, made.officer])).toBe('23514');
  });
});
