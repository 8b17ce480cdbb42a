import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** What stands in these tables stays for good, and is told to those who look after the log. */
describe('a worker that was broken into', () => {
  let database: TestDatabase;
  let admin: Client;
  let worker: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    [admin, worker] = [database.urls.admin, database.urls.worker].map(
      (connectionString) => new Client({ connectionString }),
    ) as [Client, Client];
    await Promise.all([admin.connect(), worker.connect()]);
  });
  afterAll(async () => {
    await Promise.all([admin.end(), worker.end()]);
    await database.drop();
  });

  const alarm = (
    what: string,
    source: string,
    finding = `${what}/${source}/5/`,
    remembered = '5',
  ): Promise<unknown> =>
    worker
      .query<{ raised: boolean }>('SELECT custody.raise_alarm($1, $2, $3, $4, 3) AS raised', [
        finding,
        what,
        source,
        remembered,
      ])
      .then(
        ({ rows }) => rows[0]?.raised,
        (error: unknown) => (error as { code: string }).code,
      );

  it.each<[kind: string, ...said: Parameters<typeof alarm>]>([
    ['of a kind there is not', 'all-is-well', 'the disk'],
    ['from a source of several lines', 'log-shorter', 'the disk\nNothing is wrong. Ring 0300 123'],
    ['from a source that turns the text', 'log-shorter', 'the \u202edisk'],
    ['from nobody', 'log-shorter', ''],
    ['from a source without an end', 'log-shorter', 'x'.repeat(501)],
    ['that is another than it says', 'log-shorter', 'the disk', 'other-history/the disk/5/'],
    ['of another number', 'log-shorter', 'the disk', 'log-shorter/the disk/4/'],
    ['of a number that no program can read', 'log-shorter', 'the disk', undefined, '9223372036854775807'],
  ])('raises no alarm %s', async (_what, ...said) => {
    expect(await alarm(...said)).toBe('23514');
  });

  it('raises those of Lintel', async () => {
    expect(await alarm('log-shorter', 'the disk (head-5)')).toBe(true);
    expect(await alarm('log-shorter', 'the disk (head-5)')).toBe(false);
  });

  it('raises no more in a day than somebody can read', async () => {
    for (let one = 0; one < 250; one += 1) await alarm('log-shorter', `the witness ${one}`);
    const count = async (): Promise<unknown> =>
      (await admin.query('SELECT count(*)::int AS n FROM custody.alarm')).rows[0];
    expect(await count()).toEqual({ n: 200 });
    await admin.query('SET session_replication_role = replica');
    await admin.query('ALTER TABLE custody.alarm DISABLE TRIGGER ALL');
    await admin.query(`UPDATE custody.alarm SET raised_at = raised_at - interval '25 hours'`);
    await admin.query('ALTER TABLE custody.alarm ENABLE ALWAYS TRIGGER kept');
    await admin.query('SET session_replication_role = origin');
    expect(await alarm('log-shorter', 'the witness of the next day')).toBe(true);
  });

  it('says of no head that it was published which the log has not signed', async () => {
    const published = async (): Promise<unknown[]> =>
      (await admin.query<{ size: string }>('SELECT size FROM custody.published')).rows.map(
        ({ size }) => size,
      );
    for (const size of ['1', '77', '9223372036854775807', null])
      await worker.query('SELECT custody.add_published($1)', [size]);
    expect(await published()).toEqual([]);
    await admin.query(
      `INSERT INTO custody.checkpoint (size, root, note) VALUES (77, sha256('root'), 'a note')`,
    );
    await worker.query('SELECT custody.add_published(77)');
    expect(await published()).toEqual(['77']);
  });
});
