import type { z } from 'zod';
import { occasionPage, partPage } from '../../../src/apps/workspace/areas/conduct/answers.model';
import { seedClips, seedOccasions, seedTimes } from '../../factories/many-conduct';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, type Case, type World } from './world';

/** More than one page of what is in no occasion, and of occasions. */
const CLIPS = 130;
const OCCASIONS = CLIPS / 2;

let world: World;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld({ LIMIT_ORDERS: '55' });
  const officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
  await seedClips(world.admin, home, CLIPS);
  await seedTimes(world.admin, officer.id, home.investigation);
  await seedOccasions(world.admin, officer.id);
});
afterAll(() => world.close());

const of = (path: string): string => `/investigations/${home.investigation}/${path}`;
const api = (path: string): string => `/api/v1${of(path)}`;
const countOf = (text: string, what: RegExp): number => [...text.matchAll(what)].length;
/** Address of the next page of one list. */
const nextOf = (text: string, list: string): string => {
  const [, address = ''] = new RegExp(`href="([^"]*#${list})"[^>]*rel="next"`).exec(text) ?? [];
  return address.replaceAll('&amp;', '&');
};
const BOXES = /<input class="govuk-checkboxes__input"/g;
const LINES = /href="\/occasions\//g;

describe('the course of conduct of a long series', () => {
  it('shows the picture of all of it, and of each list one page', async () => {
    const { text } = await client.page(of('conduct'));
    expect(text).toContain(`<strong>${OCCASIONS}</strong> occasions that count`);
    expect(countOf(text, /lintel-mark--counts/g)).toBe(OCCASIONS);
    expect([countOf(text, LINES), countOf(text, BOXES)]).toEqual([50, 50]);
  });

  it('leads on to the rest of each, and back', async () => {
    const { text: first } = await client.page(of('conduct'));
    const { text: occasions } = await client.page(nextOf(first, 'occasions'));
    expect([countOf(occasions, LINES), countOf(occasions, BOXES)]).toEqual([OCCASIONS - 50, 50]);
    expect(occasions).toContain(`href="${of('conduct')}#occasions"`);
    const { text: loose } = await client.page(nextOf(first, 'loose'));
    expect([countOf(loose, LINES), countOf(loose, BOXES)]).toEqual([50, CLIPS - OCCASIONS - 50]);
  });

  it('gives each of them once over the API', async () => {
    const all = async (path: string, page: typeof occasionPage | typeof partPage): Promise<string[]> => {
      const found: string[] = [];
      let after: string | null = '';
      while (after !== null) {
        const from: string = after === '' ? '' : `&after=${after}`;
        const answer = await client.call('GET', `${api(path)}?limit=20${from}`);
        const read: z.infer<typeof page> = page.parse(answer.json());
        expect(read.items.length).toBeLessThanOrEqual(20);
        found.push(...read.items.map(({ id }) => id));
        after = read.next;
      }
      return found;
    };
    expect(new Set(await all('occasions', occasionPage)).size).toBe(OCCASIONS);
    expect(new Set(await all('conduct/loose', partPage)).size).toBe(CLIPS - OCCASIONS);
  });

  it('takes what is picked into an occasion by its number, and keeps the page when there is none', async () => {
    const { text: first } = await client.page(of('conduct'));
    const { text } = await client.page(nextOf(first, 'loose'));
    const [, action = ''] = /action="([^"]*\/occasions\?loose=[^"]*)"/.exec(text) ?? [];
    const [, item = ''] = /name="items~[^"]+" value="(clip:[^"]*)"/.exec(text) ?? [];
    const refused = await client.form(action, { items: item, into: '9999' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('This investigation has no occasion with that number.');
    expect(refused.text).toContain(`value="${item}" checked`);
    const taken = await client.form(action, { items: item, into: '7' });
    const occasion = taken.headers.get('location') ?? '';
    expect((await client.page(occasion)).text).toContain('Occasion 7');
    const { items } = partPage.parse((await client.call('GET', `/api/v1${occasion}/parts`)).json());
    expect(items.map(({ id }) => `clip:${id}`)).toContain(item);
    // The page after what was taken is the same.
    expect(countOf((await client.page(nextOf(first, 'loose'))).text, BOXES)).toBe(CLIPS - OCCASIONS - 51);
  });

  it('names a few parts of a large occasion, and has pages of them and of its decisions', async () => {
    const { items } = partPage.parse((await client.call('GET', `${api('conduct/loose')}?limit=60`)).json());
    const made = await client.call('POST', api('occasions'), { clips: items.map(({ id }) => id) });
    const { id } = made.json();
    for (let time = 1; time <= 12; time += 1)
      await client.call('POST', `/api/v1/occasions/${id}/decisions`, {
        counts: true,
        reason: `Thought ${time}`,
      });
    expect((await client.page(of('conduct'))).text).toContain(' and 55 more');
    const { text } = await client.page(`/occasions/${id}`);
    expect(countOf(text, /\/removal"/g)).toBe(50);
    expect([text.includes('Thought 12<'), text.includes('Thought 2<')]).toEqual([true, false]);
    expect(countOf((await client.page(nextOf(text, 'parts'))).text, /\/removal"/g)).toBe(10);
    const { text: earlier } = await client.page(nextOf(text, 'decision'));
    expect(earlier).toMatch(/ \(earlier\).*?Thought 2<.*? \(earlier\).*?Thought 1</s);
  });

  it('says of an occasion that what belongs to it has changed since it was decided', async () => {
    const { rows } = await world.admin.query<{ id: string; clip: string; officer: string }>(
      `SELECT o.id, p.clip_id AS clip, d.officer_id AS officer FROM lintel.occasion o
         JOIN lintel.occasion_part p ON p.occasion_id = o.id JOIN lintel.occasion_decision d ON d.occasion_id = o.id
        WHERE p.clip_id IS NOT NULL ORDER BY o.number DESC LIMIT 1`,
    );
    const [row] = rows;
    const page = async (): Promise<string> => (await client.page(`/occasions/${row?.id}`)).text;
    expect(await page()).not.toContain('has changed since the last decision');
    await world.admin.query(
      `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES ($1, 'declined', 'Of another street', $2)`,
      [row?.clip, row?.officer],
    );
    expect(await page()).toContain('1 clip that belongs to it was declined');
    expect(await page()).toContain('What belongs to this occasion has changed since the last decision');
  });

  it('records an order with its court and route, or without, and names what cannot be', async () => {
    const form = { kind: 'stalking-protection', madeOn: '2019-02-03', endsOn: '', terms: 'Not to call her' };
    const record = (more: object) => client.form(of('orders'), { ...form, ...more });
    expect((await record({ court: 'Sample Crown Court', route: 'conviction' })).status).toBe(303);
    expect((await record({ court: ' ', route: '' })).status).toBe(303);
    const refused = await record({ court: 'x'.repeat(201), route: '' });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('At most 200 letters.')]);
    const { text } = await client.page(of('conduct'));
    expect(text).toContain('until further order, made on conviction by Sample Crown Court<br>');
    // The one that is there in any case has neither.
    expect(countOf(text, /until further order<br>/g)).toBe(2);
  });

  it('holds so many orders, draws all of them and lists a page', async () => {
    const order = { kind: 'restraining', madeOn: '2020-02-03', terms: 'Not to go to her street' };
    const statuses: number[] = [];
    for (let more = 0; more < 53; more += 1)
      statuses.push((await client.call('POST', api('orders'), order)).status);
    expect(new Set(statuses.slice(0, 52))).toEqual(new Set([201]));
    expect(statuses[52]).toBe(409);
    const { text } = await client.page(of('conduct'));
    expect(countOf(text, /class="lintel-band"/g)).toBe(55);
    expect(countOf(text, /<summary>Strike out/g)).toBe(50);
    expect(countOf((await client.page(nextOf(text, 'orders'))).text, /<summary>Strike out/g)).toBe(5);
  });
});
