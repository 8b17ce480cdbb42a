import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { seedCase, type Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';

/** Whoever has broken into a process gives nothing at all where a code or a password belongs. */
const SESSION = 'the secret of a session';
const RIGHT = Buffer.from('the outcome of Argon2id of the right one');
const KEPT = `'$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$' || rtrim(encode(sha256($1), 'base64'), '=')`;

let database: TestDatabase;
let admin: Client;
let made: Case;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  await wholeCase(admin);
  made = await seedCase(admin);
  await admin.query(`UPDATE lintel.invitation SET code_hash = ${KEPT} WHERE id = $2`, [
    RIGHT,
    made.invitation,
  ]);
  await admin.query(`UPDATE lintel.submission SET earlier_code_hash = ${KEPT} WHERE id = $2`, [
    RIGHT,
    made.draft,
  ]);
  await admin.query(`UPDATE lintel.bundle_issue SET code_hash = ${KEPT}`, [RIGHT]);
  // A bundle of rows alone, which nothing was checked for.
  await admin.query(`SET session_replication_role = replica`);
  await admin.query(
    `INSERT INTO lintel.bundle_state (bundle_id, state, reason) SELECT id, 'sealed', '' FROM lintel.bundle`,
  );
  for (const assistedBy of [null, made.officer])
    await admin.query(
      `INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at, assisted_by)
       VALUES (sha256(convert_to($1, 'UTF8')), $2, now() + interval '1 hour', $3)`,
      [`${SESSION}${assistedBy === null ? '' : ', assisted'}`, made.invitation, assistedBy],
    );
  await admin.query('RESET session_replication_role');
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

interface Door {
  readonly role: 'intake' | 'workspace';
  readonly begin?: string;
  /** Whether what is given opens. */
  readonly sql: string;
}

const DOORS: Readonly<Record<string, Door>> = {
  'a victim’s link': {
    role: 'intake',
    sql: `SELECT count(invitation_id) = 1 AS open FROM lintel.enter(sha256($2::text::bytea), $1, sha256('new'), 60, 10, sha256('here'))`,
  },
  'what the victim wrote, out of an assisted session': {
    role: 'intake',
    begin: `SELECT scope.open('victim', '${SESSION}, assisted')`,
    sql: `SELECT lintel.own_code($1, 10) AS open WHERE $2 <> ''`,
  },
  'a draft under an earlier code': {
    role: 'intake',
    begin: `SELECT scope.open('victim', '${SESSION}')`,
    sql: `SELECT lintel.bring_draft_back($1, 10) AS open WHERE $2 <> ''`,
  },
  'a recipient’s link': {
    role: 'workspace',
    sql: `SELECT count(issue_id) = 1 AS open FROM lintel.enter_issue(
            (SELECT decode(t, 'hex') FROM (VALUES ($2)) AS v (t)), $1, sha256('new'), 60, 10)`,
  },
};

async function opens(name: string, digest: Buffer | null): Promise<boolean> {
  const { role, begin, sql } = DOORS[name] as Door;
  const { rows: issues } = await admin.query<{ link: string }>(
    `SELECT encode(token_hash, 'hex') AS link FROM lintel.bundle_issue WHERE revoked_at IS NULL LIMIT 1`,
  );
  const process = new Client({ connectionString: database.urls[role] });
  await process.connect();
  try {
    await process.query('BEGIN');
    if (begin !== undefined) await process.query(begin);
    const about = role === 'intake' ? made.invitation : issues[0]?.link;
    const { rows } = await process.query<{ open: boolean }>(sql, [digest, about]);
    return rows[0]?.open ?? false;
  } finally {
    await process.query('ROLLBACK');
    await process.end();
  }
}

it.each(Object.keys(DOORS))('%s opens to the right code, and not to none', async (name) => {
  expect(await opens(name, RIGHT)).toBe(true);
  expect(await opens(name, Buffer.from('another'))).toBe(false);
  expect(await opens(name, null)).toBe(false);
});

it('an account without a password of its own is proved by none', async () => {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash)
     VALUES ($1, $2, 'Sample Officer', 'SO', 'supervisor', NULL)`,
    [id, `${id}@sample.invalid`],
  );
  const process = new Client({ connectionString: database.urls.workspace });
  await process.connect();
  for (const digest of [null, RIGHT]) {
    const { rows } = await process.query<{ verdict: string }>(
      `SELECT p.verdict FROM lintel.prove_password($1, $2, 'here') p`,
      [`${id}@sample.invalid`, digest],
    );
    expect(rows).toEqual([{ verdict: 'wrong' }]);
  }
  await process.end();
});

it('nothing fits what is not there', async () => {
  const { rows } = await admin.query(
    `SELECT lintel.code_fits(NULL, $1) AS one, lintel.code_fits('x', NULL) AS two, lintel.code_fits(NULL, NULL) AS three`,
    [RIGHT],
  );
  expect(rows).toEqual([{ one: false, two: false, three: false }]);
});
