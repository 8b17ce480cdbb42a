import { Client } from 'pg';
import { until } from '../../support/until';
import { OfficerClient } from './client';
import { openWorld, PASSWORD, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('a browser is sent on to who it is that asks only once the session keeps what waits for the answer', async () => {
  const officer = await world.officer();
  const client = new OfficerClient(world.base);
  await client.signIn(officer.email, PASSWORD);
  const holder = new Client({ connectionString: world.database.urls.admin });
  await holder.connect();
  try {
    // Nothing of this session can be written.
    await holder.query('BEGIN');
    await holder.query('SELECT FROM lintel.officer_session WHERE officer_id = $1 FOR UPDATE', [officer.id]);
    const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    let location: string | null = null;
    const answer = client.send('POST', '/second-factor/begin', {
      headers: { Origin: world.base, Accept: 'text/html' },
      body: new URLSearchParams(),
    });
    void answer.then(({ headers }) => (location = headers.get('Location')));
    await until('the session waits to be kept', async () => {
      const waiting = await world.admin.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))',
        [rows[0]?.pid],
      );
      return waiting.rows[0]?.n === 1;
    });
    // Long enough for a head that was sent before.
    await new Promise((done) => setTimeout(done, 200));
    expect(location).toBeNull();
    await holder.query('ROLLBACK');
    const { status, headers } = await answer;
    expect([status, headers.get('Location'), headers.get('Content-Length')]).toEqual([303, '/confirm', '0']);
  } finally {
    await holder.end();
  }
});
