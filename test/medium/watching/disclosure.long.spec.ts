import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPath } from '../../../src/verifier';
import { Desk } from '../disclosure/desk';
import { filesOf, openSealer, run, unzip, type Sealer } from '../disclosure/support';
import { signedIn } from '../workspace/client';
import { openWorld, type World } from '../workspace/world';
import { seedFilm } from './film';
import { openStillMaker, type StillMaker } from './maker';

let world: World;
let maker: StillMaker;
let sealer: Sealer;
beforeAll(async () => {
  world = await openWorld();
  maker = await openStillMaker(world);
  sealer = await openSealer(world);
});
afterAll(async () => {
  await sealer.close();
  await maker.close();
  await world.close();
});

/** A clip that is kept from the defence, and a single frame of it that goes to them. */
async function stillOfAClip(): Promise<{ desk: Desk; still: string; reference: string; clip: string }> {
  const desk = await Desk.open(world);
  const officer = await world.officer();
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [desk.home.investigation, officer.id],
  );
  const client = await signedIn(world, officer);
  const clip = await seedFilm(world, desk.home, 'h264', 'door.mp4');
  const details = { initials: 'AB', producerName: 'Ann Bell', description: 'A man at the front door' };
  const exhibit = (await client.call('POST', `/api/v1/clips/${clip.id}/accept`, details)).json();
  const order = { frame: 12, description: 'His face' };
  const asked = (await client.call('POST', `/api/v1/exhibits/${exhibit.id}/stills`, order)).json();
  await maker.make(asked.id);
  return { desk, still: asked.id, reference: asked.reference, clip: clip.id };
}

describe('a single frame in disclosure', () => {
  it.each(['prosecution', 'defence', 'court'])(
    'needs a decision of its own, and goes into a %s bundle that verifies offline',
    async (kind) => {
      const { desk, still, reference, clip } = await stillOfAClip();
      // Its working copies are seeded, and no log knows them: of the clip, its original alone goes along.
      await world.admin.query('DELETE FROM lintel.rendition WHERE clip_id = $1', [clip]);
      await desk.decide([clip], { classification: kind === 'defence' ? 'not-relevant' : 'evidence' });
      const { items } = await desk.get<{ items: { id: string; decision: unknown }[] }>(desk.ofCase('items'));
      expect(items.find(({ id }) => id === still)).toMatchObject({ decision: null });
      await desk.decide([still], { classification: 'evidence' });
      await desk.makeForms();
      const bundle = await desk.bundle(sealer, kind);
      const { bytes } = await desk.download(bundle);
      const folder = await mkdtemp(join(tmpdir(), 'lintel-still-bundle-'));
      const file = join(folder, 'bundle.zip');
      await writeFile(file, bytes);
      const { bag, remove } = await unzip(bytes);
      const name = reference.replaceAll('/', '-');
      const files = await filesOf(bag);
      expect(files).toContain(`data/viewing/${name}/${kind === 'defence' ? 'defence-copy' : 'proxy'}.png`);
      expect(files.includes(`data/originals/${name}/${name}.png`)).toBe(kind !== 'defence');
      const { seal } = await desk.get<{ seal: { keyFingerprint: string } }>(`/api/v1/bundles/${bundle}`);
      const { exitCode, text } = await verifyPath(file, { keyFingerprint: seal.keyFingerprint });
      expect([exitCode, text]).toEqual([0, expect.stringMatching(/^Proven/) as string]);
      // A second verifier, which shares nothing with the first.
      const shell = run('sh', [join(__dirname, '../../support/verify.sh'), bag, seal.keyFingerprint]);
      await expect(shell).resolves.toBeDefined();
      await remove();
      await rm(folder, { recursive: true });
    },
    300_000,
  );
});
