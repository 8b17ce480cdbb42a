import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { officerSession, victimSession } from '../../factories/acting';
import type { Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { ONLY_APPENDED } from './only-appended';
import { wholeCase } from './whole-case';

const REFUSED = '23514';

let database: TestDatabase;
let admin: Client;
let intake: Client;
let workspace: Client;
let worker: Client;
let made: Case;
beforeAll(async () => {
  database = await createTestDatabase();
  const { urls } = database;
  [admin, intake, workspace, worker] = [urls.admin, urls.intake, urls.workspace, urls.worker].map(
    (connectionString) => new Client({ connectionString }),
  ) as [Client, Client, Client, Client];
  await Promise.all([admin, intake, workspace, worker].map((client) => client.connect()));
  made = await wholeCase(admin);
});
afterAll(async () => {
  await Promise.all([admin, intake, workspace, worker].map((client) => client.end()));
  await database.drop();
});

const outcome = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

/** In one transaction of that person's, taken back. */
async function acting(kind: 'victim' | 'officer', sql: string, values: unknown[]): Promise<string> {
  const [client, secret] =
    kind === 'victim'
      ? [intake, await victimSession(admin, made.invitation)]
      : [workspace, await officerSession(admin, made.officer)];
  await client.query('BEGIN');
  try {
    await client.query('SELECT scope.open($1, $2)', [kind, secret]);
    return await outcome(client.query(sql, values));
  } finally {
    await client.query('ROLLBACK');
  }
}

const chosen = (name: string, size: string): Promise<string> =>
  acting(
    'victim',
    'INSERT INTO lintel.chosen_file (id, submission_id, file_name, size) VALUES ($1, $2, $3, $4)',
    [randomUUID(), made.draft, name, size],
  );

const clip = (name: string, size: string): Promise<string> =>
  acting(
    'victim',
    `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, incoming_key)
       VALUES ($1::uuid, $2, $3, $4, 'receiving', $5, $6, $1::text)`,
    [randomUUID(), made.draft, made.invitation, made.investigation, name, size],
  );

describe('an intruder inside intake', () => {
  it.each(['9007199254740992', '9223372036854775807'])('gives no file a size of %s', async (size) => {
    expect([await chosen('a', size), await clip('a', size)]).toEqual([REFUSED, REFUSED]);
    expect([await chosen('a', '8589934592'), await clip('a', '8589934592')]).toEqual(['done', 'done']);
  });

  it.each(['turned \u202egpj.exe', 'a\nb', 'a\u001b[2J', 'a\u0085b', 'a\u2028b', 'a\u2066b'])(
    'gives no file the name %j',
    async (name) => {
      expect([await chosen(name, '1'), await clip(name, '1')]).toEqual([REFUSED, REFUSED]);
    },
  );

  it.each(['Türklingel 14.07.mp4', 'گھنٹی\u200cکلپ.mov', '👩\u200d👧.mp4'])(
    'gives a file the name %s',
    async (name) => {
      expect([await chosen(name, '1'), await clip(name, '1')]).toEqual(['done', 'done']);
    },
  );

  it('gives a sending no reference that is a text', async () => {
    const send = (reference: string): Promise<string> =>
      acting('victim', 'SELECT lintel.send_submission($1, $2, $3, $4)', [
        made.draft,
        [made.draftClip],
        randomUUID(),
        reference,
      ]);
    expect(await send('Ring 0300 123 at once\n')).toBe(REFUSED);
    expect(await send('B234-5678')).toBe('done');
  });
});

describe('an intruder inside the workspace', () => {
  it('numbers exhibits for initials alone', async () => {
    const number = (initials: string): Promise<string> =>
      acting('officer', 'SELECT lintel.next_exhibit_number($1, $2)', [made.investigation, initials]);
    expect(await number('X1\n')).toBe(REFUSED);
    expect(await number('AB')).toBe('done');
  });

  it('refuses so many sessions, and is told of no more', async () => {
    await admin.query(
      `INSERT INTO lintel.refused_session (id_hash) SELECT sha256(g::text::bytea) FROM generate_series(1, 50000) g`,
    );
    const { rows } = await workspace.query<{ why: unknown }>(
      `SELECT lintel.refuse_session('one more') AS why`,
    );
    expect(rows).toEqual([{ why: null }]);
    const { rows: kept } = await admin.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM lintel.refused_session',
    );
    expect(kept[0]?.n).toBeLessThanOrEqual(50_002);
    await admin.query('DELETE FROM lintel.refused_session');
  });
});

describe('an intruder inside the worker', () => {
  it('puts no node where the tree has not grown to', async () => {
    const { rows } = await admin.query<{ size: number }>('SELECT custody.tree_size()::int AS size');
    const size = rows[0]?.size ?? 0;
    const put = (level: number, index: number | string | null): Promise<string> =>
      outcome(
        worker.query(`SELECT custody.add_nodes(ARRAY[$1::int], ARRAY[$2::bigint], ARRAY[sha256('x')])`, [
          level,
          index,
        ]),
      );
    const tries = [
      [0, size],
      [40, 0],
      [61, 0],
      [62, 0],
      [0, null],
      [0, '9223372036854775806'],
    ] as const;
    for (const [level, index] of tries)
      expect([level, index, await put(level, index)]).toEqual([level, index, 'LC005']);
  });

  it('adds no keys to the log without end', async () => {
    const key = `'k' || g || '+0000000' || g % 10 || '+' || repeat('A', 44)`;
    await worker.query(`SELECT custody.add_key(${key}) FROM generate_series(1, 1200) g`);
    const { rows } = await admin.query<{ n: number }>('SELECT count(*)::int AS n FROM custody.key');
    expect(rows).toEqual([{ n: 1_000 }]);
  });
});

it('is every whole number that is kept one that a program can read', async () => {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT c.oid::regclass::text || '.' || a.attname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('lintel', 'custody', 'scheme') AND a.attnum > 0
        AND NOT a.attisdropped AND a.atttypid = 'int8'::regtype AND NOT ${ONLY_APPENDED}
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
          AND k.conname LIKE '%\\_counts')`,
  );
  expect(rows).toEqual([]);
});
