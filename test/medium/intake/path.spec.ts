import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { FIRST_STEPS, VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const stored = (id: string): Promise<Buffer> => readFile(join(world.config.objects.root, 'incoming', id));

async function visitor(): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
  return browser;
}

describe('from the link to the receipt (real HTTP, PostgreSQL and file system)', () => {
  it('works with a plain form and no JavaScript', async () => {
    const { link, code } = await world.officer.invite();
    const browser = new VisitorBrowser(world.base);
    const path = new URL(link).pathname;
    const door = await browser.get(path);
    // Shown all the same: browsers leave what was not found out of their history.
    expect(door.status).toBe(404);
    expect(door.text.split(path.split('/').at(-1) ?? '')).toHaveLength(2);
    expect(door.text).toContain('type="hidden" name="link"');
    const entered = await browser.post(path, { code: `${code.slice(0, 4)} ${code.slice(4)}` });
    expect([entered.status, entered.headers.location]).toEqual([303, '/notice']);

    expect((await browser.get('/files')).headers.location).toBe('/next');
    expect((await browser.get('/next')).headers.location).toBe('/notice');
    expect((await browser.upload([{ name: 'early.mp4', bytes: randomBytes(10) }])).status).toBe(400);
    // No force has a film of it here.
    expect((await browser.get('/notice')).text).not.toContain('/notice/bsl');
    expect((await browser.get('/notice/bsl')).status).toBe(404);
    const unticked = await browser.post('/notice');
    expect(unticked.status).toBe(400);
    expect(unticked.text).toContain('Press the button when you have read');
    for (const [path, fields] of FIRST_STEPS) expect((await browser.post(path, fields)).status).toBe(303);
    expect((await browser.get('/next')).headers.location).toBe('/diary');

    const clips = [
      { name: 'one.mp4', bytes: randomBytes(300_000) },
      { name: 'two & <b>three.mp4', bytes: randomBytes(5) },
    ];
    expect((await browser.upload(clips)).headers.location).toBe('/files');
    const list = await browser.get('/files');
    expect(list.text).toContain('one.mp4');
    expect(list.text).toContain('two &amp; &lt;b&gt;three.mp4');
    const files = await browser.files();
    expect(files.map(({ state, size }) => [state, size])).toEqual([
      ['waiting', 300_000],
      ['waiting', 5],
    ]);
    expect(sha256(await stored(files[0]?.id ?? ''))).toBe(sha256(clips[0]?.bytes ?? Buffer.of()));

    const ask = await browser.get('/send');
    expect(ask.text).toContain('Criminal Procedure and');
    const sent = await browser.post('/send');
    expect(sent.status).toBe(303);
    const receipt = await browser.get(sent.headers.location ?? '');
    expect(receipt.text).toContain(sent.headers.location?.split('/').at(-1));
    expect(receipt.text).toContain('300000 bytes');
    expect(receipt.text).toContain('We are checking them.');
    expect((await browser.files()).length).toBe(0);
    expect((await browser.get('/receipts')).text).toContain(sent.headers.location);
  });

  it('works by tus, with a fingerprint made on the device', async () => {
    const browser = await visitor();
    const bytes = randomBytes(1_000_003);
    const id = await browser.uploadByTus('Haustür 🚪.mp4', bytes, 400_000);
    expect(await browser.files()).toMatchObject([{ id, name: 'Haustür 🚪.mp4', state: 'waiting' }]);
    const told = await browser.send('POST', `/files/${id}/fingerprint`, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sha256: sha256(bytes) }),
    });
    expect(told.status).toBe(204);
    expect((await stored(id)).equals(bytes)).toBe(true);
    const { headers } = await browser.post('/send');
    const receipt = await browser.get(headers.location ?? '');
    expect(receipt.text).toContain(sha256(bytes));
    const pdf = await browser.get(`${headers.location ?? ''}.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['content-disposition']).toMatch(/^attachment; filename="[0-9A-Z-]{9}\.pdf"$/);
    expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('logs receipt and sending, and asks for the check, in the same transaction', async () => {
    const browser = await visitor();
    const id = await browser.uploadByTus('a.mp4', randomBytes(10));
    await browser.post('/send');
    const rows = await withAdmin(async (admin) => {
      const events = await admin.query<{ type: string }>(
        `SELECT event::jsonb->>'type' AS type FROM custody.record WHERE subject = $1 ORDER BY seq`,
        [`clip:${id}`],
      );
      const jobs = await admin.query<{ name: string }>(
        'SELECT name FROM lintel.outbox WHERE job_id = $1 ORDER BY name',
        [id],
      );
      return { events: events.rows.map(({ type }) => type), jobs: jobs.rows.map(({ name }) => name) };
    }, world.database.name);
    expect(rows).toEqual({
      events: ['clip-received', 'submission-sent'],
      jobs: ['promote-clip', 'verify-clip'],
    });
  });

  it('removes a file with its bytes and every trace of its content', async () => {
    const browser = await visitor();
    const id = await browser.uploadByTus('secret name.mp4', randomBytes(1_000));
    expect((await browser.post(`/files/${id}/remove`)).headers.location).toBe('/files');
    expect(await browser.files()).toEqual([]);
    expect((await browser.post(`/files/${id}/erase`)).headers.location).toBe('/files');
    expect(await readdir(join(world.config.objects.root, 'incoming'))).not.toContain(id);
    const left = await withAdmin(
      (admin) => admin.query('SELECT 1 FROM lintel.opening WHERE subject = $1', [`clip:${id}`]),
      world.database.name,
    );
    expect(left.rowCount).toBe(0);
  });

  it('stops on request: what was not sent is erased, what was sent keeps its receipt', async () => {
    const browser = await visitor();
    await browser.uploadByTus('sent.mp4', randomBytes(10));
    const { headers } = await browser.post('/send');
    const id = await browser.uploadByTus('draft.mp4', randomBytes(10));
    expect((await browser.get('/stop')).text).toContain('cannot be undone');
    const stopped = await browser.post('/stop');
    expect([stopped.status, stopped.text.includes('You have stopped')]).toEqual([200, true]);
    expect(browser.cookie).toBe('');
    expect((await browser.get(headers.location ?? '')).status).toBe(401);
    await expect(stored(id)).rejects.toThrow('ENOENT');
  });

  it('ends the session on the server before it goes to the harmless site', async () => {
    const browser = await visitor();
    const { cookie } = browser;
    const left = await browser.get('/leave');
    expect([left.status, left.headers.location]).toEqual([303, world.config.intake.exitUrl]);
    browser.cookie = cookie;
    expect((await browser.get('/files')).status).toBe(401);
  });

  it('leaves the mark of who has left to the page that has set it: a late answer cannot bring it back', async () => {
    const [marked, unmarked] = [await visitor(), await visitor()];
    marked.cookie = `${marked.cookie}; left=1`;
    const names = async (browser: typeof marked): Promise<unknown> =>
      (await browser.post('/leave')).headers['set-cookie']?.map((cookie) => cookie.split('=')[0]);
    expect([await names(marked), await names(unmarked)]).toEqual([['session'], ['session', 'left']]);
  });

  it('does not end the session of someone whose browser fetches links ahead of time', async () => {
    const browser = await visitor();
    expect((await browser.get('/leave', { 'Sec-Purpose': 'prefetch' })).status).toBe(503);
    expect((await browser.get('/files')).status).toBe(200);
  });

  it('takes two uploads of the same file as two files', async () => {
    const browser = await visitor();
    const bytes = randomBytes(1_000);
    const ids = await Promise.all([browser.uploadByTus('a.mp4', bytes), browser.uploadByTus('a.mp4', bytes)]);
    expect(new Set(ids).size).toBe(2);
    expect((await browser.files()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });
});
