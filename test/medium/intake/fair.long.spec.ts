import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../support/until';
import { IntakeWorld } from './support/intake';
import { type Answer, multipart, patchHeaders, VisitorBrowser } from './support/visitor';

/*
 * One attacker against the others of the public side: each test plays one way of taking more than a share, and looks whether
 * somebody else is still served. Times are compared within one run.
 */
const KiB = 1024;
/** Codes that are sent at once to a link that is not the attacker's to open. */
const POSTS = Number(process.env['LINTEL_FAIR_POSTS'] ?? 48);

let world: IntakeWorld;
const SETTINGS = {
  LIMIT_CLIP_BYTES: String(100 * KiB),
  LIMIT_INVITATION_BYTES: String(250 * KiB),
  LIMIT_LINK_BODIES: '5',
  LIMIT_ADDRESS_BODIES: '40',
  // What is counted here are those that are judged at one time.
  LIMIT_CODE_ATTEMPTS: '1000',
  TRUSTED_PROXIES: '127.0.0.1',
};

beforeAll(async () => {
  world = await IntakeWorld.open(SETTINGS);
});
afterAll(() => world.close());

async function visitor(from = '192.0.2.1'): Promise<VisitorBrowser> {
  const browser = new Elsewhere(world.base, from);
  await browser.enter(await world.officer.invite());
  return browser;
}

/** Behind the proxy that is trusted, at an address of its own. */
class Elsewhere extends VisitorBrowser {
  constructor(
    base: string,
    private readonly from: string,
  ) {
    super(base);
  }

  override open(method: string, path: string, headers: Record<string, string>) {
    return super.open(method, path, { 'X-Forwarded-For': this.from, ...headers });
  }
}

/** Begins a plain form and keeps half of it back. */
function beginForm(browser: VisitorBrowser, name: string, size: number) {
  const { type, body } = multipart([{ name, bytes: randomBytes(size) }]);
  const { sent, answer } = browser.open('POST', '/files', {
    'Content-Type': type,
    'Content-Length': String(body.length),
  });
  const half = Math.floor(body.length / 2);
  sent.write(body.subarray(0, half));
  return { answer, end: () => sent.end(body.subarray(half)), break: () => sent.destroy() };
}

describe('plain forms side by side', () => {
  it('have no more room than one after the other, and what is refused frees its room', async () => {
    const browser = await visitor();
    const forms = ['a', 'b', 'c', 'd', 'e'].map((name) => beginForm(browser, `${name}.mp4`, 100 * KiB));
    await sleep(500);
    forms.forEach((form) => form.end());
    const statuses = (await Promise.all(forms.map((form) => form.answer))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([303, 303, 400, 400, 400]);
    const stored = (await browser.files()).reduce((sum, { size }) => sum + size, 0);
    expect(stored).toBe(200 * KiB);
    expect((await browser.upload([{ name: 'f', bytes: randomBytes(50 * KiB) }])).status).toBe(303);
    expect((await browser.upload([{ name: 'g', bytes: randomBytes(1) }])).status).toBe(400);
  });

  it('that break off free their room', async () => {
    const browser = await visitor();
    const forms = ['a', 'b', 'c'].map((name) => beginForm(browser, `${name}.mp4`, 100 * KiB));
    await until('they have begun', async () => (await browser.files()).length >= 2);
    forms.forEach((form) => form.break());
    // What is left of them are names, to be asked for.
    await until('they are gone', async () =>
      (await browser.files()).every(({ state }) => state === 'chosen'),
    );
    expect((await browser.upload([{ name: 'd', bytes: randomBytes(90 * KiB) }])).status).toBe(303);
  });

  it('of one link are limited before a byte is stored, and another link goes on', async () => {
    const [crowd, other] = [await visitor(), await visitor()];
    const forms = ['a', 'b', 'c', 'd', 'e'].map((name) => beginForm(crowd, `${name}.mp4`, 1 * KiB));
    await until('all five are on their way', async () => (await crowd.files()).length === 5);
    const refused = await crowd.upload([{ name: 'f.mp4', bytes: randomBytes(10) }]);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '5']);
    expect(refused.text).toContain('Too many files are on their way at once');
    expect((await other.upload([{ name: 'mine.mp4', bytes: randomBytes(10) }])).status).toBe(303);
    forms.forEach((form) => form.end());
    await Promise.all(forms.map((form) => form.answer));
    expect((await crowd.upload([{ name: 'f.mp4', bytes: randomBytes(10) }])).status).toBe(303);
  });
});

