import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import { inScope, officerSession, outcomeFor, seedOfficer, victimSession } from '../../factories/acting';
import { seedCase, type Case } from '../../factories/rows';
import { NO_SECRET } from '../../factories/secrets';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeDetail, wholeSecrets } from '../../support/event-samples';

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

/** What is not given is a sample, and the link their own. */
const says = (invitation: string, type: string, subject: string, given: object = {}) => {
  const whole = wholeDetail(type, given);
  const detail = 'invitation' in whole ? { ...whole, invitation, ...given } : whole;
  return as(invitation, APPEND, [
    ...[subject, type, uuidV7(Date.now()), JSON.stringify(detail), made.investigation, wholeSecrets(type)],
  ]);
};

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

  it('sends nothing but under the request that was confirmed, which is the newest', async () => {
    const draft = randomUUID();
    await admin.query(
      `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state) VALUES ($1, $2, $3, $4, 'draft')
       ON CONFLICT DO NOTHING`,
      [draft, person, made.investigation, `P-${draft.slice(0, 8)}`],
    );
    const sent = async (confirmed: readonly string[]): Promise<unknown> =>
      inScope(intake, 'victim', await victimSession(admin, person), async () => {
        for (const id of confirmed)
          await intake.query(
            `INSERT INTO lintel.notice_confirmation (id, invitation_id, notice_version, route) VALUES ($1, $2, $3, 'self')`,
            [randomUUID(), person, `other-1.${id}`],
          );
        return intake
          .query<{ at: Date | null }>(`SELECT lintel.send_submission(lintel.current_draft()) AS at`)
          .then(
            ({ rows }) => rows[0]?.at instanceof Date,
            (error: unknown) => (error as { code?: string }).code,
          );
      });
    expect(await sent([])).toBe('LN026');
    expect(await sent([request])).toBe(true);
    const corrected = randomUUID();
    await admin.query(
      `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
       VALUES ($1, $2, 'Nia Bour', '', 'Less', 'A car', '', 'Too much', $3)`,
      [corrected, person, made.officer],
    );
    try {
      expect(await sent([request])).toBe('LN026');
      expect(await sent([request, corrected])).toBe(true);
    } finally {
      await admin.query('DELETE FROM lintel.person_request WHERE id = $1', [corrected]);
    }
  });

  it.each([
    'account-answered',
    'agreement-recorded',
    'advocate-recorded',
    'incident-recorded',
    'stopped',
  ] as const)('states no %s, as a victim may, nor anything of another link', async (type) => {
    const subject = type === 'stopped' ? 'service:lintel' : `investigation:${made.investigation}`;
    expect(await says(person, type, subject)).toBe('LC003');
    expect(await says(made.invitation, type, subject)).toBe(1);
  });

  it('speaks of no link but their own, nor does a victim, who declines nothing', async () => {
    const subject = `investigation:${made.investigation}`;
    expect(await says(person, 'person-declined', subject, { invitation: made.invitation })).toBe('LC003');
    for (const invitation of [person, made.invitation])
      expect(await says(made.invitation, 'person-declined', subject, { invitation })).toBe('LC003');
    expect(await says(made.invitation, 'notice-confirmed', subject, { invitation: made.invitation })).toBe(1);
    expect(await says(made.invitation, 'notice-confirmed', subject, { invitation: person })).toBe('LC003');
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
    const id = randomUUID();
    const said = asked(id, person, 'neighbour', true);
    expect(await recorded(REQUEST, [id, person, made.officer], 'person-asked', said)).toBe(0);
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

  it('says of every record but the first why it corrects, and of the first nothing', async () => {
    const plain = REQUEST.replace(`'The day'`, `''`);
    expect(await byOfficer(plain, [randomUUID(), person, made.officer])).toBe('LN027');
    const fresh = randomUUID();
    await admin.query(
      `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
       VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '1 day', $4, 'employer')`,
      [fresh, made.investigation, randomBytes(32), made.officer],
    );
    expect(await byOfficer(REQUEST, [randomUUID(), fresh, made.officer])).toBe('LN027');
    const id = randomUUID();
    const said = asked(id, fresh, 'employer', false);
    expect(await recorded(plain, [id, fresh, made.officer], 'person-asked', said)).toBe(0);
  });

  it('takes turns with a sending: while it records anew, nobody sends, and nothing is locked by who may not', async () => {
    const lock = 'SELECT id FROM lintel.invitation WHERE id = $1 FOR NO KEY UPDATE NOWAIT';
    const during = async (officer: string): Promise<unknown[]> =>
      inScope(workspace, 'officer', await officerSession(admin, officer), async () => {
        const recorded = await outcome(workspace, REQUEST, [randomUUID(), person, officer]);
        return [recorded, await as(person, lock, [person])];
      });
    expect(await during(made.officer)).toEqual([1, '55P03']);
    expect(await during(await seedOfficer(admin))).toEqual(['42501', 1]);
  });

  it('asks a victim nothing in this way, and records safe contact of no other person', async () => {
    expect(await byOfficer(REQUEST, [randomUUID(), made.invitation, made.officer])).toBe('42501');
    const safe = `INSERT INTO lintel.safe_contact (invitation_id, officer_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask)
      VALUES ($1, $2, false, 'text', '1', '{}', '09:00', '17:00', '', '')`;
    expect(await byOfficer(safe, [person, made.officer])).toBe('42501');
    const detail = { invitation: made.invitation, doNotContact: false };
    expect(await recorded(safe, [made.invitation, made.officer], 'safe-contact-recorded', detail)).toBe(0);
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

describe('what the log keeps of why a person was asked', () => {
  it('is for members: not for who looks in an emergency, and not for auditors', async () => {
    const [looking, auditor] = [await seedOfficer(admin), await seedOfficer(admin, 'auditor')];
    await admin.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
       VALUES ($1, $2, $3, 'A threat', now() + interval '1 hour')`,
      [randomUUID(), made.investigation, looking],
    );
    const said = uuidV7(Date.now());
    const test = { salt: randomBytes(16).toString('hex'), value: { enquiry: 'Whether he wrote' } };
    const words = { salt: randomBytes(16).toString('hex'), value: 'A car' };
    const secrets = { ...wholeSecrets('person-asked'), test, whyAsked: words, personName: words };
    await workspace.query('BEGIN');
    await workspace.query('SELECT scope.open($1, $2)', [
      'officer',
      await officerSession(admin, made.officer),
    ]);
    const id = randomUUID();
    await workspace.query(
      `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
       VALUES ($1, $2, 'Nia Bour', '', 'Clips', 'A car', '', 'The day', $3)`,
      [id, person, made.officer],
    );
    await workspace.query(
      `SELECT custody.append('investigation:' || $1::uuid, 'person-asked', $2, clock_timestamp(), $4, $3)`,
      [
        ...[made.investigation, said, JSON.stringify(secrets)],
        JSON.stringify(asked(id, person, 'neighbour', true)),
      ],
    );
    await workspace.query('COMMIT');
    const read = 'SELECT FROM lintel.opening WHERE event_id = $1';
    const by = (officer: string) => outcomeFor({ admin, workspace }, officer, read, [said]);
    expect([await by(made.officer), await by(looking), await by(auditor)]).toEqual([
      Object.keys(secrets).length,
      0,
      0,
    ]);
    const clip = 'SELECT FROM lintel.clip WHERE id = $1';
    expect(await outcomeFor({ admin, workspace }, looking, clip, [made.sentClip])).toBe(1);
  });
});
