import { randomBytes } from 'node:crypto';
import { secretHash } from '../../../src/features/invitations/domain/secrets';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser, type Answer } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({ LIMIT_CODE_ATTEMPTS: '3', LIMIT_ADDRESS_ATTEMPTS: '20' });
});
afterAll(() => world.close());

const admin = (sql: string, values: unknown[]): Promise<unknown> =>
  withAdmin((client) => client.query(sql, values), world.database.name);
const unknownPath = (): string => `/i/${randomBytes(32).toString('base64url')}`;
const wrong = (code: string): string => (code === '00000000' ? '11111111' : '00000000');
const linkHash = (path: string): Buffer => secretHash(path.split('/').at(-1) ?? '');

/** Time passes for whoever types codes for this link. */
const waited = (path: string, time: string): Promise<unknown> =>
  admin(
    'UPDATE lintel.code_attempt SET judged_from = judged_from - $2::interval, last_at = last_at - $2::interval WHERE link_hash = $1',
    [linkHash(path), time],
  );

async function events(id: string): Promise<string[]> {
  const { rows } = (await admin(
    `SELECT event::jsonb->>'type' AS type FROM custody.record
      WHERE event::jsonb->>'type' IN ('invitation-guessed', 'invitation-locked') AND event::jsonb->'detail'->>'invitation' = $1`,
    [id],
  )) as { rows: { type: string }[] };
  return rows.map(({ type }) => type);
}
const browser = (): VisitorBrowser => new VisitorBrowser(world.base);

