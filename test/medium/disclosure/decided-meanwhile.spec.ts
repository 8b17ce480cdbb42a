import { signedIn, type Answer, type OfficerClient } from '../workspace/client';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { seedItem } from './support';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const hidden = (name: string, { text }: Answer): string =>
  new RegExp(` name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';

const verdict = {
  ...{ classification: 'not-relevant', description: 'A door', reason: 'Nothing happens', rebuttal: '' },
};
const SENSITIVE = { classification: 'sensitive' } as const;

async function opened(): Promise<{
  readonly desk: Desk;
  readonly page: string;
  readonly items: readonly string[];
  readonly colleague: OfficerClient;
}> {
  const desk = await Desk.open(world);
  const items: string[] = [];
  for (let place = 0; place < 3; place += 1)
    items.push((await seedItem(world, desk.home, desk.officer.id, { exhibit: false })).id);
  const officer = await world.officer('disclosure');
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [desk.home.investigation, officer.id],
  );
  const page = `/investigations/${desk.home.investigation}/disclosure`;
  return { desk, page, items, colleague: await signedIn(world, officer) };
}

/** What stands of an item. */
async function stands(desk: Desk, item: string): Promise<string[]> {
  const { items } = await desk.get<{ items: { classification: string }[] }>(
    `/api/v1/clips/${item}/decisions`,
  );
  return items.map(({ classification }) => classification);
}

describe('a decision by a page that did not show the newest one', () => {
  it.each(['', '?show=all'])('does not undo it (%j); by the page that shows it, it does', async (list) => {
    const { desk, page, items, colleague } = await opened();
    const [hot = '', other = ''] = items;
    const before = await colleague.page(`${page}${list}`);
    await desk.decide([hot], { ...SENSITIVE });
    const show = list === '' ? '' : 'all';
    const decide = (of: string, from: Answer): Promise<Answer> =>
      colleague.form(`${page}/decisions`, { ...verdict, show, items: of, known: hidden('known', from) });

    const refused = await decide(hot, before);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('was decided about since this page was made, last by ');
    expect(refused.text).toContain(desk.officer.displayName);
    expect(refused.text).toContain('>Nothing happens</textarea>');
    expect(await stands(desk, hot)).toEqual(['sensitive']);
    // What nobody touched is nobody's to wait for.
    expect((await decide(other, before)).status).toBe(303);
    expect((await decide(hot, await colleague.page(`${page}?show=all`))).status).toBe(303);
    expect(await stands(desk, hot)).toEqual(['not-relevant', 'sensitive']);
  });

  it('does not undo it among all that match, nor where the page said nothing', async () => {
    const { desk, page, items, colleague } = await opened();
    const [hot = ''] = items;
    const before = await colleague.page(`${page}?show=all`);
    await desk.decide(items.slice(0, 2), { ...SENSITIVE });
    const all = { ...verdict, show: 'all', all: 'yes', shown: hidden('shown', before) };
    const refused = await colleague.form(`${page}/decisions`, { ...all, known: hidden('known', before) });
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('and 1 other were decided about') as string,
    ]);
    expect((await colleague.form(`${page}/decisions`, { ...verdict, items: hot })).status).toBe(409);
    expect(await stands(desk, hot)).toEqual(['sensitive']);
  });

  it('is not made after a review was opened that the page did not show: it would count as made with that in mind', async () => {
    const { desk, page, items, colleague } = await opened();
    const [open = '', decided = ''] = items;
    await desk.decide([decided], { ...SENSITIVE });
    const before = await colleague.page(`${page}?show=all`);
    const { id } = await desk.review();
    const known = { known: hidden('known', before), review: hidden('review', before) };
    const all = { all: 'yes', shown: hidden('shown', before) };
    for (const which of [{ items: open }, { items: decided }, all]) {
      const refused = await colleague.form(`${page}/decisions`, {
        ...verdict,
        show: 'all',
        ...which,
        ...known,
      });
      expect(refused.status).toBe(409);
      expect(refused.text).toContain(
        `${desk.officer.displayName} has opened a review since this page was made`,
      );
      expect(refused.text).toContain('>Nothing happens</textarea>');
    }
    expect([await stands(desk, open), await stands(desk, decided)]).toEqual([[], ['sensitive']]);
    const body = { ...verdict, meetsTest: false, items: [open] };
    const call = (review: unknown): Promise<Answer> =>
      colleague.call('POST', desk.ofCase('decisions'), { ...body, review });
    expect((await call(null)).json().code).toBe('reviewed-meanwhile');
    expect((await call(id)).status).toBe(201);
    const now = await colleague.page(page);
    const again = { known: hidden('known', now), review: hidden('review', now) };
    expect((await colleague.form(`${page}/decisions`, { ...verdict, items: decided, ...again })).status).toBe(
      303,
    );
  });

  it('does not undo it through the interface, where it says what it knew', async () => {
    const { desk, items, colleague } = await opened();
    const [hot = ''] = items;
    await desk.decide([hot], { ...SENSITIVE });
    const { items: made } = await desk.get<{ items: { id: string }[] }>(`/api/v1/clips/${hot}/decisions`);
    const body = { ...verdict, meetsTest: false, items: [hot] };
    const decide = (known: object): Promise<Answer> =>
      colleague.call('POST', desk.ofCase('decisions'), { ...body, ...known });
    const refused = await decide({ known: null });
    expect([refused.status, refused.json().code]).toEqual([409, 'decided-meanwhile']);
    expect((await decide({ known: made[0]?.id })).status).toBe(201);
  });
});
