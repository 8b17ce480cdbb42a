import { verifyPath } from '../../../src/verifier';
import { openRedactionMaker, type RedactionMaker } from '../redaction/maker';
import { openWorld, type World } from '../workspace/world';
import { CopyingOnce, openCopier, type Copier } from './film';
import { disclose, openTyped } from './said';
import { filesOf, openSealer, unzip, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let copier: Copier;
let maker: RedactionMaker;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  copier = await openCopier(world, new CopyingOnce(world.config.media));
  maker = await openRedactionMaker(world);
});
afterAll(async () => {
  await maker.close();
  await copier.close();
  await sealer.close();
  await world.close();
});

it('a transcript goes beside what is covered in the picture alone, and not beside what is silenced or cut', async () => {
  const { desk, typist, clip } = await openTyped(world, copier);
  await typist.checked(clip, 'I know where your sister lives');
  const [item] = await typist.items();
  await disclose(sealer, desk, item?.id ?? '');
  await desk.makeForms();
  const mask = {
    ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
    keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
  };
  const covered = async (base: number, edits: object): Promise<string> => {
    const { id } = await desk.post(`/api/v1/clips/${clip}/redactions`, { base, edits }, 202);
    await maker.make(String(id));
    await desk.post(`/api/v1/redactions/${String(id)}/viewings`, {});
    await desk.post(`/api/v1/redactions/${String(id)}/review`, { outcome: 'approved' }, 204);
    return String(id);
  };
  const choose = (redaction: string) =>
    desk.post(`/api/v1/clips/${clip}/redaction-choice`, { redaction, reason: 'As asked' }, 204);
  const picture = await covered(0, { masks: [mask], sound: [], trim: null });
  const part = await covered(1, { masks: [mask], sound: [], trim: { from: 10, to: 20 } });
  await choose(picture);
  const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'defence'))).bytes);
  expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
  expect(await filesOf(bag)).toContain('data/transcripts/MG6C-1/transcript.vtt');
  await remove();
  // Chosen otherwise while it waits to be sealed.
  const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
  await choose(part);
  await sealer.seal(String(id));
  expect((await desk.get(`/api/v1/bundles/${String(id)}`))['state']).toBe('refused');
  const preview = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
  expect(JSON.stringify(preview)).toContain('its recording goes without some of the sound, or as a part');
});