/** What a stranger can see of an answer: everything but the ids that differ with each request, and the link that was asked for. */
const face = ({ status, headers, body, text }: Answer): unknown => {
  const { date, 'x-correlation-id': correlation, ...rest } = headers;
  expect([typeof date, typeof correlation]).toEqual(['string', 'string']);
  const { 'content-length': length, ...others } = rest;
  expect(Number(length)).toBe(body.length);
  return { status, others, text: text.replaceAll(/name="link" value="[^"]*"/g, '') };
};

describe('the door', () => {
  it('shows and answers dead links, wrong codes and unknown links alike', async () => {
    const kinds = {
      wrong: await world.officer.invite(),
      expired: await world.officer.invite(),
      revoked: await world.officer.invite(),
      locked: await world.officer.invite(),
    };
    await admin(`UPDATE lintel.invitation SET expires_at = now() - interval '1 s' WHERE id = $1`, [
      kinds.expired.id,
    ]);
    await world.officer.revoke(kinds.revoked.id);
    await admin('UPDATE lintel.invitation SET locked_at = now() WHERE id = $1', [kinds.locked.id]);
    const paths = Object.values(kinds).map(({ link }) => new URL(link).pathname);
    const opened = await Promise.all([...paths, unknownPath(), '/i/x'].map((path) => browser().get(path)));
    expect(new Set(opened.map((answer) => JSON.stringify(face(answer)))).size).toBe(1);

    const tries: [string, string][] = [
      [paths[0] ?? '', wrong(kinds.wrong.code)],
      [paths[1] ?? '', kinds.expired.code],
      [paths[2] ?? '', kinds.revoked.code],
      [paths[3] ?? '', kinds.locked.code],
      [unknownPath(), '12345678'],
    ];
    const answers: Answer[] = [];
    for (const [path, code] of tries) answers.push(await browser().post(path, { code }));
    expect(answers.map(({ status }) => status)).toEqual(tries.map(() => 403));
    expect(new Set(answers.map((answer) => JSON.stringify(face(answer)))).size).toBe(1);
    expect(answers[0]?.headers['set-cookie']).toBeUndefined();
  });

  it('counts no attempt where no code was typed, and answers so alike for every link', async () => {
    const { id, link, code } = await world.officer.invite();
    const { pathname } = new URL(link);
    const answers: Answer[] = [];
    for (const typed of ['', '   ', '\u200b', '', '1'.repeat(50)])
      answers.push(await browser().post(pathname, { code: typed }));
    answers.push(await browser().post(unknownPath(), { code: '' }));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
    expect(new Set(answers.map((answer) => JSON.stringify(face(answer)))).size).toBe(1);
    expect(answers[0]?.text).toContain('<a href="#code">Enter your code</a>');
    expect(await events(id)).toEqual([]);
    expect((await browser().post(pathname, { code })).status).toBe(303);
  });

  it.each([{}, { link: '' }, { 'link[a]': '1', code: '00000000' }])(
    'finds nothing where no link comes with what is posted: %j',
    async (fields) => {
      const answer = await browser().post('/', fields);
      expect([answer.status, answer.headers.location]).toEqual([404, undefined]);
      expect(answer.text).toContain('Open your link');
    },
  );

  it('takes as long to refuse a dead link as a wrong code', async () => {
    const dead = await world.officer.invite();
    await world.officer.revoke(dead.id);
    const time = async (path: string): Promise<number> => {
      const start = performance.now();
      await browser().post(path, { code: 'xxxxxxxx' });
      return performance.now() - start;
    };
    await time(unknownPath());
    // The quickest of three: where the machine stood still for a moment, a wrong code took longer than it takes.
    let known = Infinity;
    for (let times = 0; times < 3; times += 1)
      known = Math.min(known, await time(new URL((await world.officer.invite()).link).pathname));
    for (const path of [new URL(dead.link).pathname, unknownPath()]) {
      expect(await time(path)).toBeGreaterThan(known / 4);
    }
  });

  it('is not used up by opening the link, however often', async () => {
    const { link, code } = await world.officer.invite();
    const { pathname } = new URL(link);
    for (let count = 0; count < 20; count += 1) await browser().get(pathname);
    await browser().send('HEAD', pathname);
    expect((await browser().post(pathname, { code })).status).toBe(303);
  });

  it('has codes wait after the set number of wrong ones, tells the log, and opens at once with a new code', async () => {
    const { id, link, code } = await world.officer.invite();
    const { pathname } = new URL(link);
    for (let count = 0; count < 3; count += 1) await browser().post(pathname, { code: wrong(code) });
    const { status, text } = await browser().post(pathname, { code });
    expect([status, text.includes('There were too many tries. Please wait 15 minutes')]).toEqual([403, true]);
    expect(await events(id)).toEqual(['invitation-guessed']);
    const renewed = await world.officer.renew(id, 30);
    expect((await browser().post(pathname, { code: renewed })).status).toBe(303);
  });

  it('opens again by itself when the wait is over, with the same code, and is told of once a day', async () => {
    const { id, link, code } = await world.officer.invite();
    const { pathname } = new URL(link);
    for (let count = 0; count < 3; count += 1) await browser().post(pathname, { code: wrong(code) });
    await waited(pathname, '15 minutes');
    expect((await browser().post(pathname, { code: wrong(code) })).text).toContain('Please wait 15 minutes');
    expect((await browser().post(pathname, { code })).status).toBe(403);
    await waited(pathname, '15 minutes');
    expect((await browser().post(pathname, { code })).status).toBe(303);
    expect(await events(id)).toEqual(['invitation-guessed']);
  });

  it('asks a link that nobody has to wait just as well', async () => {
    const path = unknownPath();
    const { link, code } = await world.officer.invite();
    const answers: unknown[] = [];
    for (const [where, typed] of [
      [path, '12345678'],
      [new URL(link).pathname, wrong(code)],
    ] as const) {
      const seen: unknown[] = [];
      for (let count = 0; count < 4; count += 1)
        seen.push(face(await browser().post(where, { code: typed })));
      answers.push(JSON.stringify(seen));
    }
    expect(answers[0]).toBe(answers[1]);
  });

  it('still lets her in from an address that has guessed links', async () => {
    for (let count = 0; count < 25; count += 1) await browser().post(unknownPath(), { code: '1' });
    const { link, code } = await world.officer.invite();
    expect((await browser().post(new URL(link).pathname, { code })).status).toBe(303);
    expect((await browser().post(unknownPath(), { code: '1' })).status).toBe(403);
  });

  it('gives one cookie, for this browser session alone', async () => {
    const { link, code } = await world.officer.invite();
    const her = browser();
    const { headers } = await her.post(new URL(link).pathname, { code });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const pages = ['/notice', '/files', '/send', '/receipts', '/stop'];
    for (const path of pages) expect((await her.get(path)).headers['set-cookie']).toBeUndefined();
  });

  it('ends the session of before when a code is entered again', async () => {
    const invitation = await world.officer.invite();
    const her = browser();
    await her.enter(invitation);
    const old = her.cookie;
    await her.enter(invitation);
    expect(her.cookie).not.toBe(old);
    her.cookie = old;
    expect((await her.get('/files')).status).toBe(401);
  });
});

describe('every answer', () => {
  it('forbids storing, and no title, address or icon says what the service is for', async () => {
    const her = browser();
    await her.enter(await world.officer.invite());
    await her.uploadByTus('a.mp4', randomBytes(10));
    const paths = [
      '/',
      '/i/x',
      '/notice?again',
      '/files',
      '/files.json',
      '/send',
      '/stop',
      '/stopped',
      '/nowhere',
    ];
    const answers = await Promise.all(paths.map(async (path) => ({ path, ...(await her.get(path)) })));
    const receipt = (await her.post('/send')).headers.location ?? '';
    for (const path of [receipt, `${receipt}.pdf`, '/receipts'])
      answers.push({ path, ...(await her.get(path)) });
    const posts = [await her.post('/notice'), await her.post('/send'), await her.post('/nowhere')];
    for (const answer of [...answers, ...posts]) expect(answer.headers['cache-control']).toBe('no-store');
    for (const { path, text } of answers) {
      const title = /<title[^>]*>([^<]*)</.exec(text)?.[1] ?? '';
      const links = [...text.matchAll(/(?:href|src|action)="([^"]*)"/g)]
        .map(([, link]) => link ?? '')
        .join(' ');
      expect(`${path} ${title} ${links}`).not.toMatch(/police|evidence|stalk|crime|victim|exhibit|custody/i);
    }
  });

  it('has no icon where the address may be a private link', async () => {
    for (const path of ['/i/x', '/a/x', '/b/x', '/i/x/y', '/nowhere']) {
      const { text } = await browser().get(path);
      expect(text.match(/<link rel="icon"[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
    }
  });

  it('says nothing of what it is for before the code is entered', async () => {
    for (const path of ['/', '/i/x', '/files', '/nowhere']) {
      const { text } = await browser().get(path);
      expect(text).not.toMatch(/police|evidence|stalk|crime|victim|investigation|officer|court/i);
    }
  });
});

describe('another site', () => {
  it.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['a browser that says so', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('cannot make her do anything: %s', async (_how, headers) => {
    const her = browser();
    await her.enter(await world.officer.invite());
    await her.uploadByTus('a.mp4', randomBytes(10));
    for (const path of ['/send', '/stop', '/files', '/notice', '/leave']) {
      expect((await her.send('POST', path, { headers })).status).toBe(403);
    }
    expect((await her.create('a', 1, headers)).status).toBe(403);
    expect((await her.files()).length).toBe(1);
  });
});

it('writes no token, code, name, cookie or address to the log', async () => {
  const { link, code } = await world.officer.invite();
  const her = browser();
  await her.enter({ link, code });
  await her.uploadByTus('our front door.mp4', randomBytes(10));
  await her.upload([{ name: 'the back yard.mp4', bytes: randomBytes(10) }]);
  await her.patch('/upload/nothing', 0, randomBytes(1));
  await her.post(new URL(link).pathname, { code: wrong(code) });
  const reference = (await her.post('/send')).headers.location?.split('/').at(-1) ?? '-';
  expect(world.log).toContain('/files');
  const secrets = [new URL(link).pathname.slice(3), code, wrong(code), her.cookie.split('=')[1] ?? '-'];
  for (const secret of [
    ...secrets,
    'front door',
    'back yard',
    '127.0.0.1',
    Buffer.from('our front door.mp4').toString('base64'),
  ]) {
    expect(world.log).not.toContain(secret);
  }
  expect(reference).toHaveLength(9);
});
