import { whileSlow } from '../../support/slow-table';
import { until } from '../../support/until';
import { IntakeWorld } from './support/intake';
import { type Answer, VisitorBrowser } from './support/visitor';

/** Of what one address may read, open and in a minute; and of what it has under way in PostgreSQL. */
const OPEN = 40;
const PER_MINUTE = 80;
const AT_ONCE = 3;

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({
    LIMIT_ADDRESS_READS: String(PER_MINUTE),
    LIMIT_ADDRESS_READS_OPEN: String(OPEN),
    LIMIT_TRANSACTIONS_AT_ONCE: String(AT_ONCE),
    TRUSTED_PROXIES: '127.0.0.1',
  });
});
afterAll(() => world.close());

/** Behind the proxy that is trusted, at an address of its own. */
class From extends VisitorBrowser {
  constructor(private readonly address: string) {
    super(world.base);
  }

  override open(method: string, path: string, headers: Record<string, string>) {
    return super.open(method, path, { 'X-Forwarded-For': this.address, ...headers });
  }
}

async function visitor(address: string): Promise<From> {
  const browser = new From(address);
  await browser.enter(await world.officer.invite());
  return browser;
}

it.each<[string, string, (crowd: From) => Promise<Answer>]>([
  ['reads', 'lintel.incident', (crowd) => crowd.get('/diary')],
  ['brings', 'lintel.clip', (crowd) => crowd.create('a.mp4', 4)],
])(
  'an address that %s much that is slow keeps nobody else from the database, and waits behind itself',
  async (_, table, ask) => {
    const crowd = await visitor('192.0.2.1');
    const other = await visitor('192.0.2.2');
    let asked: Promise<Answer>[] = [];
    await whileSlow(world.database.urls.admin, table, async (waiting) => {
      asked = Array.from({ length: 30 }, () => ask(crowd));
      await until('all its places', async () => (await waiting()) === AT_ONCE);
      for (let times = 0; times < 3; times += 1) {
        const { sent, answer } = other.open('GET', '/start/questions', {});
        sent.setTimeout(30_000, () => sent.destroy(new Error('kept out for 30 s'))).end();
        expect((await answer).status).toBe(200);
      }
      expect(await waiting()).toBe(AT_ONCE);
    });
    // Nothing that waited is lost.
    for (const { status } of await Promise.all(asked)) expect([200, 201]).toContain(status);
  },
);

it('more than people read at once is refused, and what they bring is not', async () => {
  const crowd = await visitor('192.0.2.3');
  const refused: Answer[] = [];
  let brought: Promise<Answer> | undefined;
  await whileSlow(world.database.urls.admin, 'lintel.incident', async () => {
    const asked = Array.from({ length: OPEN + 5 }, async () => {
      const answer = await crowd.get('/diary');
      if (answer.status === 429) refused.push(answer);
    });
    await until('refusals', () => Promise.resolve(refused.length >= 5));
    brought = crowd.create('a.mp4', 4);
    void Promise.all(asked);
  });
  expect((await brought)?.status).toBe(201);
  expect(refused[0]?.headers['retry-after']).toBe('5');
  expect(refused[0]?.text).toContain('Wait a little');
});

it('so is more than people read in a minute, from one address and no other', async () => {
  const begun = performance.now();
  const crowd = new From('2001:db8::1');
  const beside = new From('2001:db8::2');
  let answered = 0;
  await until('a refusal', async () => {
    // Of IPv6 one /64 counts as one address.
    for (let times = 0; times < 20; times += 1) {
      const { status } = await (answered % 2 === 0 ? crowd : beside).get('/i/nothing');
      if (status === 429) return true;
      answered += 1;
    }
    return false;
  });
  const regained = ((performance.now() - begun) / 60_000) * PER_MINUTE;
  expect(answered).toBeLessThanOrEqual(PER_MINUTE + Math.ceil(regained));
  expect((await new From('2001:db8:0:1::1').get('/')).status).toBe(200);
});
