export { archiveObject, fromEvidence } from './archive-object';
export { BAG_DECLARATION, BadBagInfo, bagInfoFile, encodePath, manifestFile, payloadOxum } from './bag';
export type { BagFile, BagInfo } from './bag';
export { FolderNames, foldName, isSafeName, isSafePath, safeName } from './names';
export type { ArchiveEntry, ArchiveInput, ArchivePlan, ByteSpan, OpenEntry } from './plan';
export { BadArchiveEntry, planArchive } from './plan-archive';
export { EntryBroken, openArchive } from './zip-stream';
