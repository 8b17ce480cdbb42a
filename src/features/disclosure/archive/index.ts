export { smallZip } from './small-zip';
export { archiveObject, archiveParts, fromEvidence, lentFrom } from './archive-object';
export { BAG_DECLARATION, bagInfoFile, manifestFile } from './bag';
export { FolderNames, safeName } from './names';
export type { ArchiveEntry, ArchiveInput, ArchivePlan, OpenEntry } from './plan';
export { planArchive } from './plan-archive';
export { EntryBroken } from './entry-broken';
export { openArchive } from './zip-stream';
