import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { seedItem } from './support';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Page {
  readonly items: readonly {
    readonly id: string;
    readonly stands: boolean;
    readonly decision: object | null;
  }[];
  readonly next: string | null;
}

async function workList(desk: Desk, limit = 200): Promise<string[]> {
  const seen: string[] = [];
  let after = '';
  do {
    const page = await desk.get<Page>(desk.ofCase(`items?undecided=true&limit=${limit}${after}`));
    seen.push(...page.items.map(({ id }) => id));
    after = page.next === null ? '' : `&after=${page.next}`;
  } while (after !== '');
  return seen;
}

async function clips(desk: Desk, count: number): Promise<string[]> {
  const made: string[] = [];
  for (let place = 0; place < count; place += 1)
    made.push((await seedItem(world, desk.home, desk.officer.id, { exhibit: false })).id);
  return made;
}

describe('the work list', () => {
  it('comes in pages that neither lose nor repeat an item, and holds only what is undecided', async () => {
    const desk = await Desk.open(world);
    const ids = await clips(desk, 7);
    expect((await workList(desk, 3)).sort()).toEqual([...ids].sort());
    await desk.decide(ids.slice(0, 3), { classification: 'not-relevant' });
    expect((await workList(desk, 3)).sort()).toEqual(ids.slice(3).sort());
  });

  it('holds every item again once a review is opened, until it is decided again', async () => {
    const desk = await Desk.open(world);
    const ids = await clips(desk, 3);
    await desk.decide(ids, { classification: 'unused' });
    expect(await workList(desk)).toEqual([]);
    await desk.review();
    expect((await workList(desk)).sort()).toEqual([...ids].sort());
    await desk.decide(ids.slice(0, 1), { classification: 'unused' });
    expect((await workList(desk)).sort()).toEqual(ids.slice(1).sort());
    const history = await desk.get<{ items: { reviewId: string | null }[] }>(
      `/api/v1/clips/${ids[0] ?? ''}/decisions`,
    );
    expect(history.items.map(({ reviewId }) => reviewId !== null)).toEqual([true, false]);
  });
});

describe('a decision', () => {
  it('says who, when and why, and the log commits to the reason without telling it', async () => {
    const desk = await Desk.open(world);
    const [id = ''] = await clips(desk, 1);
    await desk.decide([id], { classification: 'unused', meetsTest: true, reason: 'Shows another man' });
    const { items } = await desk.get<{ items: object[] }>(`/api/v1/clips/${id}/decisions`);
    expect(items).toEqual([
      expect.objectContaining({
        classification: 'unused',
        meetsTest: true,
        reason: 'Shows another man',
        decidedBy: desk.officer.displayName,
      }),
    ]);
    const { rows } = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = $1 ORDER BY seq DESC LIMIT 1`,
      [`clip:${id}`],
    );
    const event = JSON.parse(rows[0]?.event ?? '{}') as Record<string, object>;
    expect(event).toMatchObject({
      type: 'decision-made',
      actor: { kind: 'officer', id: desk.officer.id },
      detail: { classification: 'unused', meetsTest: true },
      commit: { reason: expect.any(String) as string, description: expect.any(String) as string },
    });
    expect(rows[0]?.event).not.toContain('another man');
  });

  it.each([
    [{ classification: 'evidence' }, 'exhibit-needed'],
    [{ classification: 'unused', description: ' ' }, 'description-needed'],
    [{ classification: 'sensitive', description: '' }, 'description-needed'],
    [{ classification: 'not-relevant', meetsTest: true }, 'relevant-after-all'],
    [{ classification: 'sensitive', originalToDefence: true }, 'original-not-allowed'],
    [{ classification: 'unused', reason: '  ' }, 'invalid'],
  ] as const)('%j is refused: %s', async (verdict, code) => {
    const desk = await Desk.open(world);
    const [id = ''] = await clips(desk, 1);
    await expect(desk.decide([id], verdict)).rejects.toThrow(new RegExp(`400.*${code}`));
    expect(await workList(desk)).toEqual([id]);
  });

  it('about items of which one is another investigation’s is made about none', async () => {
    const [desk, other] = [await Desk.open(world), await Desk.open(world)];
    const [mine = ''] = await clips(desk, 1);
    const [theirs = ''] = await clips(other, 1);
    await expect(desk.decide([mine, theirs], { classification: 'unused' })).rejects.toThrow('404');
    expect(await workList(desk)).toEqual([mine]);
  });

  it('cannot be changed or taken back, not even by the owner of the database’s tables through the service', async () => {
    const { rows } = await world.admin.query<{ verbs: string[] | null }>(
      `SELECT array_agg(DISTINCT privilege_type::text) AS verbs FROM (
         SELECT grantee, table_schema, table_name, privilege_type FROM information_schema.table_privileges
         UNION SELECT grantee, table_schema, table_name, privilege_type FROM information_schema.column_privileges) p
        WHERE table_schema = 'lintel' AND table_name = 'decision' AND grantee <> 'lintel_owner'`,
    );
    expect(rows[0]?.verbs?.sort()).toEqual(['INSERT', 'SELECT']);
  });
});
