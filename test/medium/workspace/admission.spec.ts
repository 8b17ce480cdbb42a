import { request } from 'node:http';
import { until } from '../../support/until';
import { openWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld({ LIMIT_ADDRESS_POSTS: '5', LIMIT_SLOWEST_BYTES: '100', LIMIT_SLOW_SECONDS: '1' });
});
afterAll(() => world.close());

interface Answer {
  readonly status: number;
  readonly retryAfter: number;
  readonly text: string;
}

/** From an address of this machine; `length`: of a body that never comes. */
const ask = (localAddress: string, path: string, method: string, length = 0): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...{ Origin: world.base, 'X-Requested-With': 'test', 'Content-Length': String(length) },
      'Content-Type': 'application/json',
    };
    const asked = request(world.base + path, { method, headers, localAddress, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (bytes: Buffer) => (text += bytes.toString()));
      answer.on('error', reject);
      answer.on('end', () => {
        const retryAfter = Number(answer.headers['retry-after']);
        resolve({ status: answer.statusCode ?? 0, retryAfter, text });
      });
    }).on('error', reject);
    if (length === 0) asked.end();
    else asked.flushHeaders();
  });

it('what one address brings to officers’ pages and API has a limit, before anybody is asked who sends it; reading has none', async () => {
  const begun = performance.now();
  const paths = ['/session', '/api/v1/investigations', '/session', '/api/v1/session', '/session'];
  for (const path of paths) expect((await ask('127.0.0.1', path, 'POST')).status).not.toBe(429);
  let more = 0;
  const refusal = (path: string): Promise<Answer> =>
    until('a refusal', async () => {
      const answer = await ask('127.0.0.1', path, 'POST');
      if (answer.status === 429) return answer;
      more += 1;
      return false;
    });
  expect((await refusal('/session')).retryAfter).toBeGreaterThan(0);
  const refused = await refusal('/api/v1/investigations');
  expect(JSON.parse(refused.text)).toMatchObject({ code: 'too-much-from-here' });
  // One more is taken every twelve seconds, which a busy machine may need for all of this.
  expect(more).toBeLessThanOrEqual(Math.floor((performance.now() - begun) / 12_000));
  expect((await ask('127.0.0.1', '/sign-in', 'GET')).status).toBe(200);
  expect((await ask('127.0.0.2', '/session', 'POST')).status).not.toBe(429);
});

it('a body that does not move is given up', async () => {
  expect((await ask('127.0.0.3', '/api/v1/session', 'POST', 500)).status).toBe(408);
});
