import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clipSubject } from '../../../src/custody';
import type { ClipId, InvestigationId } from '../../../src/kernel/ids';
import { tagFiles, verifyPath } from '../../../src/verifier';
import { buildVerifier } from '../../support/verifier-build';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedCopy, seedItem, unzip, type Sealer } from './support';

const HASH = 'd'.repeat(64);
const SIGNER = 'Camera of Jane Sample';

let world: World;
let sealer: Sealer;
let verifier: string;
let desk: Desk;
const seal = { integrity: 'unchanged', trust: 'trusted', manifest: HASH, certificate: HASH } as const;

beforeAll(async () => {
  world = await openWorld();
  verifier = await buildVerifier();
  sealer = await openSealer(world, (summary, custody) => tagFiles(summary, custody, verifier));
  desk = await Desk.open(world);
  const [sealed, plain] = [
    await seedItem(world, desk.home, desk.officer.id),
    await seedItem(world, desk.home, desk.officer.id),
  ];
  for (const clip of [sealed, plain]) await seedCopy(world, clip);
  await world.admin.query(
    `INSERT INTO lintel.maker_seal (clip_id, integrity, trust, manifest, certificate, name)
     VALUES ($1, 'unchanged', 'trusted', $3, $3, $4), ($2, 'none', NULL, NULL, NULL, NULL)`,
    [sealed.id, plain.id, HASH, SIGNER],
  );
  await world.state({
    type: 'seal-checked',
    subject: clipSubject(sealed.id as ClipId),
    investigation: desk.home.investigation as InvestigationId,
    detail: { ...seal, fault: null, doubt: null, binding: 'bmff-v3', stampedAt: null },
    secrets: { name: SIGNER, organisation: null, generator: 'Program of Jane' },
  });
  await desk.decide([sealed.id, plain.id], { classification: 'evidence', description: '' });
  await desk.makeForms();
});
afterAll(async () => {
  await sealer.close();
  await world.close();
  await rm(verifier, { recursive: true });
});

it.each([
  ['prosecution', true],
  ['defence', false],
  ['court', false],
])(
  'a %s bundle says what the seal of an original says, and that no seal is nothing bad',
  async (kind, named) => {
    const { bytes } = await desk.download(await desk.bundle(sealer, kind));
    const { bag, remove } = await unzip(bytes);
    try {
      expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
      const summary = JSON.parse(await readFile(join(bag, 'data/bundle.json'), 'utf8')) as {
        exhibits: { makerSeal?: unknown }[];
      };
      expect(summary.exhibits.map(({ makerSeal }) => makerSeal)).toEqual([seal, undefined]);
      const start = await readFile(join(bag, 'START-HERE.html'), 'utf8');
      const lines = [...start.matchAll(/<dt>Seal of the maker<\/dt><dd>([^<]*)<\/dd>/g)].map(
        ([, line]) => line,
      );
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(
        /the original is unchanged since it was sealed; the signer is one that the police force trusts/i,
      );
      expect(lines[0]).toContain('says nothing against the person who gave the recording');
      expect(start).toContain('Seal of the recording’s maker checked');
      // A certificate may be a person's: its name goes to the prosecutor alone.
      for (const words of [SIGNER, 'Program of Jane']) expect(start.includes(words)).toBe(named);
    } finally {
      await remove();
    }
  },
);
