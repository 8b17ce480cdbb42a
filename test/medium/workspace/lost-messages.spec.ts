import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import { seedLostMessage } from './lost-message';
import { openWorld, seedCase, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
});
afterAll(() => world.close());

interface Page {
  readonly items: readonly { readonly id: string; readonly matter?: string; readonly seenBy?: string }[];
  readonly next: string | null;
}
const read = async (path: string, as = client): Promise<Page> =>
  JSON.parse((await as.call('GET', path)).text) as Page;

describe('a message that did not reach her', () => {
  it('is work to do for every member until one of them has looked at it, and the log keeps who did', async () => {
    const lost = [
      await seedLostMessage(world, home, officer.id, 'failed'),
      await seedLostMessage(world, home, officer.id, 'refused'),
      await seedLostMessage(world, home, officer.id, 'uncertain'),
    ];
    const found = await read('/api/v1/work/messages');
    expect(found.items.map(({ id, matter }) => [id, matter])).toEqual([
      [lost[0], 'message-failed'],
      [lost[1], 'message-refused'],
      [lost[2], 'message-uncertain'],
    ]);
    const first = await read('/api/v1/work/messages?limit=2');
    expect((await read(`/api/v1/work/messages?after=${first.next ?? ''}`)).items).toMatchObject([
      { id: lost[2] },
    ]);
    const start = await client.page('/');
    expect(start.text).toContain('A message to the victim could not be delivered.');
    expect(start.text).toContain(`href="/invitations/${home.invitation}/messages#sent"`);

    expect((await client.form(`/messages/${lost[0]}/seen`, {})).status).toBe(303);
    for (const id of [lost[1], lost[1], lost[2]])
      expect((await client.call('POST', `/api/v1/messages/${id}/seen`, {})).status).toBe(204);
    expect((await read('/api/v1/work/messages')).items).toEqual([]);
    const { rows } = await world.admin.query<{ message: string }>(
      `SELECT event::jsonb->'detail'->>'message' AS message FROM custody.record
        WHERE subject = 'investigation:' || $1 AND event::jsonb->>'type' = 'message-seen' ORDER BY seq`,
      [home.investigation],
    );
    expect(rows.map(({ message }) => message)).toEqual(lost);
    const page = await client.page(`/invitations/${home.invitation}/messages`);
    expect(page.text).toContain(`Looked at by <bdi>${officer.displayName}</bdi>`);
    expect(page.text).not.toContain('I have dealt with it');
  });

  it('is nobody else’s: not to see, and not to take off the list', async () => {
    const own = await seedCase(world, officer.id);
    const id = await seedLostMessage(world, own, officer.id);
    const stranger = await signedIn(world, await world.officer());
    expect((await read('/api/v1/work/messages', stranger)).items).toEqual([]);
    expect((await stranger.call('POST', `/api/v1/messages/${id}/seen`, {})).status).toBe(404);
    expect((await read('/api/v1/work/messages')).items).toMatchObject([{ id }]);
  });

  it('stands in a list that goes on from page to page', async () => {
    const own = await seedCase(world, officer.id);
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift(await seedLostMessage(world, own, officer.id));
    const path = `/api/v1/invitations/${own.invitation}/messages?limit=2`;
    const met: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: Page = await read(next === '' ? path : `${path}&after=${next}`);
      met.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(met).toEqual(ids);
  });
});
