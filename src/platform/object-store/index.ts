import { join } from 'node:path';
import type { Config } from '../../config';
import { systemClock, type Clock } from '../../kernel/clock';
import { Room } from './filesystem/disk';
import { FileEvidenceReader, FileEvidenceStore } from './filesystem/evidence';
import { FileEvidenceEraser } from './filesystem/eraser';
import { FileEvidenceMender } from './filesystem/mender';
import { Folder, type Modes } from './filesystem/folder';
import { FileIncomingStore } from './filesystem/incoming';
import { IncomingWriter, OFFICERS_AREA } from './incoming-writer';
import type { EvidenceEraser, EvidenceMender, EvidenceReader, EvidenceStore, IncomingStore } from './port';
import { checkEvidence, checkIncoming, checkReadable } from './s3/buckets';
import { connect, DEFAULT_SIZES, type Bucket, type S3Settings, type S3Sizes } from './s3/client';
import { S3EvidenceEraser } from './s3/eraser';
import { S3EvidenceReader, S3EvidenceStore } from './s3/evidence';
import { S3IncomingStore, type Reach } from './s3/incoming';
import { S3EvidenceMender } from './s3/mender';

export * from './errors';
export * from './keys';
export { withLocalFile } from './local-file';
export { provenBytes, withProvenFile } from './proven-file';
export { IncomingWriter } from './incoming-writer';
export type * from './port';
export { PART_BYTES } from './port';
export { prepareBuckets } from './s3/buckets';
export { RECORD_MENDED } from './upload-record';

type Objects = Config['objects'];

/** Where each process is a user of its own: the group of the folder is who works with it. */
const WRITTEN_BY_GROUP: Modes = { folder: 0o770, file: 0o660 };
/** Whoever is told a name can read what has it; nobody in the group can list names. */
const READ_BY_GROUP: Modes = { folder: 0o710, file: 0o640 };

const incomingFolder = ({ root }: Objects): Folder => new Folder(join(root, 'incoming'), WRITTEN_BY_GROUP);
/** What has arrived whole: out of the reach of intake and workspace. */
const arrivedFolder = ({ root }: Objects): Folder => new Folder(join(root, 'arrived'));
const evidenceFolder = ({ root }: Objects): Folder => new Folder(join(root, 'evidence'), READ_BY_GROUP);

const buckets = (settings: S3Settings, sizes: S3Sizes): { incoming: Bucket; evidence: Bucket } => {
  const client = connect(settings);
  return {
    incoming: { client, name: settings.incomingBucket, sizes, silenceMs: settings.answerMs },
    evidence: { client, name: settings.evidenceBucket, sizes, silenceMs: settings.answerMs },
  };
};

async function inBucket(s3: S3Settings, reach: Reach, sizes = DEFAULT_SIZES): Promise<IncomingStore> {
  const { incoming } = buckets(s3, sizes);
  await checkIncoming(incoming.client, incoming.name);
  return new S3IncomingStore(incoming, s3, reach);
}

/** For intake: in S3 its key ends at what is still arriving, as on files its compartment does. @throws UnsuitableBuckets */
export const openReceivingStore = (objects: Objects): Promise<IncomingStore> =>
  objects.s3 === undefined ? openIncomingStore(objects) : inBucket(objects.s3, 'arriving');

/** For the worker. @throws UnsuitableBuckets */
export async function openIncomingStore(objects: Objects, sizes?: S3Sizes): Promise<IncomingStore> {
  if (objects.s3 !== undefined) return inBucket(objects.s3, 'all', sizes);
  const folder = incomingFolder(objects);
  await folder.prepare();
  return new FileIncomingStore(folder, arrivedFolder(objects), new Room(folder.root, objects.freeBytes));
}

/** For workspace: officers' own items arrive there, and it can do nothing else to `incoming`. @throws UnsuitableBuckets */
export async function openIncomingWriter(objects: Objects): Promise<IncomingWriter> {
  if (objects.s3 !== undefined) return new IncomingWriter(await inBucket(objects.s3, 'own'));
  const folder = incomingFolder(objects);
  // The folder around the area may not be in sight.
  const area = join(folder.root, OFFICERS_AREA);
  await folder.prepare(area);
  return new IncomingWriter(
    new FileIncomingStore(folder, arrivedFolder(objects), new Room(area, objects.freeBytes)),
  );
}

/** For workspace: it can read evidence and do nothing else to it. @throws UnsuitableBuckets */
export async function openEvidenceReader(objects: Objects): Promise<EvidenceReader> {
  if (objects.s3 === undefined) return new FileEvidenceReader(evidenceFolder(objects));
  const { evidence } = buckets(objects.s3, DEFAULT_SIZES);
  await checkReadable(evidence.client, evidence.name);
  return new S3EvidenceReader(evidence);
}

/** For the worker alone. @throws UnsuitableBuckets */
export async function openEvidenceStore(
  objects: Objects,
  options: { readonly sizes?: S3Sizes; readonly clock?: Clock } = {},
): Promise<EvidenceStore> {
  if (objects.s3 !== undefined) {
    const { incoming, evidence } = buckets(objects.s3, options.sizes ?? DEFAULT_SIZES);
    await checkEvidence(evidence.client, evidence.name);
    const lock = { mode: objects.lockMode, days: objects.lockDays };
    return new S3EvidenceStore(evidence, incoming, lock, options.clock ?? systemClock);
  }
  const incoming = incomingFolder(objects);
  const evidence = evidenceFolder(objects);
  await incoming.prepare();
  await evidence.prepare();
  return new FileEvidenceStore(evidence, [arrivedFolder(objects), incoming], new Room(evidence.root, 0));
}

/** For the operator's repair alone. @throws UnsuitableBuckets */
export async function openEvidenceMender(objects: Objects): Promise<EvidenceMender> {
  if (objects.s3 !== undefined) {
    const { incoming, evidence } = buckets(objects.s3, DEFAULT_SIZES);
    await checkEvidence(evidence.client, evidence.name);
    const lock = { mode: objects.lockMode, days: objects.lockDays };
    return new S3EvidenceMender(evidence, incoming, lock, systemClock);
  }
  const evidence = evidenceFolder(objects);
  await evidence.prepare();
  return new FileEvidenceMender(evidence, [], new Room(evidence.root, 0));
}

/** For the worker's disposals alone. @throws UnsuitableBuckets */
export async function openEvidenceEraser(
  objects: Objects,
  options: { readonly clock?: Clock } = {},
): Promise<EvidenceEraser> {
  if (objects.s3 === undefined) return new FileEvidenceEraser(evidenceFolder(objects));
  const { evidence } = buckets(objects.s3, DEFAULT_SIZES);
  await checkEvidence(evidence.client, evidence.name);
  return new S3EvidenceEraser(evidence, options.clock ?? systemClock);
}