/** Milliseconds that a page takes, in the median. */
async function pace(browser: VisitorBrowser, times: number): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const before = performance.now();
    const { status } = await browser.get('/files.json', { Accept: 'application/json' });
    if (status !== 200) throw new Error(`not served: ${status}`);
    took.push(performance.now() - before);
  }
  took.sort((left, right) => left - right);
  return took[Math.floor(took.length / 2)] ?? 0;
}

describe('codes in a crowd', () => {
  it('for a link from one address are refused without being hashed, and others are let in and served meanwhile', async () => {
    const [other, target] = [await visitor('192.0.2.7'), await world.officer.invite()];
    const guesser = new Elsewhere(world.base, '203.0.113.5');
    const path = new URL(target.link).pathname;
    const wrong = String((Number(target.code) + 1) % 100_000_000).padStart(8, '0');
    // Again where it was slow: a machine that was busy for a moment says nothing of the crowd.
    let isServed = false;
    for (let round = 0; round < 3 && !isServed; round += 1) {
      const before = await pace(other, 20);
      const attack = Promise.all(Array.from({ length: POSTS }, () => guesser.post(path, { code: wrong })));
      const late = visitor('192.0.2.8');
      const during = await pace(other, 20);
      const answers = await attack;
      await late;
      process.stdout.write(
        `a page among ${POSTS} codes: ${during.toFixed(0)} ms, alone ${before.toFixed(0)} ms\n`,
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
      const waits = answers.filter(({ headers }) => headers['retry-after'] !== undefined);
      expect(waits.length).toBeGreaterThanOrEqual(POSTS / 2);
      isServed = during < Math.max(5 * before, 100) && waits.length >= POSTS - 8;
    }
    expect(isServed).toBe(true);
    // Its own victim, from where she is, gets in.
    const victim = new Elsewhere(world.base, '192.0.2.9');
    await victim.enter(target);
  });
});

describe('bodies that do not come', () => {
  let usual: IntakeWorld;

  beforeAll(async () => {
    usual = world;
    world = await IntakeWorld.open({ ...SETTINGS, LIMIT_SLOW_SECONDS: '6', LIMIT_SLOWEST_BYTES: '100' });
  });
  afterAll(async () => {
    await world.close();
    world = usual;
  });

  /** A request of which only the head comes. */
  async function hold(browser: VisitorBrowser, from: string, count: number): Promise<Socket[]> {
    const { hostname, port } = new URL(browser.base);
    return Promise.all(
      Array.from({ length: count }, async () => {
        const socket = connect(Number(port), hostname);
        socket.on('error', () => undefined);
        await new Promise((ready) => socket.once('connect', ready));
        socket.write(
          `POST /i/nothing HTTP/1.1\r\nHost: x\r\nOrigin: ${browser.base}\r\nX-Forwarded-For: ${from}\r\n` +
            'Accept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ncode=',
        );
        return socket;
      }),
    );
  }

  it('from one address, of IPv6 one network, are limited; others are served; they are given up in the end, with a kind word', async () => {
    const other = await visitor('2001:db8:1:3::1');
    const held = await hold(other, '2001:db8:1:2::1', 40);
    const said = new Promise<string>((resolve) => {
      let text = '';
      held[0]?.on('data', (part: Buffer) => (text += part.toString()));
      held[0]?.on('close', () => resolve(text));
    });
    const neighbour = new Elsewhere(world.base, '2001:db8:1:2:ffff::9');
    const refused = await until('all of them are on their way', async () => {
      const answer = await neighbour.post('/', {});
      return answer.status === 429 && answer;
    });
    expect(refused.headers['retry-after']).toBe('5');
    expect(refused.text).toContain('Too much is coming from your connection');
    expect((await other.upload([{ name: 'mine.mp4', bytes: randomBytes(10) }])).status).toBe(303);
    expect(await said).toContain('HTTP/1.1 408');
    expect(await said).toContain('This took too long to arrive');
    await until('their places are free', async () => (await neighbour.post('/', {})).status === 404);
    held.forEach((socket) => socket.destroy());
  });

  it('of a resumable upload keep what came, and an honest slow line is not cut', async () => {
    const browser = await visitor();
    const bytes = randomBytes(20 * KiB);
    const location = (await browser.create('slow.mp4', bytes.length)).headers.location ?? '';
    const dripping = browser.open('PATCH', location, {
      ...patchHeaders(0),
      'Content-Length': String(bytes.length),
    });
    dripping.sent.write(bytes.subarray(0, 5 * KiB));
    await expect(dripping.answer).rejects.toThrow();
    expect(await browser.offset(location)).toBe(5 * KiB);
    // 2 kB a second, in pieces that come with pauses, for longer than a body may be silent.
    const slow = browser.open('PATCH', location, {
      ...patchHeaders(5 * KiB),
      'Content-Length': String(15 * KiB),
    });
    for (let at = 5; at < 20; at += 2.5) {
      slow.sent.write(bytes.subarray(at * KiB, (at + 2.5) * KiB));
      await sleep(1_300);
    }
    slow.sent.end();
    expect((await slow.answer).status).toBe(204);
    expect(await browser.files()).toMatchObject([{ name: 'slow.mp4', size: bytes.length }]);
  });
});

describe('without a proxy', () => {
  /** Status of a plain request from an address of this machine. */
  const ask = (base: string, localAddress: string, method: 'GET' | 'POST'): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { Origin: base, 'Content-Type': 'application/x-www-form-urlencoded' };
      request(base, { method, headers, localAddress, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  it('requests and connections from one address are counted, whatever it says of itself, and those of others are not', async () => {
    const small = await IntakeWorld.open({ LIMIT_ADDRESS_POSTS: '12', LIMIT_ADDRESS_CONNECTIONS: '10' });
    try {
      const answers: Answer[] = [];
      const begun = performance.now();
      for (let at = 0; at < 15; at += 1)
        answers.push(await new Elsewhere(small.base, `203.0.113.${at}`).post('/', {}));
      // One more for each five seconds that have passed.
      const most = 12 + Math.floor((performance.now() - begun) / 5_000);
      const served = answers.filter(({ status }) => status === 404).length;
      expect([served >= 12, served <= most]).toEqual([true, true]);
      expect(answers.at(-1)?.status).toBe(429);
      expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
      expect(await ask(small.base, '127.0.0.2', 'POST')).toBe(404);
      expect(await ask(small.base, '127.0.0.1', 'GET')).toBe(200);

      const { hostname, port } = new URL(small.base);
      const open = async (localAddress: string): Promise<Socket[]> => {
        const sockets = Array.from({ length: 10 }, () =>
          connect({ port: Number(port), host: hostname, localAddress }).on('error', () => undefined),
        );
        await Promise.all(sockets.map((socket) => new Promise((ready) => socket.once('connect', ready))));
        return sockets;
      };
      // Each is known to have been heard: it is told to go on.
      const held = await open('127.0.0.3');
      const head = `POST / HTTP/1.1\r\nHost: x\r\nOrigin: ${small.base}\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n`;
      for (const socket of held) {
        socket.write(head);
        const [said] = (await once(socket, 'data')) as [Buffer];
        expect(said.toString()).toMatch(/^HTTP\/1\.1 100 /);
      }
      await expect(ask(small.base, '127.0.0.3', 'GET')).rejects.toThrow();
      expect(await ask(small.base, '127.0.0.2', 'GET')).toBe(200);
      held.forEach((socket) => socket.destroy());
      await until('their places are free', () =>
        ask(small.base, '127.0.0.3', 'GET').then(
          (status) => status === 200,
          () => false,
        ),
      );
      // Those that ask for nothing make room.
      const silent = await open('127.0.0.3');
      expect(await ask(small.base, '127.0.0.3', 'GET')).toBe(200);
      silent.forEach((socket) => socket.destroy());
    } finally {
      await small.close();
    }
  });
});
