import { randomBytes, randomUUID } from 'node:crypto';
import { recogniseSource, timeCandidates } from '../../../src/features/footage';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser, type Answer } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({ FOOTAGE_RETENTION_DAYS: 'eufy=5-9' });
});
afterAll(() => world.close());

const DAY = 86_400_000;
const daysAgo = (count: number): Date => new Date(Date.now() - count * DAY);

async function inside(): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  return her;
}

/** An entry of the diary; its day is left out where none is given. */
async function write(her: VisitorBrowser, words: string, on?: Date): Promise<string> {
  const id = randomUUID();
  await her.post(`/diary/${id}/what`, { words, go: 'on' });
  const [year = '', month = '', day = ''] = on?.toISOString().slice(0, 10).split('-') ?? [];
  if (on !== undefined)
    await her.post(`/diary/${id}/when`, { kind: 'exact', day, month, year, time: '12:00', go: 'on' });
  return id;
}

/** Adds a file, and looks into it as the worker does. */
async function add(her: VisitorBrowser, name: string): Promise<string> {
  const id = await her.uploadByTus(name, randomBytes(900));
  await withAdmin(async (admin) => {
    await admin.query(`UPDATE lintel.clip SET source = $2, state = 'verified' WHERE id = $1`, [
      id,
      recogniseSource(name, null),
    ]);
    for (const time of timeCandidates(name, null, new Date()))
      await admin.query(
        'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
        [id, time.source, time.ofEvent, time],
      );
  }, world.database.name);
  return id;
}

