import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { victimSession } from '../../factories/acting';
import type { Case } from '../../factories/rows';
import { say } from '../../factories/saying';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';

const TOO_MANY = { code: '54000' };

/** Why a table to which intake may add rows, by itself or through a function, does not grow without end although `lintel.bounded` does not count them. */
const BOUNDED: Readonly<Record<string, readonly string[]>> = {
  'There is one for each clip, note, link or sending, which are counted.': [
    ...['account_answer', 'incident_clip', 'note_put_away', 'receipt'],
  ],
  'The newest alone are kept, or no more are noted.': [
    ...['intake_session', 'code_place', 'code_attempt', 'entry_attempt'],
  ],
  'It is removed an hour later, by whoever is judged next.': ['judgement'],
  'What is said in an hour is counted.': ['record', 'head', 'pending', 'opening'],
};

let database: TestDatabase;
let admin: Client;
let intake: Client;
let made: Case;
beforeAll(async () => {
  database = await createTestDatabase();
  [admin, intake] = [database.urls.admin, database.urls.intake].map(
    (connectionString) => new Client({ connectionString }),
  ) as [Client, Client];
  await Promise.all([admin.connect(), intake.connect()]);
  made = await wholeCase(admin);
});
afterAll(async () => {
  await Promise.all([admin.end(), intake.end()]);
  await database.drop();
});

