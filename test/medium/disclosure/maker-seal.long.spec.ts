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

it('a bundle says what a scan of an original found, and is not sealed while one of its items is in quarantine', async () => {
  const other = await Desk.open(world);
  const [clean, hot] = [
    await seedItem(world, other.home, other.officer.id),
    await seedItem(world, other.home, other.officer.id),
  ];
  const scanned = async (id: string, sha256: string, signature: string | null) => {
    const state = signature === null ? 'clean' : 'infected';
    await world.admin.query(
      `INSERT INTO lintel.malware_scan (clip_id, sha256, state, signature, engine) VALUES ($1, $2, $3, $4, 'ClamAV 1.4.6')`,
      [id, sha256, state, signature],
    );
    await world.state({
      type: 'malware-scanned',
      subject: clipSubject(id as ClipId),
      investigation: other.home.investigation as InvestigationId,
      detail: {
        ...{ sha256: sha256, state, signature, reason: null, engine: 'ClamAV 1.4.6' },
        ...{ signatures: null, signaturesAt: null },
      },
    });
  };
  await scanned(clean.id, clean.sha256, null);
  await scanned(hot.id, hot.sha256, 'Lintel.Test.Marker');
  await other.decide([clean.id, hot.id], { classification: 'evidence', description: '' });
  await other.makeForms();
  const refused = await other.get(`/api/v1/bundles/${await other.bundle(sealer, 'prosecution')}`);
  expect(refused).toMatchObject({
    state: 'refused',
    stateReason: expect.stringMatching(/item in quarantine/) as string,
  });
  await other.client.confirm();
  const ended = await other.client.call('POST', `/api/v1/clips/${hot.id}/quarantine/end`, {
    reason: 'A false alarm',
  });
  expect(ended.status).toBe(204);
  const { bytes } = await other.download(await other.bundle(sealer, 'prosecution'));
  const { bag, remove } = await unzip(bytes);
  try {
    expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
    const file = join(bag, 'data/bundle.json');
    const { exhibits } = JSON.parse(await readFile(file, 'utf8')) as {
      exhibits: { malware?: { state: string } }[];
    };
    expect(exhibits.map(({ malware }) => malware?.state)).toEqual(['clean', 'infected']);
    const start = await readFile(join(bag, 'START-HERE.html'), 'utf8');
    expect(start).toContain('Found in the original: Lintel.Test.Marker.');
    expect(start).toContain('Quarantine ended by an officer');
  } finally {
    await remove();
  }
});
