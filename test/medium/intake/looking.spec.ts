import { randomBytes } from 'node:crypto';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

async function inside(): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  return her;
}

type Fields = Record<string, string>;
/** What the page would post: its hidden ids, and what she types. */
async function typed(her: VisitorBrowser, rows: readonly Fields[], path = '/diary/many'): Promise<Fields> {
  const { text } = await her.get(path);
  const ids = Object.fromEntries(
    [...text.matchAll(/name="(id-\d+)" value="([^"]+)"/g)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  );
  const given = rows.flatMap((row, at) =>
    Object.entries(row).map(([name, value]) => [`${name}-${at + 1}`, value]),
  );
  return { ...ids, ...(Object.fromEntries(given) as Fields) };
}

const places = (text: string): number => [...text.matchAll(/name="id-\d+"/g)].length;
const answers = (): Promise<{ answers: { what: { words: string }; when: Fields } }[]> =>
  withAdmin(
    async (client) =>
      (
        await client.query<{ answers: { what: { words: string }; when: Fields } }>(
          'SELECT answers FROM lintel.incident WHERE sent_at IS NULL ORDER BY created_at, id',
        )
      ).rows,
    world.database.name,
  );

const lastChange = (): Promise<{ at: string }[]> =>
  withAdmin(
    async (client) =>
      (await client.query<{ at: string }>('SELECT max(changed_at)::text AS at FROM lintel.incident')).rows,
    world.database.name,
  );

describe('many things written down in one go', () => {
  it('keeps a hundred, in the order of the rows, by a plain form, and takes no more', async () => {
    const her = await inside();
    const { text: page } = await her.get('/diary/many');
    expect(places(page)).toBe(10);
    const row = (at: number): Fields => ({
      day: String((at % 28) + 1),
      month: '3',
      year: '2024',
      what: `Thing ${at} happened.`,
    });
    let rows = Array.from({ length: 10 }, (_, at) => row(at + 1));
    let fields = await typed(her, rows);
    while (rows.length < 100) {
      const { headers } = await her.post('/diary/many', { ...fields, go: 'more' });
      expect(headers.location).toMatch(/^\/diary\/many\?rows=\d+#row-\d+$/);
      rows = Array.from({ length: rows.length + 10 }, (_, at) => row(at + 1));
      fields = await typed(her, rows, headers.location?.split('#')[0]);
    }
    expect((await her.post('/diary/many', { ...fields, go: 'on' })).headers.location).toBe('/diary');
    const kept = await answers();
    expect(kept.map((one) => one.answers.what.words)).toEqual(rows.map((one) => one['what']));
    expect(kept[4]?.answers.when).toMatchObject({ kind: 'exact', day: '6', month: '3', year: '2024' });
    const full = await her.get('/diary/many?rows=500');
    expect(places(full.text)).toBe(100);
    expect(full.text).not.toContain('more rows');
    // What is not changed is not written again.
    const before = await lastChange();
    await her.post('/diary/many', { ...(await typed(her, [])), ...fields, go: 'on' });
    expect(await lastChange()).toEqual(before);
  });

  it('keeps what makes no sense yet, says so, and loses nothing that the page has no field for', async () => {
    const her = await inside();
    await her.post('/diary/again');
    const [, own] = /\/diary\/([0-9a-f-]{36})"/.exec((await her.get('/diary')).text) ?? [];
    await her.post(`/diary/${own}/when`, {
      kind: 'about',
      day: '',
      month: '3',
      year: '2025',
      words: 'after dark',
      go: 'on',
    });
    await her.post(`/diary/${own}/who`, { words: 'the man next door', go: 'on' });
    const fields = await typed(her, [
      { day: '', month: '3', year: '2025', time: '', what: 'He rang.' },
      { day: '31', month: '2', year: '2025', what: 'And again.' },
    ]);
    const wrong = await her.post('/diary/many', { ...fields, go: 'on' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('2: There is no such day');
    expect(wrong.text).toMatch(/<title>\s*Error: /);
    const entry = (await her.get(`/diary/${own}`)).text;
    for (const words of ['He rang.', 'after dark', 'the man next door']) expect(entry).toContain(words);
    expect((await her.get('/diary/many')).text).toContain('And again.');
    // While she writes nothing is asked of her.
    expect((await her.post('/diary/many', { ...fields, go: 'keep' })).status).toBe(204);
    const long = await her.post('/diary/many', { ...fields, 'what-1': 'x'.repeat(30_000), go: 'on' });
    expect(long.status).toBe(400);
    expect(long.text).toContain('x'.repeat(30_000));
  });

  it('reaches no entry of anybody else', async () => {
    const [her, another] = [await inside(), await inside()];
    const fields = await typed(her, [{ what: 'Mine.' }]);
    await her.post('/diary/many', { ...fields, go: 'on' });
    const stolen = await another.post('/diary/many', {
      'id-1': fields['id-1'] ?? '',
      'what-1': 'Theirs.',
      go: 'on',
    });
    expect(stolen.status).toBe(404);
    expect((await her.get('/diary/many')).text).toContain('Mine.');
  });
});

describe('other ways to look at it', () => {
  it('shows what happened by days and months, and what has no day apart', async () => {
    const her = await inside();
    const rows = [
      { day: '3', month: '3', year: '2025', time: '9pm', what: 'At the gate.' },
      { day: '3', month: '3', year: '2025', what: 'A letter.' },
      { month: '1', year: '2026', what: 'Some day in winter.' },
      { what: 'No idea when.' },
    ];
    await her.post('/diary/many', { ...(await typed(her, rows)), go: 'on' });
    const { text } = await her.get('/diary/days');
    expect(text.indexOf('January 2026')).toBeLessThan(text.indexOf('March 2025'));
    expect(text).toMatch(/intake-month__some">3<span class="govuk-visually-hidden">: 2 entries</);
    expect([...text.matchAll(/intake-month__some/g)]).toHaveLength(1);
    const [, undated = ''] = text.split('No day known</h2>');
    expect(undated).toContain('No idea when.');
    expect(undated).not.toContain('At the gate.');
  });

  it('finds words in what she wrote and gave, whatever their capitals and accents, and leaves none in an address', async () => {
    const her = await inside();
    await her.post('/diary/many', {
      ...(await typed(her, [{ what: 'Er stand vor der TÜR.' }, { what: 'Nothing else.' }])),
      go: 'on',
    });
    await her.upload([{ name: 'tür vorn.mp4', bytes: randomBytes(900) }]);
    const found = await her.post('/diary/search', { words: ' vor  tur' });
    expect(found.status).toBe(200);
    expect(found.text).toContain('1 entry');
    expect(found.text).toContain('1 file');
    expect(found.text).toContain('Er stand vor der TÜR.');
    expect(found.text).not.toContain('Nothing else.');
    const receipt = (await her.post('/send')).headers.location ?? '?';
    expect((await her.post('/diary/search', { words: 'vorn' })).text).toContain(`href="${receipt}"`);
    expect((await her.post('/diary/search', { words: 'zzz' })).text).toContain('Nothing was found.');
    expect((await (await inside()).post('/diary/search', { words: 'vor' })).text).toContain(
      'Nothing was found.',
    );
    expect((await her.get('/diary/search')).text).toMatch(/<form method="post" action="\/diary\/search"/);
  });
});
