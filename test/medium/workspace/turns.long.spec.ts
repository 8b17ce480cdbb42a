import { whileSlow } from '../../support/slow-table';
import { until } from '../../support/until';
import { type Answer, type OfficerClient, signedIn } from './client';
import { openWorld, seedCase, type Case, type World } from './world';

/** Of what one session may have open, ask for in a minute, and have under way in PostgreSQL. */
const OPEN = 40;
const PER_MINUTE = 120;
const AT_ONCE = 3;

let world: World;
let home: Case;
let crowd: OfficerClient;
let other: OfficerClient;
beforeAll(async () => {
  const settings = {
    LIMIT_SESSION_OPEN: OPEN,
    LIMIT_SESSION_REQUESTS: PER_MINUTE,
    LIMIT_TRANSACTIONS_AT_ONCE: AT_ONCE,
  };
  world = await openWorld(
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
  );
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  crowd = await signedIn(world, officer);
  other = await signedIn(world, await world.officer());
});
afterAll(() => world.close());

const slowly = (work: (waiting: () => Promise<number>) => Promise<void>): Promise<void> =>
  whileSlow(world.database.urls.admin, 'lintel.investigation', work);

const slow = (signal?: AbortSignal): Promise<Response> =>
  crowd.send('GET', `/api/v1/investigations/${home.investigation}`, signal === undefined ? {} : { signal });

it('a session that asks for much that is slow keeps nobody else from the database, and waits behind itself', async () => {
  let asked: Promise<Response>[] = [];
  await slowly(async (waiting) => {
    asked = Array.from({ length: 30 }, () => slow());
    await until('all its places', async () => (await waiting()) === AT_ONCE);
    for (let times = 0; times < 3; times += 1) {
      const signal = AbortSignal.timeout(30_000);
      expect((await other.send('GET', '/api/v1/session', { signal })).status).toBe(200);
    }
    expect(await waiting()).toBe(AT_ONCE);
  });
  // Nothing that waited is lost.
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(asked.map(() => 200));
});

it('nor does one that waits for no answer: what it asked for is still under way', async () => {
  await slowly(async (waiting) => {
    for (let times = 0; times < 12; times += 1) {
      const leave = new AbortController();
      const asked = slow(leave.signal).catch(() => undefined);
      await until('the question', async () => (await waiting()) >= Math.min(AT_ONCE, times + 1));
      leave.abort();
      await asked;
    }
    const signal = AbortSignal.timeout(30_000);
    expect((await other.send('GET', '/api/v1/session', { signal })).status).toBe(200);
    expect(await waiting()).toBe(AT_ONCE);
  });
});

it('more than people have open at once is refused, until something is answered or given up', async () => {
  const leave = new AbortController();
  const refused: { readonly after: string | null; readonly says: unknown }[] = [];
  await slowly(async () => {
    const asked = Array.from({ length: OPEN + 5 }, async () => {
      const answer = await slow(leave.signal);
      if (answer.status === 429)
        refused.push({ after: answer.headers.get('retry-after'), says: await answer.json() });
    });
    await until('refusals', () => Promise.resolve(refused.length >= 5));
    leave.abort();
    await Promise.allSettled(asked);
  });
  expect(refused[0]).toMatchObject({ after: '5', says: { code: 'too-much-of-session' } });
  await until('an answer', async () => (await crowd.call('GET', '/api/v1/session')).status === 200);
});

it('so is more than people ask for in a minute, of one session and no other', async () => {
  const begun = performance.now();
  let answered = 0;
  const refusal = await until<Answer>('a refusal', async () => {
    for (let times = 0; times < 20; times += 1) {
      const answer = await other.page('/');
      if (answer.status === 429) return answer;
      answered += 1;
    }
    return false;
  });
  const regained = ((performance.now() - begun) / 60_000) * PER_MINUTE;
  expect(answered).toBeLessThanOrEqual(PER_MINUTE + Math.ceil(regained));
  expect(refusal.text).toContain('Your session asks for too much at once.');
  expect((await crowd.call('GET', '/api/v1/session')).status).toBe(200);
});

it('by a cookie that is no session’s nothing is taken from a session', async () => {
  const third = await signedIn(world, await world.officer());
  const real = third.cookie;
  third.cookie = `${real.slice(0, -4)}AAAA`;
  for (let times = 0; times < PER_MINUTE; times += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => third.send('GET', '/api/v1/session')));
    for (const { status } of answers) expect(status).toBe(401);
  }
  third.cookie = real;
  expect((await third.call('GET', '/api/v1/session')).status).toBe(200);
});
