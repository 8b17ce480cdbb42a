import { signedIn } from './client';
import { openWorld, seedCase, seedClip, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Line {
  readonly id: string;
  readonly waiting: number;
  readonly since: string | null;
  readonly flags: number;
  readonly member: boolean;
}

it('a supervisor sees ages and counts of investigations in which they have no part, and nothing else of them', async () => {
  const oic = await world.officer();
  const home = await seedCase(world, oic.id);
  const [clip] = [await seedClip(world, home, { name: 'her-front-door.mp4' }), await seedClip(world, home)];
  await world.admin.query(
    `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members)
     VALUES (gen_random_uuid(), $1, $2, 'passed-on', 'Her very words', true)`,
    [home.invitation, home.investigation],
  );
  await world.admin.query(`UPDATE lintel.investigation SET offence = 'Nobody may read this' WHERE id = $1`, [
    home.investigation,
  ]);
  const supervisor = await signedIn(world, await world.officer('supervisor'));
  const lines = async (): Promise<Line | undefined> =>
    (
      JSON.parse((await supervisor.call('GET', '/api/v1/overview?limit=100')).text) as { items: Line[] }
    ).items.find(({ id }) => id === home.investigation);
  expect(await lines()).toMatchObject({ waiting: 2, flags: 1, member: false });
  const { text } = await supervisor.page('/');
  expect(text).toContain(`href="/teams/${home.investigation}"`);
  for (const page of ['/', '/overview'])
    expect((await supervisor.page(page)).text).not.toMatch(
      /Nobody may read this|Her very words|her-front-door/,
    );
  expect((await supervisor.call('GET', `/api/v1/investigations/${home.investigation}`)).status).toBe(404);

  const officer = await signedIn(world, oic);
  await officer.call('POST', `/api/v1/clips/${clip.id}/decline`, { reason: 'Only the street' });
  expect(await lines()).toMatchObject({ waiting: 1 });
  await world.admin.query('UPDATE lintel.investigation SET closed_at = now() WHERE id = $1', [
    home.investigation,
  ]);
  expect(await lines()).toBeUndefined();
});

it('an investigation whose officer in the case cannot sign in any more says so, to its members too', async () => {
  const oic = await world.officer();
  const home = await seedCase(world, oic.id);
  const supervisor = await signedIn(world, await world.officer('supervisor'));
  const member = await world.officer();
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, member.id, oic.id],
  );
  const said = async (): Promise<unknown[]> => {
    const list = await supervisor.call('GET', '/api/v1/overview?limit=100');
    const { items } = JSON.parse(list.text) as { items: { id: string; oicActive: boolean }[] };
    const pages = [
      await supervisor.page('/overview'),
      await supervisor.page(`/teams/${home.investigation}`),
      await (await signedIn(world, member)).page(`/investigations/${home.investigation}`),
    ];
    return [
      items.find(({ id }) => id === home.investigation)?.oicActive,
      ...pages.map(({ text }) => text.includes('nobody leads this')),
    ];
  };
  expect(await said()).toEqual([true, false, false, false]);
  await supervisor.confirm();
  const off = await supervisor.call('POST', `/api/v1/officers/${oic.id}/deactivate`, {});
  expect(off.status).toBe(204);
  expect(await said()).toEqual([false, true, true, true]);
});

it('nobody but a supervisor gets a line, whatever the code above the database asks', async () => {
  const officer = await signedIn(world, await world.officer());
  expect((await officer.call('GET', '/api/v1/overview')).status).toBe(403);
  expect((await officer.page('/')).text).not.toContain('All teams');
});
