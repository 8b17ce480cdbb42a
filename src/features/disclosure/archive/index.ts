export { smallZip } from './small-zip';
export { archiveObject, archiveParts, fromEvidence } from './archive-object';
export { BAG_DECLARATION, bagInfoFile, manifestFile } from './bag';
export { FolderNames, safeName } from './names';
export type { ArchiveEntry, ArchiveInput, ArchivePlan, OpenEntry } from './plan';
export { planArchive } from './plan-archive';
export { EntryBroken, openArchive } from './zip-stream';
