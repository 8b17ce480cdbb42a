import { Client } from 'pg';
import { copyMade, newClip, openLog, type TestLog } from '../custody/log.support';

/** The number by which sequencers took turns before: anybody can find it in the code. */
const KNOWN = 6_962_916;

describe('an intruder who wants nothing to be signed any more', () => {
  let log: TestLog;
  const clients: Client[] = [];
  const as = async (role: 'intake' | 'workspace' | 'worker'): Promise<Client> => {
    const client = new Client({ connectionString: log.test.urls[role] });
    await client.connect();
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    log = await openLog();
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await log.close();
  });

  it.each(['intake', 'workspace'] as const)(
    'takes no lock in %s for which the sequencer waits',
    async (role) => {
      const intruder = await as(role);
      await expect(intruder.query('SELECT pg_try_advisory_lock($1)', [KNOWN])).rejects.toMatchObject({
        code: '42501',
      });
      await expect(intruder.query('SELECT custody.take_turn()')).rejects.toMatchObject({ code: '42501' });
      for (const mode of ['ROW EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE']) {
        await intruder.query('BEGIN');
        const taken = intruder.query(`LOCK TABLE custody.key IN ${mode} MODE NOWAIT`);
        await expect(taken).rejects.toMatchObject({ code: '42501' });
        await intruder.query('ROLLBACK');
      }
      await intruder.query('BEGIN');
      if (role === 'workspace') await intruder.query('LOCK TABLE custody.key IN ACCESS SHARE MODE');
      await log.append(copyMade(newClip(), 1));
      expect(await log.sequence()).toBe(1);
      await intruder.query('ROLLBACK');
    },
  );

  it('leaves the turn to one sequencer at a time, until its transaction ends', async () => {
    const other = await as('worker');
    await other.query('BEGIN');
    const { rows } = await other.query('SELECT custody.take_turn() AS mine');
    expect(rows).toEqual([{ mine: true }]);
    await log.append(copyMade(newClip(), 1));
    expect(await log.sequence()).toBe(0);
    await other.query('ROLLBACK');
    expect(await log.sequence()).toBe(1);
  });
});
