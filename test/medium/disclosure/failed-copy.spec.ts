import { openWorld, seedRendition, type World } from '../workspace/world';
import { Desk } from './desk';
import { seedCopy, seedItem } from './support';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('names in the preview a copy for the defence that could not be made, until the item stays out', async () => {
  const desk = await Desk.open(world);
  const seed = () => seedItem(world, desk.home, desk.officer.id);
  const [broken, whole] = [await seed(), await seed()];
  for (const clip of [broken, whole]) await seedCopy(world, clip);
  for (const { id } of [broken, whole])
    await desk.decide([id], { classification: 'evidence', description: 'Front door' });
  await desk.makeForms();
  await seedRendition(world, broken, 'defence-copy', { why: 'No copy could be made.' });
  const problems = async (asked: object): Promise<unknown> =>
    (await desk.post(desk.ofCase('bundles/preview'), asked, 200))['problems'];
  expect(await problems({ kind: 'defence' })).toEqual([
    expect.stringMatching(
      /^No copy of \S+ could be made for the defence that holds up against the original\./,
    ),
  ]);
  expect(await problems({ kind: 'defence', items: [whole.id] })).toEqual([]);
  expect(await problems({ kind: 'prosecution' })).toEqual([]);
});
