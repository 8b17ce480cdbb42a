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
}
const team = async (): Promise<Team> =>
  JSON.parse(
    (await supervisor.call('GET', `/api/v1/teams?urn=${encodeURIComponent(urn.toLowerCase())}`)).text,
  ) as Team;
const of = (): string => `/api/v1/teams/${home.investigation}`;
const members = async (): Promise<string[]> => {
  const page = JSON.parse((await supervisor.call('GET', `${of()}/members`)).text) as {
    readonly items: readonly { readonly officerId: string }[];
  };
  return page.items.map(({ officerId }) => officerId);
};
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
    expect(Object.keys(found).sort()).toEqual(['closedAt', 'id', 'oicId', 'oicName', 'seen', 'team', 'urn']);
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

describe('who may be a member', () => {
  const everywhere = async (email: string): Promise<(readonly [number, string])[]> => {
    const lead = await signedIn(world, oic);
    const own = `/investigations/${home.investigation}/members`;
    const answers = [
      await lead.call('POST', `/api/v1${own}`, { email }),
      await supervisor.call('POST', `${of()}/members`, { email }),
    ];
    const pages = [
      await lead.form(own, { email }),
      await supervisor.form(`/teams/${home.investigation}/members`, { email }),
    ];
    const said = (text: string): string => /(Auditors|Scheme coordinators)[^<.]*/.exec(text)?.[0] ?? '';
    return [
      ...answers.map((answer) => [answer.status, answer.json().code] as const),
      ...pages.map((page) => [page.status, said(page.text)] as const),
    ];
  };
  const byHand = async (statement: string, values: readonly unknown[]): Promise<string | undefined> =>
    world.admin.query(statement, [...values]).then(
      () => undefined,
      (error: unknown) => (error as { code?: string }).code,
    );

  it.each([
    ['auditor', 'Auditors read the log of every investigation and never see footage, so they work on none'],
    ['coordinator', 'Scheme coordinators see no investigation and no footage, so they work on none'],
  ] as const)('is no %s, whoever asks, by the API and on the page', async (role, words) => {
    const apart = await world.officer(role);
    expect(await everywhere(apart.email)).toEqual([
      [409, 'role-stays-apart'],
      [409, 'role-stays-apart'],
      [409, words],
      [409, words],
    ]);
    expect(await members()).toEqual([oic.id]);
  });

  it.each(['disclosure', 'supervisor'] as const)('is a %s', async (role) => {
    const officer = await world.officer(role);
    expect((await supervisor.call('POST', `${of()}/members`, { email: officer.email })).status).toBe(204);
    const theirs = await signedIn(world, officer);
    expect((await theirs.call('GET', `/api/v1/investigations/${home.investigation}`)).status).toBe(200);
  });

  it('is asked by the database, too: no row lets an auditor in, not in an emergency and not as its leader', async () => {
    const { id } = await world.officer('auditor');
    expect([
      await byHand(
        'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
        [home.investigation, id],
      ),
      await byHand(
        `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, started_at, ends_at)
         VALUES (gen_random_uuid(), $1, $2, 'x', now(), now() + interval '1 hour')`,
        [home.investigation, id],
      ),
      await byHand('UPDATE lintel.investigation SET oic_id = $2 WHERE id = $1', [home.investigation, id]),
    ]).toEqual(['LN016', 'LN016', 'LN016']);
  });

  it('was let in before and became an auditor: stays on the list, sees nothing, and does not come back or lead', async () => {
    await supervisor.call('POST', `${of()}/members`, { email: helper.email });
    await world.admin.query(`UPDATE lintel.officer SET role = 'auditor' WHERE id = $1`, [helper.id]);
    const theirs = await signedIn(world, helper);
    expect((await theirs.call('GET', `/api/v1/investigations/${home.investigation}`)).status).toBe(403);
    expect((await theirs.call('GET', `/api/v1/investigations/${home.investigation}/clips`)).status).toBe(403);
    const lead = await supervisor.call('POST', `${of()}/assignment`, { team: '', oicId: helper.id });
    expect([lead.status, lead.json().code]).toEqual([409, 'role-stays-apart']);
    expect((await supervisor.call('DELETE', `${of()}/members/${helper.id}`)).status).toBe(204);
    const again = await supervisor.call('POST', `${of()}/members`, { email: helper.email });
    expect(again.json().code).toBe('role-stays-apart');
  });
});

describe('a large team', () => {
  it('comes page by page, by name, and ends where the limit says', async () => {
    await world.admin.query(
      `WITH made AS (INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash)
         SELECT gen_random_uuid(), 'many' || n || '@force.example', 'Many ' || n % 7, 'MM', 'investigator', 'x'
           FROM generate_series(1, 499) n RETURNING id)
       INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) SELECT $1, id, $2 FROM made`,
      [home.investigation, oic.id],
    );
    const names: string[] = [];
    const seen = new Set<string>();
    let next: string | null = null;
    do {
      const query = next === null ? '' : `&after=${next}`;
      const { text } = await supervisor.call('GET', `${of()}/members?limit=200${query}`);
      const page = JSON.parse(text) as {
        items: { officerId: string; displayName: string }[];
        next: string | null;
      };
      for (const { officerId } of page.items) seen.add(officerId);
      names.push(...page.items.map(({ displayName }) => displayName));
      next = page.next;
    } while (next !== null);
    expect([names.length, seen.size]).toEqual([500, 500]);
    expect(names).toEqual([...names].sort());
    const first = await (await signedIn(world, oic)).page(`/investigations/${home.investigation}`);
    expect(first.text.match(/\/members\/[0-9a-f-]{36}\/remove/g)?.length).toBeLessThanOrEqual(50);
    expect(first.text).toContain(`/investigations/${home.investigation}?members=`);
    const full = await supervisor.call('POST', `${of()}/members`, { email: helper.email });
    expect([full.status, full.json().code]).toEqual([409, 'team-full']);
  });
});
