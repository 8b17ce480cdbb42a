import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, type Case, type World } from './world';

let world: World;
let oic: Officer;
let helper: Officer;
let boss: Officer;
let home: Case;
let urn: string;
let supervisor: OfficerClient;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  oic = await world.officer();
  helper = await world.officer();
  boss = await world.officer('supervisor');
  home = await seedCase(world, oic.id);
  const { rows } = await world.admin.query<{ urn: string }>(
    'SELECT urn FROM lintel.investigation WHERE id = $1',
    [home.investigation],
  );
  urn = rows[0]?.urn ?? '';
  supervisor = await signedIn(world, boss);
});

interface Team {
  readonly id: string;
  readonly oicId: string;
  readonly team: string;
  readonly members: readonly { readonly officerId: string }[];
}
const team = async (): Promise<Team> =>
  JSON.parse(
    (await supervisor.call('GET', `/api/v1/teams?urn=${encodeURIComponent(urn.toLowerCase())}`)).text,
  ) as Team;
const of = (): string => `/api/v1/teams/${home.investigation}`;
const members = async (): Promise<string[]> => (await team()).members.map(({ officerId }) => officerId);
const events = async (): Promise<{ type: string; actor: string; officer: string | null }[]> =>
  (
    await world.admin.query<{ type: string; actor: string; officer: string | null }>(
      `SELECT event::jsonb ->> 'type' AS type, event::jsonb #>> '{actor,id}' AS actor, event::jsonb #>> '{detail,officer}' AS officer
         FROM custody.record WHERE subject = $1 ORDER BY seq`,
      [`investigation:${home.investigation}`],
    )
  ).rows;

describe('a supervisor who is no member', () => {
  it('sees the team by the whole reference, and nothing of what it is about', async () => {
    const found = await team();
    expect(Object.keys(found).sort()).toEqual([
      'closedAt',
      'id',
      'members',
      'oicId',
      'oicName',
      'team',
      'urn',
    ]);
    expect(found).toMatchObject({ id: home.investigation, oicId: oic.id });
    expect((await supervisor.call('GET', `/api/v1/teams?urn=${urn.slice(0, -1)}`)).status).toBe(404);
    expect((await supervisor.call('GET', `/api/v1/investigations/${home.investigation}`)).status).toBe(404);
    const page = await supervisor.page(`/teams/${home.investigation}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Stalking');
  });

  it('brings an officer in and takes an officer out, each written down', async () => {
    const theirs = await signedIn(world, helper);
    const look = async () =>
      (await theirs.call('GET', `/api/v1/investigations/${home.investigation}`)).status;
    expect(await look()).toBe(404);
    expect((await supervisor.call('POST', `${of()}/members`, { email: helper.email })).status).toBe(204);
    expect((await supervisor.call('POST', `${of()}/members`, { email: helper.email })).status).toBe(204);
    expect(await look()).toBe(200);
    expect((await supervisor.call('DELETE', `${of()}/members/${helper.id}`)).status).toBe(204);
    expect(await look()).toBe(404);
    await world.sign();
    expect(await events()).toEqual([
      { type: 'access-granted', actor: boss.id, officer: helper.id },
      { type: 'access-removed', actor: boss.id, officer: helper.id },
    ]);
  });

  it('hands it over when its officer leaves: another one leads, then the first one goes', async () => {
    const assign = (oicId: string) =>
      supervisor.call('POST', `${of()}/assignment`, { team: 'Safeguarding North', oicId });
    expect((await supervisor.call('DELETE', `${of()}/members/${oic.id}`)).json().code).toBe('last-member');
    expect((await assign(helper.id)).json().code).toBe('not-a-member');
    await supervisor.call('POST', `${of()}/members`, { email: helper.email });
    expect((await assign(helper.id)).status).toBe(204);
    expect((await supervisor.call('DELETE', `${of()}/members/${oic.id}`)).status).toBe(204);
    expect(await team()).toMatchObject({ oicId: helper.id, team: 'Safeguarding North' });
    expect(await members()).toEqual([helper.id]);
    const { rows } = await world.admin.query(
      'SELECT offence, closed_at FROM lintel.investigation WHERE id = $1',
      [home.investigation],
    );
    expect(rows).toEqual([{ offence: 'Stalking', closed_at: null }]);
  });

  it('cannot let themselves in, by the API or on the page, and another supervisor can', async () => {
    const refused = await supervisor.call('POST', `${of()}/members`, { email: boss.email });
    expect([refused.status, refused.json().code]).toEqual([409, 'nobody-admits-themselves']);
    const page = await supervisor.form(`/teams/${home.investigation}/members`, { email: boss.email });
    expect([page.status, page.text.includes('Nobody lets themselves in')]).toEqual([409, true]);
    expect(await members()).toEqual([oic.id]);
    const other = await signedIn(world, await world.officer('supervisor'));
    expect((await other.call('POST', `${of()}/members`, { email: boss.email })).status).toBe(204);
    expect(await members()).toContain(boss.id);
  });
});
