import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ChangeListener, SharedLocks } from '../../../src/platform/database';
import { until } from '../../support/until';
import { IntakeWorld } from '../intake/support/intake';
import { patchHeaders, VisitorBrowser } from '../intake/support/visitor';

type Role = 'intake' | 'workspace' | 'worker';

/** What these were called before: anybody who reads the code knows it. */
const KNOWN = ['lintel_lock', 'lintel_changed'];

/**
 * Whatever role a process has, PostgreSQL lets it notify every channel and listen on every channel, since a channel has no owner.
 * So what others are told must neither be heard nor said by whoever broke into one of them.
 */
describe('what processes tell one another', () => {
  let world: IntakeWorld;
  let admin: Client;
  const clients: Client[] = [];
  const as = async (role: Role): Promise<Client> => {
    const client = new Client({ connectionString: world.database.urls[role] });
    await client.connect();
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    world = await IntakeWorld.open();
    admin = new Client({ connectionString: world.database.urls.admin });
    await admin.connect();
  });
  afterAll(async () => {
    await Promise.all([admin, ...clients].map((client) => client.end()));
    await world.close();
  });

  /** Every channel that the intruder knows, or is told of. */
  async function found(intruder: Client): Promise<string[]> {
    const { rows } = await intruder.query<{ query: string }>(
      `SELECT query FROM pg_stat_activity WHERE query ~* 'listen' AND pid <> pg_backend_pid()`,
    );
    const seen = rows.flatMap(({ query }) => /LISTEN "?(\w+)/i.exec(query)?.[1] ?? []);
    return [...KNOWN, ...seen];
  }
  const heardBy = async (client: Client): Promise<string[]> => {
    const heard: string[] = [];
    client.on('notification', ({ payload = '' }) => heard.push(payload));
    for (const name of await found(client)) await client.query(`LISTEN ${name}`);
    return heard;
  };

  it.each(['workspace', 'worker'] as const)('lets nobody in %s break off an upload', async (role) => {
    const victim = new VisitorBrowser(world.base);
    await victim.enter(await world.officer.invite());
    const bytes = randomBytes(1_000_000);
    const location = (await victim.create('a.mp4', bytes.length)).headers.location ?? '';
    const id = location.split('/')[2] ?? '';
    const headers = { ...patchHeaders(0), 'Content-Length': String(bytes.length) };
    const { sent, answer } = victim.open('PATCH', location, headers);
    sent.write(bytes.subarray(0, 400_000));
    const file = join(world.config.objects.root, 'incoming', id);
    await until('the first bytes', async () => (await stat(file)).size >= 400_000);

    const intruder = await as(role);
    for (const channel of await found(intruder))
      for (const payload of [id, '']) await intruder.query('SELECT pg_notify($1, $2)', [channel, payload]);
    // Whoever is asked for an upload has three seconds to end.
    await sleep(4_000);
    sent.end(bytes.subarray(400_000));
    expect((await answer).status).toBe(204);
    expect(await victim.offset(location)).toBe(bytes.length);
  });

  it.each(['workspace', 'worker'] as const)('tells nobody in %s which file comes anew', async (role) => {
    const heard = await heardBy(await as(role));
    const [one, two] = [world.database.urls.intake, world.database.urls.intake].map(
      (url) => new SharedLocks(url),
    ) as [SharedLocks, SharedLocks];
    let asked = 0;
    const name = randomUUID();
    await one.take(name, () => (asked += 1));
    await two.ask(name);
    await until('the question', () => Promise.resolve(asked === 1));
    await sleep(300);
    expect(heard).toEqual([]);
    await Promise.all([one.close(), two.close()]);
  });

  it.each(['intake', 'worker'] as const)(
    'tells nobody in %s that something of a case has changed, and takes no word of theirs for it',
    async (role) => {
      const intruder = await as(role);
      const heard = await heardBy(intruder);
      const { rows } = await admin.query<{ id: string; key: string }>(
        'SELECT investigation_id AS id, lintel.change_key(investigation_id) AS key FROM lintel.clip LIMIT 1',
      );
      const { id = '', key = '' } = rows[0] ?? {};
      const listener = new ChangeListener(world.database.urls.workspace);
      let told = 0;
      listener.subscribe(id, () => (told += 1));
      // Once, since something may have been missed before.
      await until('the listener', () => Promise.resolve(told === 1));
      for (const channel of await found(intruder))
        await intruder.query('SELECT pg_notify($1, $2)', [channel, key]);
      await until('its own words', () => Promise.resolve(heard.includes(key)));
      await sleep(300);
      expect(told).toBe(1);
      heard.length = 0;

      await admin.query(
        `UPDATE lintel.clip SET sent_at = coalesce(sent_at, now()), master_at = clock_timestamp() WHERE investigation_id = $1`,
        [id],
      );
      await until('the change', () => Promise.resolve(told === 2));
      await sleep(300);
      expect(heard).toEqual([]);
      await listener.onModuleDestroy();
    },
  );

  it('has no name that stands in a function or in the code', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'queue') AND p.prosrc ~* '(pg_notify\\s*\\(|notify\\s)'
          AND p.prosrc !~ 'pg_notify\\(lintel\\.channel_of\\('`,
    );
    expect(rows).toEqual([]);
    const src = join(__dirname, '../../../src');
    const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const naming: string[] = [];
    for (const file of files)
      if (
        /\bLISTEN (?!\$\{await ownChannel)|pg_notify\((?!lintel\.own_channel\(\))/.test(
          await readFile(join(src, file), 'utf8'),
        )
      )
        naming.push(file);
    expect(naming).toEqual([]);
  });
});
