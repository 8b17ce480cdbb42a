import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadSigners, type NoteSigner } from '../../../src/custody';
import type { VerifierKey } from '../../../src/custody/pure/signed-note';
import { TimeStampAuthority, type TagFiles } from '../../../src/features/disclosure';
import { systemClock } from '../../../src/kernel/clock';
import { tagFiles } from '../../../src/verifier';
import { tellingPicture } from '../../fixtures/pictures';
import { onceInRun } from '../../support/once';
import { fingerprintOf } from '../../support/sample-bundle';
import type { BagFiles } from '../../support/sample-log';
import { startAuthority } from '../../support/tsa';
import { buildVerifier } from '../../support/verifier-build';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, type World } from '../workspace/world';
import { WitnessHouse } from '../witnesses/witness-house';
import { Desk } from './desk';
import { filmed, openCopier, type Copier } from './film';
import { filesOf, openSealer, seedCopy, seedItem, unzip } from './support';

export const KINDS = ['prosecution', 'defence', 'court'] as const;
type Kind = (typeof KINDS)[number];

/** What was downloaded, and what is known of it from elsewhere. */
export interface ReallySealed {
  readonly kind: Kind;
  readonly zip: Buffer;
  /** Name of the bag's folder. */
  readonly folder: string;
  readonly files: BagFiles;
  /** The key of bundle and log. */
  readonly privateKey: KeyObject;
  readonly fingerprint: string;
  /** PEM of the root of the time stamping authority. */
  readonly authority: string;
  /** Key of the witness of the log. */
  readonly witness: string;
}

/** Someone of the team who may accept clips. */
async function investigator(world: World, { home }: Desk): Promise<OfficerClient> {
  const officer = await world.officer('investigator');
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [home.investigation, officer.id],
  );
  return signedIn(world, officer);
}

/** One exhibit: a film with its viewing copy, accepted over HTTP, and the copy for the defence. */
async function exhibit(desk: Desk, by: OfficerClient, copier: Copier, size: string): Promise<string> {
  const { world, home, officer } = desk;
  const film = await filmed(size);
  const media = await copier.probe(film);
  const choices = { bytes: film, media, kind: 'video/quicktime', name: 'Front door 12 Elm Row.mov' };
  const clip = await seedItem(world, home, officer.id, { ...choices, exhibit: false });
  await seedCopy(world, clip);
  const acceptance = { initials: 'AB', producerName: 'Ann Bell', description: 'Film of a front door' };
  const answer = await by.call('POST', `/api/v1/clips/${clip.id}/accept`, acceptance);
  if (answer.status !== 201) throw new Error(`not accepted: ${answer.text}`);
  return clip.id;
}

/** A photograph that an officer added: it tells all that a telephone knows, and the defence gets a copy. */
async function photograph({ world, home, officer }: Desk): Promise<string> {
  const { bytes } = await tellingPicture('jpg');
  const media = { kind: 'undecodable', code: 'format-refused' };
  return (await seedItem(world, home, officer.id, { bytes, media, kind: 'image/jpeg' })).id;
}

/** What a recipient unpacks. */
export async function contentsOf(zip: Buffer): Promise<Pick<ReallySealed, 'folder' | 'files'>> {
  const { bag, remove } = await unzip(zip);
  const files: BagFiles = new Map();
  for (const path of await filesOf(bag)) files.set(path, await readFile(join(bag, path)));
  await remove();
  return { folder: basename(bag), files };
}

type Known = Pick<ReallySealed, 'fingerprint' | 'authority' | 'witness'> & { readonly key: string };

/**
 * Three bundles of one investigation, made by the real services over the real database, store and ffmpeg, with the
 * reader's page, the verifier and a time stamp in them, and downloaded over HTTP: once for all files of a run.
 */