const count = async (table: string, where = 'true'): Promise<number> =>
  (await admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`)).rows[0]?.n ??
  0;

/** As superuser, held up by nothing. */
async function put(sql: string, values: unknown[] = []): Promise<void> {
  await admin.query('SET session_replication_role = replica');
  await admin.query(sql, values);
  await admin.query('SET session_replication_role = origin');
}

/** In one transaction of the victim's, taken back. */
async function acting<T>(work: () => Promise<T>): Promise<T> {
  const session = await victimSession(admin, made.invitation);
  await intake.query('BEGIN');
  try {
    await intake.query(`SELECT scope.open('victim', $1)`, [session]);
    return await work();
  } finally {
    await intake.query('ROLLBACK');
  }
}

describe('an intruder inside intake, while a victim is there', () => {
  it.each([
    [
      'drafts that are sent empty',
      `INSERT INTO lintel.submission (id, reference, invitation_id, investigation_id, state)
         SELECT gen_random_uuid(), 'R' || g, $1, $2, 'discarded' FROM generate_series(1, $3) g`,
      500,
      () =>
        intake.query(`SELECT lintel.send_submission($1, $2, $3, 'R-one-more')`, [
          made.draft,
          [made.draftClip],
          randomUUID(),
        ]),
    ],
    [
      'words about who helps',
      `INSERT INTO lintel.advocate (invitation_id, acts, name, organisation) SELECT $1, false, '', '' FROM generate_series(1, $3) WHERE $2::uuid IS NOT NULL`,
      200,
      () =>
        intake.query(
          `INSERT INTO lintel.advocate (invitation_id, acts, name, organisation) VALUES ($1, false, '', '')`,
          [made.invitation],
        ),
    ],
    [
      'agreements',
      `INSERT INTO lintel.agreement (invitation_id, decides, route) SELECT $1, 'self', 'self' FROM generate_series(1, $3) WHERE $2::uuid IS NOT NULL`,
      200,
      () =>
        intake.query(
          `INSERT INTO lintel.agreement (invitation_id, decides, route) VALUES ($1, 'self', 'self')`,
          [made.invitation],
        ),
    ],
    [
      'confirmations of a notice',
      `INSERT INTO lintel.notice_confirmation (id, invitation_id, notice_version, route)
         SELECT gen_random_uuid(), $1, 'x', 'self' FROM generate_series(1, $3) WHERE $2::uuid IS NOT NULL`,
      200,
      () =>
        intake.query(
          `INSERT INTO lintel.notice_confirmation (id, invitation_id, notice_version, route) VALUES ($1, $2, 'x', 'self')`,
          [randomUUID(), made.invitation],
        ),
    ],
    [
      'reports of pressure',
      `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words)
         SELECT gen_random_uuid(), $1, $2, 'pressured', 'x' FROM generate_series(1, $3)`,
      200,
      () =>
        intake.query(
          `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES ($1, $2, $3, 'pressured', 'x')`,
          [randomUUID(), made.invitation, made.investigation],
        ),
    ],
    [
      'work that is asked for',
      `INSERT INTO lintel.outbox (queue, name, job_id, payload, on_behalf_of)
         SELECT 'verify', 'verify-clip', 'x', '{}', $1 FROM generate_series(1, $3) WHERE $2::uuid IS NOT NULL`,
      20_000,
      () =>
        intake.query(
          `INSERT INTO lintel.outbox (queue, name, job_id, payload) VALUES ('verify', 'verify-clip', 'x', $1)`,
          [{ clipId: made.draftClip }],
        ),
    ],
  ])('adds no %s without end', async (_what, sql, most, add) => {
    await acting(() => Promise.resolve(add()));
    await put(sql, [made.invitation, made.investigation, most]);
    await expect(acting(() => Promise.resolve(add()))).rejects.toMatchObject(TOO_MANY);
  });

  it.each([
    ['clock_answer', `(clip_id, clock_right) SELECT $1, 'yes'`, 1_000],
    ['make_answer', `(clip_id, make) SELECT $1, 'ring'`, 500],
    ['time_candidate', `(clip_id, source, of_event, candidate) SELECT $1, 'clock-check', false, '{}'`, 1_000],
  ])('adds no %s of a clip without end', async (table, row, most) => {
    const add = (client: Client, times: number): Promise<unknown> =>
      client.query(`INSERT INTO lintel.${table} ${row} FROM generate_series(1, $2)`, [made.draftClip, times]);
    await acting(() => add(intake, 1));
    await expect(acting(() => add(intake, most + 1))).rejects.toMatchObject(TOO_MANY);
  });

  it('adds no files and entries to a draft without end', async () => {
    const file = (client: Client): Promise<unknown> =>
      client.query(
        `INSERT INTO lintel.chosen_file (id, submission_id, file_name, size) VALUES ($1, $2, 'a', 1)`,
        [randomUUID(), made.draft],
      );
    await acting(() => file(intake));
    await put(
      `INSERT INTO lintel.chosen_file (id, submission_id, file_name, size) SELECT gen_random_uuid(), $1, 'a', 1 FROM generate_series(1, 20000)`,
      [made.draft],
    );
    await expect(acting(() => file(intake))).rejects.toMatchObject(TOO_MANY);
    await put('DELETE FROM lintel.chosen_file WHERE size = 1');
  });

  it('keeps the newest sessions of a link alone', async () => {
    const session = await victimSession(admin, made.invitation);
    await put(
      `INSERT INTO lintel.intake_session (id_hash, invitation_id, created_at, expires_at)
         SELECT sha256(g::text::bytea), $1, now() - interval '1 hour', now() + interval '1 hour' FROM generate_series(1, 400) g`,
      [made.invitation],
    );
    await victimSession(admin, made.invitation);
    const of = `invitation_id = '${made.invitation}'`;
    expect(await count('lintel.intake_session', of)).toBe(200);
    await intake.query('BEGIN');
    await intake.query(`SELECT scope.open('victim', $1)`, [session]);
    expect((await intake.query('SELECT scope.own_invitation() AS id')).rows).toEqual([
      { id: made.invitation },
    ]);
    await intake.query('ROLLBACK');
  });

  it('keeps the newest places of a link alone', async () => {
    const place = (from: number, to: number): Promise<unknown> =>
      admin.query(
        `INSERT INTO lintel.code_place (invitation_id, address_hash, last_at)
           SELECT $1, sha256(g::text::bytea), now() + make_interval(secs => g) FROM generate_series($2::int, $3::int) g`,
        [made.invitation, from, to],
      );
    await place(1, 501);
    expect(await count('lintel.code_place', `invitation_id = '${made.invitation}'`)).toBe(500);
    expect(await count('lintel.code_place', `address_hash = sha256('1')`)).toBe(0);
  });

  it('says no more in an hour than anybody has to say, and keeps nobody else from speaking', async () => {
    const outcome = (): Promise<string> =>
      acting(() =>
        say(
          (sql, values) => intake.query(sql, values),
          [`investigation:${made.investigation}`, 'notice-confirmed', { invitation: made.invitation }],
        ).then(
          () => 'said',
          (error: unknown) => (error as { code: string }).code,
        ),
      );
    await admin.query(
      'INSERT INTO custody.head (subject, seq, hash) SELECT subject, 1, hash FROM custody.record WHERE seq = 1 ON CONFLICT DO NOTHING',
    );
    const before = await outcome();
    const fill = (speaker: string): Promise<void> =>
      put(
        `INSERT INTO custody.record (subject, seq, id, event, type, investigation, prev, hash)
           SELECT $1, g, (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '70008' || lpad(to_hex(g), 15, '0'))::uuid,
             '{"actor":{"id":"' || $2::text || '"', 'notice-confirmed', $3, sha256('a'), sha256('b') FROM generate_series($4::int, $4::int + 20000) g`,
        [`service:${speaker}`, speaker, made.investigation, speaker === made.invitation ? 100_000 : 200_000],
      );
    await fill(randomUUID());
    expect(await outcome()).toBe(before);
    await fill(made.invitation);
    expect([before, await outcome()]).toEqual(['said', '54000']);
  });
});

describe('an intruder inside intake, while nobody is there', () => {
  beforeAll(async () => {
    await put('DELETE FROM lintel.entry_attempt');
    await put('DELETE FROM lintel.code_attempt');
  });

  it('counts wrong links of so many addresses in an hour, and no more', async () => {
    await put(
      `INSERT INTO lintel.entry_attempt (address_hash, hour, failures) SELECT sha256(g::text::bytea), date_trunc('hour', now()), 1 FROM generate_series(1, 19999) g`,
    );
    const counted = async (from: number): Promise<unknown[]> =>
      (
        await intake.query<{ times: number }>(
          `SELECT lintel.count_entry_failure(sha256(g::text::bytea)) AS times FROM generate_series($1::int, $1::int + 1) g`,
          [from],
        )
      ).rows.map(({ times }) => times);
    expect(await counted(30_000)).toEqual([1, null]);
    // Who was counted is counted on.
    expect(await counted(1)).toEqual([2, 2]);
    expect(await count('lintel.entry_attempt')).toBe(20_000);
    await expect(
      intake.query(`SELECT lintel.count_entry_failure(convert_to(repeat('x', 65), 'UTF8'))`),
    ).resolves.toBeDefined();
  });

  it('notes wrong codes of so many links that there are not, and still those of one that there is', async () => {
    await put(
      `INSERT INTO lintel.code_attempt (link_hash, address_hash, failed, judged_from, last_at)
         SELECT sha256(g::text::bytea), sha256('a'), 1, now(), now() FROM generate_series(1, 20000) g`,
    );
    const wait = (link: string, address: string): Promise<unknown> =>
      intake.query(`SELECT lintel.code_wait(${link}, sha256($1), 0)`, [address]);
    await wait(`sha256('no link')`, 'b');
    expect(await count('lintel.code_attempt')).toBe(20_000);
    const { rows } = await admin.query<{ link: string }>(
      `SELECT encode(token_hash, 'hex') AS link FROM lintel.invitation WHERE id = $1`,
      [made.invitation],
    );
    const link = `'\\x${rows[0]?.link ?? ''}'`;
    await wait(link, 'b');
    expect(await count('lintel.code_attempt')).toBe(20_001);
    await put(
      `INSERT INTO lintel.code_attempt (link_hash, address_hash, failed, judged_from, last_at)
         SELECT ${link}, sha256(g::text::bytea), 0, now(), now() FROM generate_series(1, 1999) g`,
    );
    await wait(link, 'c');
    expect(await count('lintel.code_attempt', `link_hash = ${link}`)).toBe(2_000);
  });
});

it('is every table to which intake adds rows, by itself or through what runs for it, bounded for a reason', async () => {
  const { rows: bodies } = await admin.query<{ name: string; body: string; open: boolean }>(
    `SELECT n.nspname || '.' || p.proname AS name, p.prosrc AS body,
         p.prorettype <> 'trigger'::regtype AND has_function_privilege('lintel_intake', p.oid, 'EXECUTE') AS open
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('lintel', 'custody', 'scope', 'scheme')`,
  );
  const { rows: direct } = await admin.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('lintel', 'custody', 'scope', 'scheme')
        AND has_any_column_privilege('lintel_intake', c.oid, 'INSERT')`,
  );
  const { rows: counted } = await admin.query<{ name: string }>(
    `SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE t.tgfoid = 'lintel.bounded'::regproc AND t.tgenabled <> 'D'`,
  );
  const reached = new Set(bodies.filter(({ open }) => open));
  for (const { body } of reached)
    for (const [called] of body.matchAll(/\b(?:lintel|custody|scope|scheme)\.\w+(?=\()/g))
      for (const one of bodies) if (one.name === called) reached.add(one);
  const tables = new Set(direct.map(({ name }) => name));
  for (const { body } of reached)
    for (const [, table] of body.matchAll(/insert into ((?:lintel|custody|scope|scheme)\.\w+)/gi))
      tables.add(table ?? '');
  const names = [...tables].map((name) => name.replace(/^\w+\./, ''));
  expect(names.sort()).toEqual([...Object.values(BOUNDED).flat(), ...counted.map(({ name }) => name)].sort());
});
