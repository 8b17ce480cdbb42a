import type { SinceSealed } from '../../../src/features/disclosure';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedCopy, seedItem, type Sealer } from './support';

let world: World;
let sealer: Sealer;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
});
afterAll(async () => {
  await sealer.close();
  await world.close();
});

interface Shown {
  readonly state: string;
  readonly since: SinceSealed | null;
}

const EVIDENCE = { classification: 'evidence', description: '' } as const;

describe('a sealed bundle of a case that goes on', () => {
  it('says on its page and over the API what it would hold if it were made now', async () => {
    const desk = await Desk.open(world);
    const seed = async () => {
      const item = await seedItem(world, desk.home, desk.officer.id);
      await seedCopy(world, item);
      return item;
    };
    const [stays, goes] = [await seed(), await seed()];
    await desk.decide([stays.id, goes.id], EVIDENCE);
    await desk.makeForms();
    const id = await desk.bundle(sealer, 'court');
    const shown = () => desk.get<Shown>(`/api/v1/bundles/${id}`);
    const page = async () => (await desk.client.page(`/bundles/${id}`)).text.replaceAll(/\s+/g, ' ');

    expect((await shown()).since).toEqual({
      notIn: [],
      wouldNotGo: [],
      otherwise: [],
      inTheWay: [],
      refused: [],
      forms: [],
    });
    expect(await page()).toContain('If it were made now, it would hold the same items and forms.');

    const later = await seed();
    await desk.decide([later.id], EVIDENCE);
    await desk.decide([stays.id], EVIDENCE);
    await desk.decide([goes.id], {
      classification: 'unused',
      description: 'Nobody at the gate',
      reason: 'Empty',
    });
    const changed = {
      notIn: [later.reference],
      wouldNotGo: [goes.reference],
      otherwise: [{ label: stays.reference, what: ['it was decided about again'] }],
      ...{ inTheWay: [], refused: [] },
    };
    expect((await shown()).since).toEqual({ ...changed, forms: [{ form: 'MG12', version: 1, now: null }] });
    await desk.makeForms();
    expect((await shown()).since).toEqual({ ...changed, forms: [{ form: 'MG12', version: 1, now: 2 }] });
    const text = await page();
    for (const words of [
      `It does not hold ${later.reference}, which may go.`,
      `It holds ${goes.reference}, which would not go now.`,
      `${stays.reference}: it was decided about again.`,
      'MG12: it holds version 1; version 2 is the one that fits the decisions.',
    ])
      expect(text).toContain(words);

    const next = await desk.bundle(sealer, 'court', { supersedes: id });
    expect(await shown()).toMatchObject({ state: 'superseded', since: null });
    expect(await page()).not.toContain('If it were made now');
    expect((await desk.get<Shown>(`/api/v1/bundles/${next}`)).since).toEqual({
      ...{ notIn: [], wouldNotGo: [], otherwise: [], inTheWay: [], refused: [], forms: [] },
    });
  });
});
