import { OfficerClient } from './client';
import { openWorld, type World } from './world';

const MOST = 5;

let world: World;
beforeAll(async () => {
  world = await openWorld({
    TRUSTED_PROXIES: '127.0.0.1',
    LIMIT_SIGN_IN_ATTEMPTS: '100',
    LIMIT_SIGN_IN_ADDRESS_ATTEMPTS: String(MOST),
  });
});
afterAll(() => world.close());

/** Behind the proxy that is trusted, at an address of its own. */
class Elsewhere extends OfficerClient {
  constructor(private readonly from: string) {
    super(world.base);
  }

  override send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('X-Forwarded-For', this.from);
    return super.send(method, path, { ...init, headers });
  }
}

/** One guess each at accounts of which no two are the same; the last at one that is nobody's. */
async function guessFrom(addresses: readonly string[]): Promise<void> {
  for (let guess = 0; guess < MOST; guess += 1) {
    const email = guess === MOST - 1 ? 'nobody@held.example' : (await world.officer()).email;
    const from = addresses[guess % addresses.length] ?? '';
    expect((await new Elsewhere(from).signIn(email, `wrong ${guess}`)).status).toBe(401);
  }
}

/** The browser's own cookie after a sign-in, with which the officer comes back as on another day. */
async function knownBrowser(email: string, from: string): Promise<Elsewhere> {
  const own = new Elsewhere(from);
  const answer = await own.signIn(email);
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('lintel-device='));
  own.cookie = (cookie ?? '').split(';')[0] ?? '';
  return own;
}

it('takes nothing more from an address after so many wrong passwords over all accounts, but from known browsers', async () => {
  const [from, other] = ['192.0.2.1', '192.0.2.2'];
  const [known, fresh] = [await world.officer(), await world.officer()];
  const own = await knownBrowser(known.email, from);
  await guessFrom([from]);
  const held = await new Elsewhere(from).signIn(fresh.email);
  expect(held.json()).toMatchObject({ status: 429, code: 'sign-in-held' });
  expect((await new Elsewhere(from).signIn('another@held.example', 'wrong')).status).toBe(429);
  expect((await own.signIn(known.email)).status).toBe(200);
  expect((await new Elsewhere(other).signIn(fresh.email)).status).toBe(200);
  await world.admin.query(`UPDATE lintel.sign_in_count SET expires_at = now() - interval '1 second'`);
  expect((await new Elsewhere(from).signIn(fresh.email)).status).toBe(200);
});

it('counts a /64 of IPv6 as one address', async () => {
  const fresh = await world.officer();
  await guessFrom(['2001:db8:0:1::1', '2001:db8:0:1:ffff::2', '2001:db8:0:1::3']);
  expect((await new Elsewhere('2001:db8:0:1:1:2:3:4').signIn(fresh.email)).status).toBe(429);
  expect((await new Elsewhere('2001:db8:0:2::1').signIn(fresh.email)).status).toBe(200);
});
