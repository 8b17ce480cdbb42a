import type { Answer } from '../workspace/client';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { seedItem } from './support';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** What the page says of all that the list holds. */
const shownOn = ({ text }: Answer): string => / name="shown" value="([^"]*)"/.exec(text)?.[1] ?? '';

const decisionsIn = async ({ home }: Desk): Promise<number> => {
  const { rowCount } = await world.admin.query('SELECT FROM lintel.decision WHERE investigation_id = $1', [
    home.investigation,
  ]);
  return rowCount ?? 0;
};

const verdict = {
  ...{ classification: 'unused', meetsTest: 'no', description: 'The street without a person' },
  ...{ reason: 'Nothing happens', rebuttal: '', of: 'others', show: '', all: 'yes' },
};
const exhibit = { exhibit: true };
const recording = { exhibit: false };

async function opened(): Promise<{ desk: Desk; page: string; decide: (shown: string) => Promise<Answer> }> {
  const desk = await Desk.open(world);
  for (const choices of [recording, recording, exhibit])
    await seedItem(world, desk.home, desk.officer.id, choices);
  const page = `/investigations/${desk.home.investigation}/disclosure`;
  const decide = (shown: string) => desk.client.form(`${page}/decisions`, { ...verdict, shown });
  return { desk, page, decide };
}

describe('all that a list holds', () => {
  it('is decided in one act, as many as the box said', async () => {
    const { desk, page, decide } = await opened();
    const list = await desk.client.page(`${page}?of=others`);
    expect(list.text).toContain('All 2 other recordings without a decision, shown here or not');
    expect((await decide(shownOn(list))).status).toBe(303);
    expect(await decisionsIn(desk)).toBe(2);
  });

  it('is not decided where one came meanwhile; what was typed stays, and it goes by the new number', async () => {
    const { desk, page, decide } = await opened();
    const list = await desk.client.page(`${page}?of=others`);
    await seedItem(world, desk.home, desk.officer.id, recording);
    const refused = await decide(shownOn(list));
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(
      'Nothing was decided: there were 2 when this page was made, and there are 3 now.',
    );
    expect(refused.text).toContain('All 3 other recordings without a decision');
    for (const kept of [
      />The street without a person<\/textarea>/,
      />Nothing happens<\/textarea>/,
      /name="classification"[^>]*value="unused" checked/,
      /name="meetsTest"[^>]*value="no" checked/,
      /name="all~[^>]*value="yes" checked/,
    ])
      expect(refused.text).toMatch(kept);
    expect(await decisionsIn(desk)).toBe(0);
    expect((await decide(shownOn(refused))).status).toBe(303);
    expect(await decisionsIn(desk)).toBe(3);
  });

  it('is not decided where one came for one that went, nor where the page said nothing', async () => {
    const { desk, page, decide } = await opened();
    const list = await desk.client.page(`${page}?of=others`);
    // A recording of the list becomes an exhibit, and another one is sent.
    await world.admin.query(
      `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
       SELECT gen_random_uuid(), investigation_id, id, 'ZZ/1', 'Ann Bell', 'A door', $2 FROM lintel.clip c
        WHERE investigation_id = $1 AND NOT EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = c.id) LIMIT 1`,
      [desk.home.investigation, desk.officer.id],
    );
    await seedItem(world, desk.home, desk.officer.id, recording);
    const refused = await decide(shownOn(list));
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('there are 2 as before, but not the same ones.') as string,
    ]);
    expect((await decide('')).status).toBe(409);
    expect(await decisionsIn(desk)).toBe(0);
  });
});