export async function reallySealed(): Promise<Record<Kind, ReallySealed>> {
  const kept = await onceInRun('really-sealed', sealAll);
  const { key, ...known } = JSON.parse(await readFile(join(kept, 'known.json'), 'utf8')) as Known;
  const common = { ...known, privateKey: createPrivateKey(key) };
  const all = KINDS.map(async (kind): Promise<[Kind, ReallySealed]> => {
    const zip = await readFile(join(kept, `${kind}.zip`));
    return [kind, { kind, zip, ...(await contentsOf(zip)), ...common }];
  });
  return Object.fromEntries(await Promise.all(all)) as Record<Kind, ReallySealed>;
}

async function sealAll(folder: string): Promise<void> {
  // What has been opened is closed again, last first, whatever goes wrong.
  const closing: (() => Promise<unknown>)[] = [];
  const opened = <T extends { close(): Promise<unknown> }>(part: T): T => {
    closing.unshift(() => part.close());
    return part;
  };
  try {
    const verifier = await buildVerifier();
    closing.unshift(() => rm(verifier, { recursive: true }));
    const tsa = opened(await startAuthority());
    const watched: VerifierKey[] = [];
    const house = opened(await WitnessHouse.open('witness.test/one', watched));
    const outside = { TSA_URL: tsa.url, TSA_CA_FILE: tsa.caFile };
    const world = opened(await openWorld({ ...outside, CUSTODY_WITNESSES: `${house.vkey} ${house.url}` }));
    watched.push(...(await signersOf(world)));
    const copier = opened(await openCopier(world));
    const authority = await TimeStampAuthority.from(world.config.timestamps, systemClock);
    const tags: TagFiles = (summary, custody) => tagFiles(summary, custody, verifier);
    const sealer = opened(await openSealer(world, tags, authority));
    const desk = await decided(world, copier);
    const authorityRoot = await readFile(tsa.caFile, 'utf8');
    const { privateKey, fingerprint } = await keyOf(world);
    const key = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const known: Known = { key, fingerprint, authority: authorityRoot, witness: house.vkey };
    await writeFile(join(folder, 'known.json'), JSON.stringify(known));
    for (const kind of KINDS) {
      const zip = (await desk.download(await desk.bundle(sealer, kind))).bytes;
      await writeFile(join(folder, `${kind}.zip`), zip);
    }
  } finally {
    for (const close of closing) await close();
  }
}

/** Four exhibits, one of each kind of decision, a photograph, and every form. */
async function decided(world: World, copier: Copier): Promise<Desk> {
  const desk = await Desk.open(world);
  const by = await investigator(world, desk);
  const [given, kept, unused, secret] = [
    await exhibit(desk, by, copier, '160x120'),
    await exhibit(desk, by, copier, '128x96'),
    await exhibit(desk, by, copier, '96x64'),
    await exhibit(desk, by, copier, '64x64'),
  ];
  await desk.decide([given], { classification: 'evidence', originalToDefence: true });
  await desk.decide([kept], { classification: 'evidence', originalToDefence: false });
  await desk.decide([unused], { classification: 'unused', meetsTest: true });
  await desk.decide([secret], { classification: 'sensitive', reason: 'Shows where she lives now' });
  const picture = await photograph(desk);
  await desk.decide([picture], { classification: 'evidence', originalToDefence: false });
  for (const clip of [given, kept, unused, picture]) await copier.ensure(clip);
  await desk.makeForms();
  return desk;
}

function signersOf({ config }: World): Promise<NoteSigner[]> {
  const { origin, keyFiles, keyFolder } = config.custody;
  return loadSigners(origin, { files: keyFiles, folder: keyFolder });
}

/** The key of bundle and log, and what is told of it over the telephone. */
export async function keyOf(world: World): Promise<Pick<ReallySealed, 'privateKey' | 'fingerprint'>> {
  const [signer] = await signersOf(world);
  if (signer === undefined) throw new Error('no key');
  const { privateKey } = signer;
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { privateKey, fingerprint: fingerprintOf(spki) };
}
