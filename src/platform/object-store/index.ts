import { join } from 'node:path';
import type { Config } from '../../config';
import { Room } from './filesystem/disk';
import { FileEvidenceReader, FileEvidenceStore } from './filesystem/evidence';
import { Folder } from './filesystem/folder';
import { FileIncomingStore } from './filesystem/incoming';
import type { EvidenceReader, EvidenceStore, IncomingStore } from './port';

export * from './errors';
export * from './keys';
export { withLocalFile } from './local-file';
export type * from './port';
export { resolveRange, type ByteRange } from './range';
export type { EvidenceSource } from './source';

type Objects = Config['objects'];

const incomingFolder = (objects: Objects): Folder => new Folder(join(objects.root, 'incoming'));
const evidenceFolder = (objects: Objects): Folder => new Folder(join(objects.root, 'evidence'));

/** For intake and the worker. */
export async function openIncomingStore(objects: Objects): Promise<IncomingStore> {
  const folder = incomingFolder(objects);
  await folder.prepare();
  return new FileIncomingStore(folder, new Room(folder.root, objects.freeBytes));
}

/** For workspace: it can read evidence and do nothing else to it. */
export async function openEvidenceReader(objects: Objects): Promise<EvidenceReader> {
  return Promise.resolve(new FileEvidenceReader(evidenceFolder(objects)));
}

/** For the worker alone. */
export async function openEvidenceStore(objects: Objects): Promise<EvidenceStore> {
  const incoming = incomingFolder(objects);
  const evidence = evidenceFolder(objects);
  await incoming.prepare();
  await evidence.prepare();
  return new FileEvidenceStore(evidence, incoming, new Room(evidence.root, 0));
}
