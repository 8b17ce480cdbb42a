import { MAKES, recogniseSource, timeCandidates } from '../../../src/features/footage';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from '../intake/support/intake';
import { VisitorBrowser } from '../intake/support/visitor';

let world: IntakeWorld;
let browser: VisitorBrowser;
beforeAll(async () => {
  world = await IntakeWorld.open({ FOOTAGE_RETENTION_DAYS: 'tapo=7-30' });
  browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
});
afterAll(() => world.close());

/** Adds a file, and looks into it as the worker does. */
async function looked(name: string): Promise<string> {
  const before = new Set((await browser.files()).map(({ id }) => id));
  await browser.upload([{ name, bytes: Buffer.from(name) }]);
  const id = (await browser.files()).find((file) => !before.has(file.id))?.id ?? '';
  await withAdmin(async (admin) => {
    const source = recogniseSource(name, null);
    await admin.query(`UPDATE lintel.clip SET source = $2, state = 'verified' WHERE id = $1`, [id, source]);
    for (const time of timeCandidates(name, null, new Date())) {
      await admin.query(
        'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
        [id, time.source, time.ofEvent, time],
      );
    }
  }, world.database.name);
  return id;
}

const about = async (id: string): Promise<string> => (await browser.get(`/files/${id}/about`)).text;

describe('the steps for each doorbell', () => {
  it.each([...MAKES, 'other'])('%s', async (make) => {
    const stranger = new VisitorBrowser(world.base);
    const page = await stranger.get(`/help/${make}`);
    expect(page.status).toBe(200);
    expect(page.text.match(/<li>/g)?.length).toBeGreaterThan(6);
    expect(page.text).toContain('Exit this page');
    expect(page.text).not.toMatch(/police|evidence|crime|investigat/i);
  });

  it('are listed, and there are none for what nobody knows', async () => {
    expect((await browser.get('/help')).text).toContain('href="/help/reolink"');
    expect((await browser.get('/help/nokia')).status).toBe(404);
  });
});

describe('about a file', () => {
  it('says that it is still being looked into', async () => {
    await browser.upload([{ name: 'early.mp4', bytes: Buffer.from('early') }]);
    const [file] = await browser.files();
    expect(await about(file?.id ?? '')).toContain('still checking');
  });

  it('tells kindly what would be better than a copy, and takes the copy', async () => {
    const id = await looked('VID-20250714-WA0003.mp4');
    const page = await about(id);
    expect(page).toContain('new, smaller file');
    expect(page).toContain('We keep this file all the same');
    expect(page).toContain('href="/help"');
    expect(page).toContain('It was sent in a chat');
    expect(page).toContain('This is not the time when it happened.');
    const list = (await browser.get('/files')).text;
    expect(list).toContain('This looks like a copy from WhatsApp.');
    expect(list).toContain(`href="/files/${id}/about"`);
    expect(list).toContain('Send now');
  });

  it('gives both readings of a time without a zone', async () => {
    const page = await about(await looked('RingVideo_20250714_220305.MP4'));
    expect(page).toContain('14 July 2025, 22:03 or 23:03');
    expect(page).toContain('There is nothing for you to do.');
  });

  it.each([
    ['RingVideo_', '.MP4', 3, /Ring often keeps its copy for about 2[5-7] days more/],
    ['RingVideo_', '.MP4', 3, /it can be up to 180 days/],
    ['RingVideo_', '.MP4', 40, /Ring may have removed its copy on/],
    ['RingVideo_', '.MP4', 200, /By now Ring has most likely removed its copy/],
    // As the operator has set it.
    ['', '_tp00001.mp4', 3, /Tapo often keeps its copy for about [3-4] days more/],
  ])('counts down calmly: %s…%s of %i days ago', async (before, after, days, words) => {
    const wall = new Date(Date.now() - days * 86_400_000).toISOString();
    const name = before + wall.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_') + after;
    expect(await about(await looked(name))).toMatch(words);
  });

  it('is nobody else’s', async () => {
    const id = await looked('Ring clip.mp4');
    const other = new VisitorBrowser(world.base);
    await other.enter(await world.officer.invite());
    for (const path of ['about', 'nonsense'])
      expect((await other.get(`/files/${id}/${path}`)).status).toBe(404);
    expect((await other.post(`/files/${id}/clock`, { right: 'yes' })).status).toBe(404);
    expect((await other.post(`/files/${id}/better`, { copy: '' })).status).toBe(404);
    expect((await new VisitorBrowser(world.base).get(`/files/${id}/about`)).status).toBe(401);
  });
});

