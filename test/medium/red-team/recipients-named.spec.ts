import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import type { Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeDetail, wholeSecrets } from '../../support/event-samples';
import { people, type Person } from './people';
import { wholeCase } from './whole-case';

/** Whoever has broken into the workspace has the log say that somebody else was given a bundle. */
let database: TestDatabase;
let admin: Client;
let made: Case;
let everybody: Readonly<Record<string, Person>>;
/** Of this case, and of another one. */
let own: Given;
let foreign: Given;

interface Given {
  readonly issue: string;
  readonly bundle: string;
}

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  made = await wholeCase(admin);
  everybody = await people(admin, made);
  const { rows } = await admin.query<Given & { mine: boolean }>(
    'SELECT id AS issue, bundle_id AS bundle, investigation_id = $1 AS mine FROM lintel.bundle_issue ORDER BY mine',
    [made.investigation],
  );
  // The records of the case were put where they are without their heads.
  await admin.query(
    `INSERT INTO custody.head (subject, seq, hash) SELECT subject, max(seq), sha256('') FROM custody.record GROUP BY subject
     ON CONFLICT DO NOTHING`,
  );
  [foreign, own] = rows as unknown as [Given, Given];
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** 'done', or the SQLSTATE with which PostgreSQL refuses the event; it is taken back. */
async function said(
  name: string,
  type: string,
  recipient: string | null,
  { issue, bundle }: Partial<Given>,
): Promise<string> {
  const who = everybody[name];
  if (who === undefined) throw new Error(`nobody is called ${name}`);
  await admin.query(`BEGIN; SET LOCAL SESSION AUTHORIZATION ${who.role}`);
  try {
    for (const statement of who.begin) await admin.query(statement);
    await admin.query('SELECT custody.append($1, $2, $3, clock_timestamp(), $4, $5, $6, $7)', [
      ...[`investigation:${made.investigation}`, type, uuidV7(Date.now())],
      wholeDetail(type, { ...(issue && { issue }), ...(bundle && { bundle }) }),
      ...[wholeSecrets(type), made.investigation, recipient],
    ]);
    return 'done';
  } catch (error) {
    return String((error as { code?: unknown }).code);
  } finally {
    await admin.query('ROLLBACK');
  }
}

it.each(['bundle-issued', 'bundle-downloaded', 'bundle-revoked'])(
  'an officer’s event %s names the recipient of the issue that it is about',
  async (type) => {
    expect(await said('member', type, own.issue, own)).toBe('done');
    for (const [recipient, about] of [
      [foreign.issue, own],
      [foreign.issue, foreign],
      [own.issue, foreign],
      [own.issue, { issue: own.issue, bundle: foreign.bundle }],
      [randomUUID(), own],
      [made.officer, { issue: made.officer, bundle: own.bundle }],
    ] as const)
      expect(await said('member', type, recipient, about)).toBe('LC003');
  },
);

it('an event that is about no issue names nobody', async () => {
  expect(await said('member', 'bundle-downloaded', null, { bundle: own.bundle })).toBe('done');
  expect(await said('member', 'bundle-requested', null, { bundle: own.bundle })).toBe('done');
  expect(await said('member', 'bundle-downloaded', own.issue, { bundle: own.bundle })).toBe('LC003');
  expect(await said('member', 'bundle-requested', own.issue, { bundle: own.bundle })).toBe('LC003');
});

it('a recipient names nobody else', async () => {
  expect(await said('recipient', 'bundle-downloaded', own.issue, own)).toBe('done');
  const another = randomUUID();
  // A row alone: the bundle of the case was never sealed.
  await admin.query('SET session_replication_role = replica');
  await admin.query(
    `INSERT INTO lintel.bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at, issued_by)
     SELECT $1, bundle_id, investigation_id, recipient_kind, recipient_name, sha256('another'), code_hash, expires_at, issued_by
       FROM lintel.bundle_issue WHERE id = $2`,
    [another, own.issue],
  );
  await admin.query('RESET session_replication_role');
  expect(await said('member', 'bundle-downloaded', another, { ...own, issue: another })).toBe('done');
  expect(await said('recipient', 'bundle-downloaded', another, { ...own, issue: another })).toBe('LC003');
});
