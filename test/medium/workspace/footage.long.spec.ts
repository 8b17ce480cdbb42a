import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitment } from '../../../src/custody/pure/commitment';
import type { Officer } from '../../../src/features/identity';
import { Database } from '../../../src/platform/database';
import { until } from '../../support/until';
import { OfficerClient, signedIn, type Body } from './client';
import {
  openWorld,
  seedCase,
  seedClip,
  seedRendition,
  type Case,
  type SeededClip,
  type World,
} from './world';

const PROXY = randomBytes(5_000);

let world: World;
let officer: Officer;
let client: OfficerClient;
let home: Case;
let clip: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
  clip = await seedClip(world, home, { name: 'Tür “vorne” 22:11.mp4', malware: 'clean' });
  await seedRendition(world, clip, 'proxy', { bytes: PROXY, contentType: 'video/mp4' });
});
afterAll(() => world.close());

const view = async (content = 'proxy', of = clip.id): Promise<Body> =>
  (await client.call('POST', `/api/v1/clips/${of}/viewings`, { content })).json();

const bytesOf = async (
  url: string,
  headers: HeadersInit = {},
): Promise<{ answer: Response; bytes: Buffer }> => {
  const answer = await client.send('GET', url, { headers });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

const eventsOf = async (id: string): Promise<Body['items'][number]['event'][]> => {
  const answer = await client.call('GET', `/api/v1/clips/${id}/custody`);
  return answer.json().items.map(({ event }) => event);
};

describe('the bytes of a viewing', () => {
  it('come whole, as what they are, and as nobody’s page', async () => {
    const { contentUrl } = await view();
    const { answer, bytes } = await bytesOf(contentUrl);
    expect(answer.status).toBe(200);
    expect(bytes.equals(PROXY)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('video/mp4');
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="clip-proxy.mp4"');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
  });

  it.each([
    ['bytes=0-0', 206, [0, 1]],
    ['bytes=100-199', 206, [100, 200]],
    ['bytes=4990-', 206, [4_990, 5_000]],
    ['bytes=-7', 206, [4_993, 5_000]],
    ['bytes=-9000', 206, [0, 5_000]],
    ['bytes=4999-99999', 206, [4_999, 5_000]],
    ['bytes=0-1,3-4', 200, [0, 5_000]],
    ['bytes=2-1', 200, [0, 5_000]],
    ['lines=0-1', 200, [0, 5_000]],
    ['bytes=x-y', 200, [0, 5_000]],
  ])('answer Range: %s with %i', async (range, status, [start, end]) => {
    const { contentUrl } = await view();
    const { answer, bytes } = await bytesOf(contentUrl, { Range: range });
    expect(answer.status).toBe(status);
    expect(bytes.equals(PROXY.subarray(start, end))).toBe(true);
    if (status === 206) {
      expect(answer.headers.get('content-range')).toBe(`bytes ${start ?? 0}-${(end ?? 0) - 1}/5000`);
    }
  });

  it('refuse a range beyond the end, and tell the size', async () => {
    const { contentUrl } = await view();
    const { answer } = await bytesOf(contentUrl, { Range: 'bytes=5000-' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */5000']);
  });

  it('state no hash as entity tag, which If-Range and If-None-Match use', async () => {
    const { contentUrl } = await view('original');
    const { answer } = await bytesOf(contentUrl);
    const etag = answer.headers.get('etag') ?? '';
    expect(etag).not.toContain(clip.sha256);
    const range = { Range: 'bytes=0-9' };
    expect((await bytesOf(contentUrl, { ...range, 'If-Range': etag })).answer.status).toBe(206);
    expect((await bytesOf(contentUrl, { ...range, 'If-Range': '"other"' })).answer.status).toBe(200);
    expect((await bytesOf(contentUrl, { 'If-None-Match': etag })).answer.status).toBe(304);
  });

  it('answer HEAD with the size and no body', async () => {
    const { contentUrl } = await view();
    const answer = await client.send('HEAD', contentUrl);
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '5000']);
    expect(await answer.text()).toBe('');
  });

  it('are one event of the log, however many ranges', async () => {
    const one = await seedClip(world, home);
    await seedRendition(world, one, 'proxy', { bytes: PROXY, contentType: 'video/mp4' });
    const ticket = await view('proxy', one.id);
    for (let start = 0; start < 5_000; start += 500) {
      await bytesOf(ticket.contentUrl, { Range: `bytes=${start}-${start + 499}` });
    }
    const viewed = (await eventsOf(one.id)).filter(({ type }) => type === 'viewed');
    expect(viewed).toHaveLength(1);
    expect(viewed[0]?.detail).toMatchObject({ access: ticket.id, content: 'proxy' });
  });

  it('are nobody else’s, not even another member’s', async () => {
    const { contentUrl } = await view();
    const other = await world.officer();
    await client.call('POST', `/api/v1/investigations/${home.investigation}/members`, { email: other.email });
    const theirs = await signedIn(world, other);
    expect((await theirs.call('GET', contentUrl)).status).toBe(404);
    expect((await client.call('GET', contentUrl.replace('viewings', 'downloads'))).status).toBe(404);
  });

  it('end with the ticket', async () => {
    const { id, contentUrl } = await view();
    await world.admin.query(`UPDATE lintel.access_ticket SET expires_at = now() WHERE id = $1`, [id]);
    expect((await client.call('GET', contentUrl)).status).toBe(404);
  });

  describe('asked for again within a second', () => {
    const range = { Range: 'bytes=0-99' };
    const asked = async (contentUrl: string, as = client): Promise<number> =>
      (await as.call('GET', contentUrl, undefined, range)).status;

    it('are looked up once', async () => {
      const { contentUrl } = await view();
      const statements = jest.spyOn(world.http.app.get(Database, { strict: false }), 'transaction');
      // On a busy machine the second may be over before the fifth, or the end of the session be moved on late.
      await until('five answers by one look', async () => {
        expect(await asked(contentUrl)).toBe(206);
        // The end of the session is moved on after the answer.
        await sleep(100);
        statements.mockClear();
        for (let time = 0; time < 5; time += 1) expect(await asked(contentUrl)).toBe(206);
        if (statements.mock.calls.length === 0) return true;
        await sleep(1_050);
        return false;
      });
      await sleep(1_050);
      expect(await asked(contentUrl)).toBe(206);
      expect(statements).toHaveBeenCalled();
      statements.mockRestore();
    });

    it('are answered as the first was, and logged with it in one line', async () => {
      const { contentUrl } = await view();
      const part = async (at: number, headers: Record<string, string> = {}) => {
        const { answer, bytes } = await bytesOf(contentUrl, { Range: `bytes=${at}-${at + 99}`, ...headers });
        // A session is nothing that a further part repeats.
        const said = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie'));
        return { status: answer.status, bytes, said };
      };
      const lines = (): Record<string, unknown>[] =>
        world.log
          .map((line) => JSON.parse(line) as Record<string, unknown>)
          .filter(({ path }) => path === contentUrl);
      const further = await until('five parts within one second', async () => {
        const first = await part(0);
        const others = await Promise.all([100, 200, 300, 4_900].map((at) => part(at)));
        const ids = new Set([first, ...others].map(({ said }) => said['x-correlation-id']));
        if (ids.size > 1) await sleep(1_050);
        return ids.size === 1 ? { first, others } : undefined;
      });
      const { first, others } = further;
      expect(first.status).toBe(206);
      for (const [place, at] of [100, 200, 300, 4_900].entries()) {
        const { status, bytes, said } = others[place] ?? first;
        expect(status).toBe(206);
        expect(bytes.equals(PROXY.subarray(at, at + 100))).toBe(true);
        const own = { 'content-range': `bytes ${at}-${at + 99}/5000`, date: said['date'] };
        expect(said).toEqual({ ...first.said, ...own });
      }
      const [line] = await until('their line', () => {
        const found = lines().filter(({ correlation }) => correlation === first.said['x-correlation-id']);
        return Promise.resolve(found.length > 0 ? found : undefined);
      });
      expect(line).toMatchObject({ officer: officer.id, parts: 4, bytes: 400, msg: 'further parts' });
      // What is asked for under a condition, or is not there, is judged as if nothing had been asked before.
      await part(0);
      expect(await part(0, { 'If-Range': '"another"' })).toMatchObject({ status: 200, bytes: PROXY });
      expect((await part(5_000)).status).toBe(416);
      expect((await part(0, { 'If-None-Match': String(first.said['etag']) })).status).toBe(304);
    });

    it('are nobody’s who has signed out', async () => {
      const member = await world.officer();
      await client.call('POST', `/api/v1/investigations/${home.investigation}/members`, {
        email: member.email,
      });
      const theirs = await signedIn(world, member);
      const ticket = await theirs.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'original' });
      const { contentUrl } = ticket.json();
      expect(await asked(contentUrl, theirs)).toBe(206);
      const { cookie } = theirs;
      await theirs.call('DELETE', '/api/v1/session');
      const answer = await fetch(world.base + contentUrl, { headers: { Cookie: cookie, ...range } });
      expect(answer.status).toBe(401);
    });

    it('end within a second where another process took the right away, and for HEAD at once', async () => {
      const { id, contentUrl } = await view();
      expect(await asked(contentUrl)).toBe(206);
      await world.admin.query(`UPDATE lintel.access_ticket SET expires_at = now() WHERE id = $1`, [id]);
      // By it a player asks why no more comes: the answer of a second ago would be the wrong reason.
      expect((await client.send('HEAD', contentUrl)).status).toBe(404);
      await sleep(1_050);
      expect(await asked(contentUrl)).toBe(404);
    });

    it('are not given for the cookie of another', async () => {
      const { contentUrl } = await view();
      expect(await asked(contentUrl)).toBe(206);
      const answer = await fetch(world.base + contentUrl, { headers: range });
      expect(answer.status).toBe(401);
    });
  });

  it('are a fault of ours, not “not found”, when the object is gone', async () => {
    const lost = await seedClip(world, home, { malware: 'clean' });
    await world.admin.query(`UPDATE lintel.clip SET evidence_key = 'masters/gone' WHERE id = $1`, [lost.id]);
    const { contentUrl } = await view('original', lost.id);
    expect((await client.call('GET', contentUrl)).status).toBe(500);
  });
});

