import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { seedCase, type Case } from '../../factories/rows';
import { say } from '../../factories/saying';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';

/** Whoever has broken into a process guesses codes and passwords, and takes each guess back before it counts. */
let database: TestDatabase;
let admin: Client;
let made: Case;
let victims: string;
let recipients: string;
let officer: string;

const RIGHT = Buffer.from('the outcome of Argon2id of the right one');
/** As much as may be taken back within an hour. */
const MOST = 200;

const open = async (connectionString: string): Promise<Client> => {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
};

beforeEach(async () => {
  database = await createTestDatabase();
  admin = await open(database.urls.admin);
  await wholeCase(admin);
  made = await seedCase(admin);
  const kept = `'$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$' || rtrim(encode(sha256($1), 'base64'), '=')`;
  const changed = async (sql: string, ...more: readonly unknown[]): Promise<string> => {
    const { rows } = await admin.query<{ name: string }>(sql, [RIGHT, ...more]);
    const [row] = rows;
    if (row === undefined) throw new Error('there is nothing to guess');
    return row.name;
  };
  const link = `RETURNING encode(token_hash, 'hex') AS name`;
  victims = await changed(
    `UPDATE lintel.invitation SET code_hash = ${kept} WHERE id = $2 ${link}`,
    made.invitation,
  );
  // A bundle of rows alone, which nothing was checked for.
  await admin.query(`SET session_replication_role = replica`);
  await admin.query(
    `INSERT INTO lintel.bundle_state (bundle_id, state, reason) SELECT id, 'sealed', '' FROM lintel.bundle`,
  );
  await admin.query('RESET session_replication_role');
  recipients = await changed(`UPDATE lintel.bundle_issue SET code_hash = ${kept} ${link}`);
  officer = await changed(
    `UPDATE lintel.officer SET password_hash = ${kept}, must_change_password = false WHERE id = $2 RETURNING email AS name`,
    made.officer,
  );
});
afterEach(async () => {
  await admin.end();
  await database.drop();
});

interface Door {
  readonly role: 'intake' | 'workspace';
  /** Whether somebody gets in with this, from a place where nobody was before. */
  readonly sql: string;
  readonly whose: () => string;
  /** A link that locks for good when some wrong ones are kept. */
  readonly locks?: true;
}

let places = 0;
const DOORS: Readonly<Record<string, Door>> = {
  'a victim’s code': {
    role: 'intake',
    sql: `SELECT count(invitation_id)::int AS in FROM lintel.enter(decode($1, 'hex'), $2, sha256($3), 60, 10, sha256($3))`,
    whose: () => victims,
  },
  'a recipient’s code': {
    role: 'workspace',
    sql: `SELECT count(issue_id)::int AS in FROM lintel.enter_issue(decode($1, 'hex'), $2, sha256($3), 60, 1000)`,
    whose: () => recipients,
    locks: true,
  },
  'an officer’s password': {
    role: 'workspace',
    sql: `SELECT (p.verdict IN ('right', 'code-needed'))::int AS in FROM lintel.prove_password($1, $2, encode($3, 'hex')) p`,
    whose: () => officer,
  },
};
const all = Object.entries(DOORS);

async function tried(client: Client, { sql, whose }: Door, digest: Buffer): Promise<boolean> {
  places += 1;
  const { rows } = await client.query<{ in: number }>(sql, [whose(), digest, Buffer.from(`place ${places}`)]);
  return rows[0]?.in === 1;
}

const wrong = (): Buffer => randomBytes(32);

/** As a process of ours does it: with what the log is to have of it. */
async function entered(client: Client, door: Door): Promise<boolean> {
  await client.query('BEGIN');
  const within = await tried(client, door, RIGHT);
  if (within && door === DOORS['a victim’s code'])
    await say(
      (sql, values) => client.query(sql, values),
      [`investigation:${made.investigation}`, 'invitation-opened', { invitation: made.invitation }],
    );
  await client.query('COMMIT');
  return within;
}

async function takenBack(client: Client, door: Door, digest: Buffer): Promise<boolean> {
  await client.query('BEGIN');
  const within = await tried(client, door, digest);
  await client.query('ROLLBACK');
  return within;
}

