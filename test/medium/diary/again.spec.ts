import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { IntakeWorld } from '../intake/support/intake';
import { VisitorBrowser } from '../intake/support/visitor';

let world: IntakeWorld;
let owner: Client;
beforeAll(async () => {
  world = await IntakeWorld.open();
  owner = new Client({ connectionString: world.database.urls.owner });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

async function inside(): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  return her;
}

/** What the button "It has happened again" sends along. */
const carried = async (her: VisitorBrowser): Promise<string> =>
  /<input type="hidden" name="again" value="([^"]+)">/.exec((await her.get('/diary')).text)?.[1] ?? '';

const entries = async (her: VisitorBrowser): Promise<number> =>
  (await her.get('/diary')).text.match(/govuk-link intake-file__name/g)?.length ?? 0;

describe('“It has happened again”, pressed more than once on a page whose answer is slow', () => {
  it('is one entry, whether the presses come one after the other or together', async () => {
    const her = await inside();
    const again = await carried(her);
    const together = await Promise.all([1, 2, 3].map(() => her.post('/diary/again', { again })));
    const after = await her.post('/diary/again', { again });
    const places = [...together, after].map(({ status, headers }) => [status, headers.location]);
    expect(places).toEqual(places.map(() => [303, `/diary/${again}/what`]));
    expect(await entries(her)).toBe(1);
  });

  it('keeps the time of the first press, and what was written since', async () => {
    const her = await inside();
    const again = await carried(her);
    await her.post('/diary/again', { again });
    const earlier = { kind: 'exact', day: '3', month: '3', year: '2026', time: '01:40', words: '' };
    await her.post(`/diary/${again}/when`, { ...earlier, go: 'later' });
    await her.post(`/diary/${again}/what`, { words: 'He rang and ran away.', go: 'later' });
    await her.post('/diary/again', { again });
    const entry = (await her.get(`/diary/${again}`)).text;
    expect(entry).toContain('3 March 2026 at 01:40');
    expect(entry).toContain('He rang and ran away.');
  });

  it('is another one from a page that was loaded since, and from one that is sent anew much later', async () => {
    const her = await inside();
    const again = await carried(her);
    await her.post('/diary/again', { again });
    const next = await carried(her);
    expect(next).not.toBe(again);
    await her.post('/diary/again', { again: next });
    expect(await entries(her)).toBe(2);
    await owner.query(
      "UPDATE lintel.incident SET created_at = created_at - interval '11 minutes' WHERE id = $1",
      [again],
    );
    const { headers } = await her.post('/diary/again', { again });
    expect(headers.location).toMatch(/^\/diary\/[0-9a-f-]{36}\/what$/);
    expect(headers.location).not.toContain(again);
    expect(await entries(her)).toBe(3);
  });

  it('begins one of its own where the id is another victim’s, or none', async () => {
    const [her, other] = [await inside(), await inside()];
    const again = await carried(other);
    await other.post('/diary/again', { again });
    expect((await her.post('/diary/again', { again })).status).toBe(404);
    expect((await her.post('/diary/again', { again: 'x' })).status).toBe(303);
    expect((await her.post('/diary/again', { again: randomUUID() })).status).toBe(303);
    expect([await entries(her), await entries(other)]).toEqual([2, 1]);
  });
});