describe('a copy taken away', () => {
  it('needs a reason, which the log commits to and members can read', async () => {
    const taken = await seedClip(world, home, { name: 'Tür “vorne” 22:11.mp4', malware: 'clean' });
    const path = `/api/v1/clips/${taken.id}/downloads`;
    const without = await client.call('POST', path, { content: 'original', reason: '  ' });
    expect(without.json()).toMatchObject({ status: 400, code: 'reason-needed' });
    expect((await eventsOf(taken.id)).map(({ type }) => type)).not.toContain('downloaded');

    const ticket = await client.call('POST', path, { content: 'original', reason: 'For the prosecutor' });
    const { answer, bytes } = await bytesOf(ticket.json().contentUrl);
    expect(bytes.equals(taken.bytes)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename=.*filename\*=UTF-8''T%C3%BCr/,
    );
    const last = (await client.call('GET', `/api/v1/clips/${taken.id}/custody`)).json().items.at(-1);
    expect(last).toMatchObject({
      event: { type: 'downloaded' },
      openings: { reason: { value: 'For the prosecutor' } },
    });
    const { salt, value } = last?.openings['reason'] ?? { salt: '', value: null };
    expect(last?.event.commit['reason']).toBe(commitment(Buffer.from(salt, 'hex'), value));
  });
});