const plain = ({ text }: Answer): string =>
  (/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '')
    .replaceAll('<wbr>', '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
/** Where what she reads says it, in the order of the page. */
const order = (text: string, ...parts: string[]): string[] =>
  parts.filter((part) => text.includes(part)).sort((one, other) => text.indexOf(one) - text.indexOf(other));

/** Every row that there is, by table. */
const everything = (): Promise<unknown> =>
  withAdmin(async (admin) => {
    const { rows } = await admin.query<Record<string, string>>(
      `SELECT table_name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM lintel.%I', table_name), false, true, '')))[1]::text AS n
         FROM information_schema.tables WHERE table_schema = 'lintel' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    return rows;
  }, world.database.name);

describe('what to save first', () => {
  it('is one tap from the diary, and behind the code alone', async () => {
    const her = await inside();
    expect((await her.get('/diary')).text).toContain('href="/first"');
    const page = await her.get('/first');
    expect(/<title>\s*([^<]*?)\s*<\/title>/.exec(page.text)?.[1]).toBe('Secure file drop');
    expect(plain(page)).toContain('There is nothing in your diary that needs a clip.');
    expect(plain(page)).toContain('We do not know which doorbell you have.');
    for (const path of ['/first', '/first/ring'])
      expect((await new VisitorBrowser(world.base).get(path)).status).toBe(401);
    const early = new VisitorBrowser(world.base);
    const { link, code } = await world.officer.invite();
    await early.post(new URL(link).pathname, { code });
    expect((await early.get('/first')).status).not.toBe(200);
  });

  it('lists what goes next first, and never says that something is still there', async () => {
    const her = await inside();
    await write(her, 'An old thing.', daysAgo(300));
    await write(her, 'A thing of last month.', daysAgo(40));
    await write(her, 'A new thing.', daysAgo(2));
    await write(her, 'A pressing thing.', daysAgo(28));
    await write(her, 'A thing of no day.');
    await write(her, '');
    const unknown = plain(await her.get('/first'));
    expect(unknown).toContain('Many doorbells remove it from about');
    expect(unknown).not.toContain('most likely removed');
    expect(unknown).not.toContain('Nothing written yet');
    await add(her, 'RingVideo_20200714_220305.MP4');
    const page = plain(await her.get('/first'));
    const all = ['pressing', 'A new', 'last month', 'no day', 'An old'];
    expect(order(page, ...all)).toEqual(all);
    expect(page).toMatch(/Ring may remove it from about \d+ \w+ \d{4}, or sooner if you chose that/);
    expect(page).toMatch(/Ring may have removed it on about .* It may still be there, so please look\./);
    expect(page).toContain('By now Ring has most likely removed it. You can still look.');
    expect(page).toContain('Ring often keeps a clip for about 30 days, unless you chose otherwise.');
    expect(page).toContain('It can be as short as 1 day. It can be as long as 180 days.');
    expect(page).toContain('We read this on 27 November 2026 at ring.com/support/articles/1nce1.');
    expect(page).not.toMatch(/(?<!often |how long )\bkeeps (?:it|a clip|the clip) (?:for|until)/);
  });

  it('leaves out what has footage here or sent, and asks for the original of a copy', async () => {
    const her = await inside();
    const entry = await write(her, 'With its clip.', daysAgo(3));
    await write(her, 'Without a clip.', daysAgo(4));
    const clip = await add(her, 'RingVideo_20260714_220305.MP4');
    await her.post(`/diary/${entry}/clips`, { clip });
    const copy = await add(her, 'VID-20260715-WA0003.mp4');
    const before = plain(await her.get('/first'));
    expect(before).toContain('Without a clip.');
    expect(before).not.toContain('With its clip.');
    expect(before).toContain('VID-20260715-WA0003.mp4');
    expect((await her.get('/first')).text).toContain(`href="/files/${copy}/about"`);
    await her.post('/send');
    const after = plain(await her.get('/first'));
    expect(after).toContain('Without a clip.');
    expect(after).not.toContain('With its clip.');
    // By the name on the receipt: the file itself is out of reach here.
    expect(after).toContain('Ring may remove it from about');
  });

  it('says where and when each figure was read, what is not known, and what the operator knows', async () => {
    const page = plain(await (await inside()).get('/first'));
    expect(page).toContain('We do not know how long Arlo keeps a clip.');
    expect(page).toContain('On 24 November 2026 we found no page from the maker that says this.');
    expect(page).toContain('eufy often keeps a clip for about 5 days');
    expect(page).toContain('The people who run this service told us this.');
    expect(page).toContain('A card or a box at home removes the oldest clips when it is full.');
    const help = plain(await new VisitorBrowser(world.base).get('/help/nest'));
    expect(help).toContain('It can be as short as 3 hours. It can be as long as 60 days.');
  });

  it('shows nothing of another link of the same investigation', async () => {
    const [one, other] = [await inside(), await inside()];
    await write(one, 'Of the one.', daysAgo(3));
    await add(one, 'RingVideo_20260714_220305.MP4');
    const page = plain(await other.get('/first'));
    expect(page).not.toContain('Of the one.');
    expect(page).toContain('We do not know which doorbell you have.');
    expect((await other.get('/first/ring')).text).not.toMatch(/- \d/);
  });
});

describe('a letter to a maker', () => {
  it('names neither police nor case, only days, and is offered where a place was found', async () => {
    const her = await inside();
    await write(her, 'He was at the door.', daysAgo(3));
    await add(her, 'RingVideo_20260714_220305.MP4');
    const page = await her.get('/first/ring');
    const draft = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(page.text)?.[1] ?? '';
    expect(draft).toContain('I have an account with Ring.');
    expect(draft).toMatch(/The clips are from:\n- \d+ \w+ \d{4}\n/);
    expect(draft).toContain('Article 15 of the UK GDPR');
    expect(draft).not.toMatch(/police|crime|case|officer|evidence|stalk|He was at the door/i);
    expect(plain(page)).toContain('Start at ring.com/account/datarequests.');
    expect(plain(page)).toContain('We do not send it.');
    for (const path of ['/first/eufy', '/first/other', '/first/nokia']) {
      expect([path, (await her.get(path)).status]).toEqual([path, 404]);
      expect([path, (await her.post(path, { letter: 'x' })).status]).toEqual([path, 404]);
    }
  });

  it('comes back as a neutral file just as it was typed, and leaves nothing here', async () => {
    const her = await inside();
    await write(her, 'A thing.', daysAgo(3));
    const before = await everything();
    await her.get('/first');
    await her.get('/first/ring');
    const letter = 'Dear <maker>,\nmy account: é 🙂\n';
    const file = await her.post('/first/ring', { letter });
    expect(file.text).toBe(letter);
    expect(file.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="letter.txt"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await everything()).toEqual(before);
    expect((await her.get('/first/ring')).text).not.toContain('Dear');
  });
});
