import { openWorld, type World } from '../workspace/world';
import { applied, decideWords, type Applied } from './application';
import type { Desk } from './desk';
import { itemOf } from './orders';
import { openSealer, seedItem, type Sealer } from './support';
import { seedEntry, writtenItems } from './words';

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

const SENSITIVE = { classification: 'sensitive', meetsTest: true } as const;

const stateOf = async (desk: Desk, bundle: string): Promise<unknown> =>
  (await desk.get(`/api/v1/bundles/${bundle}`))['state'];

/** Sealed, with the words of the application and the exhibit that it names. */
async function ordered(): Promise<Applied & { readonly bundle: string }> {
  const found = await applied(world);
  await decideWords(found.desk, sealer, found.words);
  const { desk, application } = found;
  return { ...found, bundle: await desk.bundle(sealer, 'order', { application }) };
}

/** Sealed, with a chronology alone. */
async function told(): Promise<Applied & { readonly bundle: string }> {
  const found = await applied(world);
  const { desk } = found;
  const made = await desk.client.call('POST', desk.ofCase('chronology'), { reason: 'For the file' });
  expect(made.status).toBe(200);
  const [item] = (await writtenItems(desk)).filter(({ written }) => written?.kind === 'chronology');
  const chronology = item?.id ?? '';
  const verdict = { classification: 'unused', meetsTest: true, originalToDefence: true } as const;
  await desk.decide([chronology], { ...verdict, description: 'A chronology' });
  await sealer.lock(chronology);
  await desk.makeForms();
  return { ...found, bundle: await desk.bundle(sealer, 'defence', { items: [chronology] }) };
}

describe('a sealed bundle whose paper tells of something that it does not hold itself', () => {
  it.each([
    ['an application, for the court that hears it', ordered],
    ['a chronology, for the defence', told],
  ])('is revoked once that becomes sensitive: %s', async (_, sealed) => {
    const { desk, bundle, entry } = await sealed();
    // What it tells nothing of changes nothing.
    const other = await seedItem(world, desk.home, desk.officer.id);
    const apart = await itemOf(desk, await seedEntry(desk, 'Nobody came', { number: 2 }));
    await desk.decide([other.id, apart], SENSITIVE);
    expect(await stateOf(desk, bundle)).toBe('sealed');
    await desk.decide([await itemOf(desk, entry)], SENSITIVE);
    expect(await stateOf(desk, bundle)).toBe('revoked');
    const copy = await desk.client.call('POST', `/api/v1/bundles/${bundle}/downloads`, {
      reason: 'For the file',
    });
    expect(copy.status).toBe(409);
  });

  it('is revoked for the entry that a recording of which it tells was sent with', async () => {
    const { desk, bundle, named } = await ordered();
    const entry = await seedEntry(desk, 'It was on the film', { number: 3 });
    await world.admin.query('INSERT INTO lintel.incident_clip (incident_id, clip_id) VALUES ($1, $2)', [
      entry,
      named.id,
    ]);
    await desk.decide([await itemOf(desk, entry)], SENSITIVE);
    expect(await stateOf(desk, bundle)).toBe('revoked');
  });
});