describe('a member who is removed', () => {
  it('loses a stream that is running, and everything after it', async () => {
    const big = await seedClip(world, home, { bytes: randomBytes(40 * 1024 * 1024), malware: 'clean' });
    const member = await world.officer();
    await client.call('POST', `/api/v1/investigations/${home.investigation}/members`, {
      email: member.email,
    });
    const theirs = await signedIn(world, member);
    const ticket = await theirs.call('POST', `/api/v1/clips/${big.id}/viewings`, { content: 'original' });
    const { contentUrl } = ticket.json();
    const line = theirs.call('GET', contentUrl.replace(/content$/, 'line'));
    const { begun, ended } = slowRead(world.base + contentUrl, theirs.cookie, big.bytes.length);
    await begun;
    const removed = await client.call(
      'DELETE',
      `/api/v1/investigations/${home.investigation}/members/${member.id}`,
    );
    expect(removed.status).toBe(204);
    const { got, cut } = await ended;
    expect(cut).toBe(true);
    expect(got).toBeLessThan(big.bytes.length / 2);
    expect((await line).text).toMatch(/^(:\n\n)+event: ended\ndata:\n\n$/);
    expect((await theirs.call('GET', contentUrl)).status).toBe(404);
    expect((await theirs.call('GET', `/api/v1/clips/${big.id}`)).status).toBe(404);
  });
});

/** Reads a little at a time, as a player that is playing does. */
function slowRead(
  url: string,
  cookie: string,
  size: number,
): { begun: Promise<void>; ended: Promise<{ got: number; cut: boolean }> } {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let hasBegun = false;
  const ended = new Promise<{ got: number; cut: boolean }>((resolve, reject) => {
    let got = 0;
    get(url, { headers: { Cookie: cookie } }, (answer) => {
      hasBegun = true;
      begin();
      const done = (cut: boolean): void => {
        clearInterval(pace);
        resolve({ got, cut });
      };
      const pace = setInterval(() => {
        const chunk = answer.read() as Buffer | null;
        got += chunk?.length ?? 0;
        if (got >= size) done(false);
      }, 100);
      answer.on('error', () => done(true));
      answer.on('aborted', () => done(true));
    }).on('error', (error) => {
      if (hasBegun) resolve({ got, cut: true });
      else reject(error);
    });
  });
  return { begun, ended };
}
