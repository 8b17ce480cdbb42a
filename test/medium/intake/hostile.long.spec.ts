import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

const KiB = 1024;
let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({
    LIMIT_CLIP_BYTES: String(100 * KiB),
    LIMIT_INVITATION_BYTES: String(250 * KiB),
    LIMIT_CLIPS_PER_SUBMISSION: '5',
  });
});
afterAll(() => world.close());

async function visitor(): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
  return browser;
}

const NAMES: [string, string][] = [
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['nul\0byte.mp4', 'nul\uFFFDbyte.mp4'],
  ['🚪 kör 门.mp4', '🚪 kör 门.mp4'],
  [`${'n'.repeat(300)}.mp4`, `${'n'.repeat(251)}.mp4`],
  ['<script>alert(1).mp4', '<script>alert(1).mp4'],
];

describe('a hostile name', () => {
  it.each(NAMES)('%j is only a text: by tus', async (name, kept) => {
    const browser = await visitor();
    await browser.uploadByTus(name, randomBytes(3));
    expect(await browser.files()).toMatchObject([{ name: kept, state: 'waiting' }]);
    expect((await browser.get('/files')).text).not.toContain('<script>alert');
  });

  it.each(NAMES)('%j is only a text: by form', async (name, kept) => {
    const browser = await visitor();
    expect((await browser.upload([{ name, bytes: randomBytes(3) }])).status).toBe(303);
    expect(await browser.files()).toMatchObject([{ name: kept, state: 'waiting' }]);
  });

  it('does not break its receipt', async () => {
    const browser = await visitor();
    for (const [name] of NAMES.slice(0, 5)) await browser.uploadByTus(name, randomBytes(3));
    const { headers } = await browser.post('/send');
    expect((await browser.get(headers.location ?? '')).status).toBe(200);
    expect((await browser.get(`${headers.location ?? ''}.pdf`)).body.length).toBeGreaterThan(5_000);
  });
});

describe('a file of an odd size', () => {
  it('of 0 bytes is asked for again, by tus and by form, and never sent as if it were something', async () => {
    const browser = await visitor();
    await browser.uploadByTus('empty.mp4', Buffer.of());
    await browser.upload([{ name: 'empty2.mp4', bytes: Buffer.of() }]);
    expect(await browser.files()).toMatchObject([
      { name: 'empty.mp4', state: 'empty', size: 0 },
      { name: 'empty2.mp4', state: 'empty', size: 0 },
    ]);
    expect((await browser.post('/send')).status).toBe(409);
  });

  it('that is too large is refused before its first byte by tus', async () => {
    const browser = await visitor();
    const answer = await browser.create('big.mp4', 100 * KiB + 1);
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('too large')]);
    expect(await browser.files()).toEqual([]);
  });

  it('that is too large does not stop the others of a form', async () => {
    const browser = await visitor();
    const answer = await browser.upload([
      { name: 'big.mp4', bytes: randomBytes(100 * KiB + 1) },
      { name: 'small.mp4', bytes: randomBytes(10) },
    ]);
    expect(answer.status).toBe(303);
    const page = await browser.get(answer.headers.location ?? '');
    expect(page.text).toContain('big.mp4: This file is too large.');
    expect(await browser.files()).toMatchObject([{ name: 'small.mp4', state: 'waiting' }]);
  });

  it('cannot take more than the invitation has room for, by either way', async () => {
    const browser = await visitor();
    for (const name of ['a', 'b']) await browser.uploadByTus(name, randomBytes(100 * KiB));
    expect((await browser.create('c', 51 * KiB)).status).toBe(413);
    expect((await browser.upload([{ name: 'c', bytes: randomBytes(51 * KiB) }])).status).toBe(400);
    expect((await browser.upload([{ name: 'c', bytes: randomBytes(50 * KiB) }])).status).toBe(303);
  });

  it('cannot come more often than allowed', async () => {
    const browser = await visitor();
    for (let count = 0; count < 5; count += 1) await browser.uploadByTus('a', randomBytes(1));
    expect((await browser.create('a', 1)).status).toBe(409);
    const answer = await browser.upload([{ name: 'a', bytes: randomBytes(1) }]);
    expect(answer.text).toContain('at most 5 files');
  });

  it('that is one of too many in a form is told by name, and the others are kept', async () => {
    const browser = await visitor();
    const names = Array.from({ length: 8 }, (_, index) => `clip${index}.mp4`);
    const answer = await browser.upload(names.map((name) => ({ name, bytes: randomBytes(10) })));
    expect(answer.status).toBe(303);
    const page = answer.headers.location ?? '';
    for (let loaded = 0; loaded < 2; loaded += 1)
      expect((await browser.get(page)).text).toContain('clip5.mp4: You can send at most 5 files at once.');
    expect((await browser.files()).map(({ name }) => name).sort()).toEqual(names.slice(0, 5));
  });

  it('without a chosen file the form says so', async () => {
    const browser = await visitor();
    const answer = await browser.upload([{ name: '', bytes: Buffer.of() }]);
    expect(answer.text).toContain('Choose a file first.');
  });
});

describe('another visitor', () => {
  it('reaches nothing: not a file, not an upload, not a receipt', async () => {
    const [her, other] = [await visitor(), await visitor()];
    const id = await her.uploadByTus('hers.mp4', randomBytes(10));
    const location = (await her.create('half.mp4', 10)).headers.location ?? '';
    expect(await other.files()).toEqual([]);
    expect(await other.offset(location)).toBe(-404);
    expect((await other.patch(location, 0, randomBytes(10))).status).toBe(404);
    expect((await other.terminate(location)).status).toBe(404);
    expect((await other.post(`/files/${id}/remove`)).status).toBe(404);
    expect((await other.post('/files/not-a-uuid/remove')).status).toBe(404);
    expect((await other.send('POST', `/files/${id}/fingerprint`, fingerprint)).status).toBe(404);
    await her.post(`/files/${location.split('/')[2] ?? ''}/remove`);
    const receipt = (await her.post('/send')).headers.location ?? '';
    expect((await her.get(receipt)).status).toBe(200);
    expect((await other.get(receipt)).status).toBe(404);
    expect((await other.get(`${receipt}.pdf`)).status).toBe(404);
    expect((await other.get('/receipts/2222-2222')).status).toBe(404);
  });

  it('who is signed out gets no page behind the code, and is told so', async () => {
    const nobody = new VisitorBrowser(world.base);
    for (const path of ['/files', '/notice', '/send', '/receipts', '/receipts/2222-2222.pdf']) {
      const answer = await nobody.get(path);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.text).toContain('You are signed out');
    }
    expect((await nobody.create('a', 1)).status).toBe(401);
    expect((await nobody.upload([{ name: 'a', bytes: randomBytes(1) }])).status).toBe(401);
  });
});

const fingerprint = {
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ sha256: 'a'.repeat(64) }),
};

it('cannot send the same draft twice at once', async () => {
  const browser = await visitor();
  await browser.uploadByTus('a', randomBytes(1));
  const answers = await Promise.all([browser.post('/send'), browser.post('/send'), sleep(0)]);
  expect(
    answers
      .slice(0, 2)
      .map((answer) => answer?.status)
      .sort(),
  ).toEqual([303, 409]);
});
