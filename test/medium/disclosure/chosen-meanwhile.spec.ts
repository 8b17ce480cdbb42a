import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { seedItem } from './support';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Choice {
  readonly choice: { readonly id: string; readonly reason: string } | null;
}

const KNOWN = /<input type="hidden" name="known" value="([^"]*)">/;

describe('how an item goes, chosen on a page of before another choice', () => {
  it('stays as it was chosen since, and the page says who chose and how', async () => {
    const desk = await Desk.open(world);
    const { client, officer } = desk;
    const item = await seedItem(world, desk.home, officer.id);
    const place = `/clips/${item.id}/redaction-choice`;
    const page = `/clips/${item.id}/redactions`;
    const newest = () => desk.get<Choice>(`/api/v1${place}`);
    const shown = async (): Promise<string> => KNOWN.exec((await client.page(page)).text)?.[1] ?? 'no field';
    const choose = (reason: string, known: string) =>
      client.form(place, { redaction: 'whole', reason, known });

    const before = await shown();
    expect(before).toBe('');
    expect((await choose('The number does not show', before)).status).toBe(303);
    const again = await choose('Nobody else shows', before);
    expect(again.status).toBe(409);
    expect(again.text).toContain(
      `Nothing was chosen: ${officer.displayName} has chosen since this page was made that it goes whole.`,
    );
    expect(again.text).toContain('Nobody else shows');
    const { choice } = await newest();
    expect(choice?.reason).toBe('The number does not show');
    // The page that says so knows of it.
    expect(KNOWN.exec(again.text)?.[1]).toBe(choice?.id);
    expect((await choose('Nobody else shows', await shown())).status).toBe(303);
    expect((await newest()).choice?.reason).toBe('Nobody else shows');
  });

  it('is asked of a program that says what it read, and of no other', async () => {
    const desk = await Desk.open(world);
    const item = await seedItem(world, desk.home, desk.officer.id);
    const place = `/api/v1/clips/${item.id}/redaction-choice`;
    const choose = (expected: number, known?: string | null) =>
      desk.post(
        place,
        { redaction: null, reason: 'As asked', ...(known !== undefined && { known }) },
        expected,
      );
    await choose(204, null);
    await choose(409, null);
    const { choice } = await desk.get<Choice>(place);
    await choose(204, choice?.id);
    await choose(409, choice?.id);
    await choose(204);
  });

  it('is chosen once where two choose at one moment', async () => {
    const desk = await Desk.open(world);
    const item = await seedItem(world, desk.home, desk.officer.id);
    const place = `/api/v1/clips/${item.id}/redaction-choice`;
    const body = { redaction: null, reason: 'As asked', known: null };
    const answers = await Promise.all([1, 2, 3].map(() => desk.client.call('POST', place, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
  });
});
