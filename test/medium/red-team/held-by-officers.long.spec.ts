import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import { showOut } from '../../../src/platform/database';
import { createTestDatabase, type TestDatabase } from '../../support/database';

type Role = 'intake' | 'workspace' | 'worker';

/** Whoever has broken into the workspace or a worker wants victims to wait, and everybody else. */
describe('an intruder behind the public side who wants others to wait', () => {
  let database: TestDatabase;
  let admin: Client;
  const clients: Client[] = [];
  const as = async (role: Role): Promise<Client> => {
    const client = new Client({ connectionString: database.urls[role] });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
  });
  afterAll(async () => {
    await Promise.all([admin, ...clients].map((client) => client.end().catch(() => undefined)));
    await database.drop();
  });

  const state = (client: Client): Promise<unknown> =>
    client.query(
      `SELECT custody.append('service:lintel', 'scope-refused', $1, clock_timestamp(), '{"kind": "victim", "why": "unknown"}', '{}')`,
      [uuidV7(Date.now())],
    );
  const sessions = (client: Client): Promise<unknown> => client.query('LOCK TABLE lintel.intake_session');
  const comesIn = (client: Client): Promise<unknown> =>
    client.query(`SELECT scope.open('victim', 'unknown')`).catch((error: unknown) => error);

  it.each([
    ['workspace', 'the chain of the service', 30_500, state, state],
    ['worker', 'the sessions of victims', 45_500, sessions, comesIn],
  ] as const)(
    'is shown out as %s when it keeps %s',
    async (role, _what, ms, take, want) => {
      const [intruder, victim, reader] = [await as(role), await as('intake'), await as(role)];
      // Who only reads for a long time holds up nobody.
      await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await reader.query('SELECT count(*) FROM lintel.clip');
      await intruder.query('SET idle_in_transaction_session_timeout = 0');
      await intruder.query('BEGIN');
      await take(intruder);
      await victim.query('BEGIN');
      const waiting = want(victim).then(() => 'went on');
      expect(await Promise.race([waiting, sleep(500, 'waits')])).toBe('waits');
      expect(await showOut(database.urls.worker)).toBe(0);
      await sleep(ms);
      expect(await showOut(database.urls.worker)).toBe(1);
      expect(await waiting).toBe('went on');
      await expect(intruder.query('SELECT 1')).rejects.toBeDefined();
      await expect(reader.query('ROLLBACK')).resolves.toBeDefined();
      await victim.query('ROLLBACK');
    },
    90_000,
  );

  it('cannot fill the room of the notices that tell of changes, by one listener that never hears them', async () => {
    const [deaf, noisy] = [await as('workspace'), await as('intake')];
    await deaf.query('LISTEN anything');
    await deaf.query('BEGIN');
    await deaf.query('SELECT 1');
    const usage = async (): Promise<number> => {
      const { rows } = await admin.query<{ usage: number }>('SELECT pg_notification_queue_usage() AS usage');
      return rows[0]?.usage ?? 0;
    };
    for (let round = 0; (await usage()) <= 0.02; round += 1) {
      expect(round).toBeLessThan(20);
      await noisy.query(
        `SELECT count(pg_notify('x', repeat('x', 7900) || n || '-' || $1::text)::text) FROM generate_series(1, 3000) n`,
        [round],
      );
    }
    await sleep(10_500);
    expect(await showOut(database.urls.worker)).toBe(1);
    await noisy.query(`LISTEN x; NOTIFY x; UNLISTEN x`);
    await noisy.query(`LISTEN x; NOTIFY x; UNLISTEN x`);
    expect(await usage()).toBeLessThan(0.02);
  }, 60_000);

  it.each(['intake', 'workspace', 'worker'] as const)(
    'has as %s its share of connections and of the disk, and cannot take more',
    async (role) => {
      const { rows } = await admin.query<{ share: number }>(
        `SELECT rolconnlimit::float / current_setting('max_connections')::int AS share FROM pg_roles WHERE rolname = $1`,
        [`lintel_${role}`],
      );
      expect(rows[0]?.share).toBeGreaterThan(0);
      expect(rows[0]?.share).toBeLessThanOrEqual(0.75);
      const intruder = await as(role);
      for (const [sql, code] of [
        ['SET temp_file_limit = -1', '42501'],
        ['ALTER ROLE CURRENT_USER SET temp_file_limit = -1', '42501'],
        ['ALTER ROLE CURRENT_USER CONNECTION LIMIT -1', '42501'],
      ] as const)
        await expect(intruder.query(sql)).rejects.toMatchObject({ code });
      const { rows: found } = await intruder.query<{ kilobytes: number }>(
        `SELECT setting::int AS kilobytes FROM pg_settings WHERE name = 'temp_file_limit'`,
      );
      expect(found[0]?.kilobytes).toBeGreaterThan(0);
    },
  );

  it('writes no file of its own that fills the disk', async () => {
    const intruder = await as('intake');
    await intruder.query(`SET work_mem = '64kB'`);
    const fill = `SELECT count(*) FROM (SELECT repeat(md5(g::text), 50) x FROM generate_series(1, 1000000) g ORDER BY 1) t`;
    await expect(intruder.query(fill)).rejects.toMatchObject({ code: '53400' });
  }, 60_000);
});