async function each<T>(door: Door, work: (intruder: Client) => Promise<T>): Promise<T> {
  const intruder = await open(database.urls[door.role]);
  try {
    return await work(intruder);
  } finally {
    await intruder.end();
  }
}

const anHourLater = (): Promise<unknown> =>
  admin.query(`UPDATE lintel.judgement SET at = at - interval '61 minutes'`);

describe.each(all)('%s', (_name, door) => {
  it('is found by nobody who takes back what was wrong: after some even the right one is not judged', () =>
    each(door, async (intruder) => {
      for (let guess = 0; guess < MOST; guess += 1)
        expect(await takenBack(intruder, door, wrong())).toBe(false);
      // Of the next none is judged, and an hour without any opens it to everybody again.
      await takenBack(intruder, door, wrong());
      expect(await takenBack(intruder, door, RIGHT)).toBe(false);
      expect(await entered(intruder, door)).toBe(false);
      await anHourLater();
      expect(await entered(intruder, door)).toBe(true);
    }));

  it('is not found in one long transaction either', () =>
    each(door, async (intruder) => {
      await intruder.query('BEGIN');
      for (let guess = 0; guess <= MOST; guess += 1) {
        await intruder.query('SAVEPOINT guess');
        expect(await tried(intruder, door, wrong())).toBe(false);
        await intruder.query(
          door.locks || guess % 2 === 0 ? 'ROLLBACK TO SAVEPOINT guess' : 'RELEASE SAVEPOINT guess',
        );
      }
      await intruder.query('SAVEPOINT guess');
      expect(await tried(intruder, door, RIGHT)).toBe(false);
      await intruder.query('ROLLBACK');
    }));

  it('opens to the right one as often as it comes, and when other kinds are not judged', () =>
    each(door, async (own) => {
      for (const [, other] of all)
        if (other !== door)
          await each(other, async (intruder) => {
            for (let guess = 0; guess <= MOST; guess += 1) await takenBack(intruder, other, wrong());
          });
      for (let count = 0; count < MOST + 50; count += 1) expect(await entered(own, door)).toBe(true);
      // What is older than an hour is forgotten, except where the last hour begins.
      await anHourLater();
      for (let count = 0; count < 5; count += 1) await entered(own, door);
      const { rows } = await admin.query<{ n: number }>('SELECT count(*)::int AS n FROM lintel.judgement');
      expect(rows[0]?.n).toBeLessThan(MOST);
    }));
});

it('no process reads or writes what was judged', async () => {
  for (const role of ['intake', 'workspace', 'worker'] as const) {
    const client = await open(database.urls[role]);
    for (const sql of [
      'SELECT * FROM lintel.judgement',
      'DELETE FROM lintel.judgement',
      `SELECT lintel.may_judge('victim')`,
      `SELECT setval('lintel.judgement_victim', 1)`,
      `SELECT last_value FROM lintel.judgement_officer`,
    ])
      await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  }
});

it('shows those who watch the service what was taken back, by kind, and nobody else', async () => {
  const undone = async (client: Client) => {
    const { rows } = await client.query<{ kind: string; undone: number }>(
      'SELECT kind, undone FROM lintel.judgements_undone() ORDER BY kind',
    );
    return Object.fromEntries(rows.map((row) => [row.kind, row.undone]));
  };
  for (const role of ['worker', 'owner'] as const) {
    const client = await open(database.urls[role]);
    expect(await undone(client)).toEqual({ officer: 0, recipient: 0, victim: 0 });
    await client.end();
  }
  const [[, victim], , [, ofOfficers]] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];
  await each(victim, async (intruder) => {
    for (let guess = 0; guess < 7; guess += 1) await takenBack(intruder, victim, wrong());
    expect(await entered(intruder, victim)).toBe(true);
  });
  await each(ofOfficers, (intruder) => takenBack(intruder, ofOfficers, wrong()));
  const worker = await open(database.urls.worker);
  expect(await undone(worker)).toEqual({ officer: 1, recipient: 0, victim: 7 });
  await anHourLater();
  await each(victim, (own) => entered(own, victim));
  expect(await undone(worker)).toMatchObject({ victim: 0 });
  await worker.end();
  for (const role of ['intake', 'workspace'] as const) {
    const client = await open(database.urls[role]);
    await expect(undone(client)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  }
});
