import { Desk } from '../disclosure/desk';
import { everything, filesOf, openSealer, unzip, type Sealer } from '../disclosure/support';
import { signedIn } from '../workspace/client';
import { openWorld, type World } from '../workspace/world';
import { seedFilm } from './film';
import { openStillMaker, type StillMaker } from './maker';

let world: World;
let maker: StillMaker;
let sealer: Sealer;
beforeAll(async () => {
  world = await openWorld({ LIMIT_STILLS_PER_EXHIBIT: '1' });
  maker = await openStillMaker(world);
  sealer = await openSealer(world);
});
afterAll(async () => {
  await sealer.close();
  await maker.close();
  await world.close();
});

const NAME = 'her hall, 12 Elm Row.mp4';
const SHOWS = 'The man alone, without the house number';

/** A recording that may not go, and one frame of it that may. */
async function stillOfSensitive() {
  const desk = await Desk.open(world);
  const officer = await world.officer('investigator');
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [desk.home.investigation, officer.id],
  );
  const by = await signedIn(world, officer);
  const clip = await seedFilm(world, desk.home, 'h264', NAME);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The hall of her new home' };
  const exhibit = (await by.call('POST', `/api/v1/clips/${clip.id}/accept`, words)).json();
  const ask = (frame = 7) =>
    by.call('POST', `/api/v1/exhibits/${exhibit.id}/stills`, { frame, description: SHOWS });
  const still = (await ask()).json();
  await maker.make(still.id);
  await desk.decide([clip.id], { classification: 'sensitive', reason: 'Shows where she lives now' });
  await desk.decide([still.id], { classification: 'evidence', description: '' });
  await desk.makeForms();
  return { desk, clip, exhibit, still, ask };
}

it('a still whose recording is withheld says which frame of which hash it is, and nothing else of the recording', async () => {
  const { desk, clip, exhibit, still, ask } = await stillOfSensitive();
  const preview = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
  expect(preview['withheld']).toContainEqual(
    expect.objectContaining({
      label: still.reference,
      what: expect.stringContaining(`${exhibit.reference}, the recording`) as string,
    }),
  );

  const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'defence'))).bytes);
  const [all, files] = [await everything(bag), await filesOf(bag)];
  await remove();
  // What an expert checks the frame by, should the recording be given later.
  for (const proof of [clip.sha256, '"frame":7', '"pixels"', '"recipe"']) expect(all).toContain(proof);
  for (const hidden of [clip.id, exhibit.id, NAME, 'new home', 'where she lives'])
    expect(all.includes(hidden) ? hidden : '').toBe('');
  expect(files.some((path) => /AB-\d+\//.test(path))).toBe(false);

  const theirs = await unzip((await desk.download(await desk.bundle(sealer, 'prosecution'))).bytes);
  expect(await everything(theirs.bag)).toContain(clip.id);
  await theirs.remove();

  const refused = await ask(8);
  expect(refused.json()).toMatchObject({ status: 409, code: 'too-many-stills' });
  expect(refused.json().detail).toContain('This exhibit may have 1 single frame, and this would be more');
});