describe('the one question', () => {
  it('may be left unanswered, and answered again', async () => {
    const id = await looked('20250715_220305_tp00001.mp4');
    expect((await browser.post(`/files/${id}/clock`)).status).toBe(303);
    expect(await about(id)).not.toContain('You said');
    await browser.post(`/files/${id}/clock`, { right: 'unknown' });
    expect(await about(id)).toContain('You said: I don’t know.');
    await browser.post(`/files/${id}/clock`, { right: 'no', shown: '9.05' });
    const page = await about(id);
    expect(page).toContain('You said: No.');
    expect(page).toContain('You compared the clock.');
    expect(page).toContain('By the clock that you compared');
  });

  it('says kindly what a time looks like, and keeps what she typed', async () => {
    const id = await looked('20250716_220305_tp00001.mp4');
    const page = await browser.post(`/files/${id}/clock`, { right: 'yes', shown: 'noon' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('like 21:05');
    expect(page.text).toContain('value="noon"');
    const long = await browser.post(`/files/${id}/clock`, {
      right: 'no',
      shown: 'five past nine in the evening',
    });
    expect([long.status, long.text]).toEqual([400, expect.stringContaining('five past nine in the evening')]);
    expect(await about(id)).not.toContain('You said');
  });

  it('is in the record as a commitment, which is gone with the clip', async () => {
    const id = await looked('20250717_220305_tp00001.mp4');
    await browser.post(`/files/${id}/clock`, { right: 'no', shown: '21:05' });
    const rows = (sql: string): Promise<unknown[]> =>
      withAdmin(async (admin) => (await admin.query(sql, [id])).rows as unknown[], world.database.name);
    const events = JSON.stringify(
      await rows(
        `SELECT event FROM custody.record WHERE subject = 'clip:' || $1 AND event LIKE '%clock-answered%'`,
      ),
    );
    expect(events).toContain('clock-answered');
    expect(events).not.toContain('21:05');
    await browser.post(`/files/${id}/remove`);
    await browser.post(`/files/${id}/erase`);
    expect(await rows('SELECT 1 FROM lintel.time_candidate WHERE clip_id = $1')).toEqual([]);
    expect(await rows('SELECT 1 FROM lintel.clock_answer WHERE clip_id = $1')).toEqual([]);
    expect(await rows(`SELECT 1 FROM lintel.opening WHERE subject = 'clip:' || $1`)).toEqual([]);
  });
});

describe('what she may tell of a copy', () => {
  const copyOf = (number: number): Promise<string> => looked(`VID-20250719-WA000${number}.mp4`);

  it('is which doorbell it is from: then she gets its own steps, and both stay hers', async () => {
    const id = await copyOf(1);
    const before = await about(id);
    expect(before).toContain('Which doorbell is it from?');
    expect(before).toContain('We do not know which doorbell it is from.');
    expect((await browser.post(`/files/${id}/make`)).status).toBe(303);
    expect((await browser.post(`/files/${id}/make`, { make: 'nokia' })).status).toBe(303);
    expect(await about(id)).toBe(before);
    await browser.post(`/files/${id}/make`, { make: 'unknown' });
    await browser.post(`/files/${id}/make`, { make: 'blink' });
    const page = await about(id);
    expect(page).toContain('href="/help/blink"');
    expect(page).toContain('We do not know when the clip was made.');
    expect(page).toMatch(/value="blink" checked/);
    expect(await about(await looked('RingVideo_20250719_220305.MP4'))).not.toContain(
      'Which doorbell is it from?',
    );
  });

  it('is the day and the time in the picture: then its days are counted, in her diary too', async () => {
    const id = await copyOf(2);
    await browser.post(`/files/${id}/make`, { make: 'ring' });
    const day = new Date(Date.now() - 5 * 86_400_000);
    const typed = {
      day: String(day.getUTCDate()),
      month: String(day.getUTCMonth() + 1),
      year: String(day.getUTCFullYear()),
      time: '9:05 pm',
    };
    for (const [field, wrong, words] of [
      ['month', '13', 'There is no such day.'],
      ['time', 'late', 'Write the time like 21:05.'],
      ['time', 'half past nine in the evening', 'Write the time like 21:05.'],
      ['year', '2196', 'That day has not come yet.'],
    ] as const) {
      const answer = await browser.post(`/files/${id}/picture`, { ...typed, [field]: wrong });
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(words)]);
      expect(answer.text).toContain(`value="${wrong}"`);
    }
    expect((await browser.post(`/files/${id}/picture`)).status).toBe(303);
    expect(await about(id)).not.toContain('By what you told us');
    for (let twice = 0; twice < 2; twice += 1)
      expect((await browser.post(`/files/${id}/picture`, typed)).status).toBe(303);
    const page = await about(id);
    expect(page.match(/By what you told us/g)).toHaveLength(1);
    expect(page).toMatch(/Ring often keeps its copy for about 2[3-5] days more/);
    const diary = (await browser.get('/diary')).text;
    expect(diary).toContain('How long your doorbell keeps its own copies');
    expect(diary.replaceAll('<wbr>', '')).toContain('VID-20250719-WA0002.mp4');
  });

  it('is in the record as commitments, and nobody else’s to tell', async () => {
    const id = await copyOf(3);
    await browser.post(`/files/${id}/make`, { make: 'reolink' });
    await browser.post(`/files/${id}/picture`, { day: '1', month: '3', year: '2026', time: '03:33' });
    const other = new VisitorBrowser(world.base);
    await other.enter(await world.officer.invite());
    for (const path of ['make', 'picture']) {
      const fields = { make: 'ring', day: '1', month: '3', year: '2026', time: '03:33' };
      expect((await other.post(`/files/${id}/${path}`, fields)).status).toBe(404);
    }
    const events = await withAdmin(
      async (admin) =>
        (
          await admin.query<{ event: string }>(
            `SELECT event FROM custody.record WHERE subject = 'clip:' || $1 ORDER BY seq`,
            [id],
          )
        ).rows.map(({ event }) => event),
      world.database.name,
    );
    expect(events.filter((event) => event.includes('make-answered'))).toHaveLength(1);
    expect(events.filter((event) => event.includes('clock-answered'))).toHaveLength(1);
    expect(events.join()).not.toMatch(/reolink|03:33/);
  });
});

describe('a better one', () => {
  it('is named as such, also of a file that was sent before, and taken back', async () => {
    const copy = await looked('VID-20250718-WA0001.mp4');
    await browser.post('/send');
    const better = await looked('RingVideo_20250718_100000.MP4');
    expect(await about(better)).toContain('VID-20250718-WA0001.mp4');
    expect((await browser.post(`/files/${better}/better`, { copy })).status).toBe(303);
    expect(await about(better)).toMatch(new RegExp(`value="${copy}" selected`));
    await browser.post(`/files/${better}/better`, { copy: '' });
    expect(await about(better)).not.toMatch(new RegExp(`value="${copy}" selected`));
  });
});
