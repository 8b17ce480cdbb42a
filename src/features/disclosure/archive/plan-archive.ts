import { createHash } from 'node:crypto';
import { isSafeName, isSafePath } from './names';
import type { ArchiveEntry, ArchiveInput, ArchivePlan } from './plan';
import {
  centralHeader,
  centralHeaderSize,
  dosTime,
  endRecords,
  endSize,
  localHeaderSize,
} from '../../../platform/zip';

/** An entry that must not go into an archive. It is named by its position: a path may hold somebody's own words. */
export class BadArchiveEntry extends Error {
  constructor(
    readonly position: number,
    readonly why: 'unsafe path' | 'path used twice' | 'file and folder' | 'size' | 'crc32',
  ) {
    super(`entry ${position} of the archive: ${why}`);
    this.name = 'BadArchiveEntry';
  }
}

export const entryName = (folder: string, { path }: ArchiveEntry): Buffer => Buffer.from(`${folder}/${path}`);

function faultOf(
  entry: ArchiveEntry,
  files: Set<string>,
  folders: Set<string>,
): BadArchiveEntry['why'] | undefined {
  if (!isSafePath(entry.path)) return 'unsafe path';
  if (!Number.isSafeInteger(entry.size) || entry.size < 0) return 'size';
  if (entry.crc32 !== entry.crc32 >>> 0) return 'crc32';
  if (files.has(entry.path)) return 'path used twice';
  files.add(entry.path);
  for (let slash = entry.path.indexOf('/'); slash >= 0; slash = entry.path.indexOf('/', slash + 1)) {
    folders.add(entry.path.slice(0, slash));
  }
  return undefined;
}

function check({ folder, entries }: ArchiveInput): void {
  if (!isSafeName(folder)) throw new BadArchiveEntry(-1, 'unsafe path');
  const files = new Set<string>();
  const folders = new Set<string>();
  entries.forEach((entry, position) => {
    const why = faultOf(entry, files, folders);
    if (why !== undefined) throw new BadArchiveEntry(position, why);
  });
  const both = entries.findIndex(({ path }) => folders.has(path));
  if (both >= 0) throw new BadArchiveEntry(both, 'file and folder');
}

/**
 * Fixes every byte offset of the archive from names, sizes and CRC-32s alone. Reads nothing.
 * @throws BadArchiveEntry
 */
export function planArchive(input: ArchiveInput): ArchivePlan {
  check(input);
  const { folder, entries, sealedAt } = input;
  const names = entries.map((entry) => entryName(folder, entry));
  const dos = dosTime(sealedAt);
  const starts: number[] = [];
  let start = 0;
  let size = 0;
  const tag = createHash('sha256').update('lintel-archive-1\n');
  entries.forEach((entry, index) => {
    const name = names[index] ?? Buffer.alloc(0);
    starts.push(start);
    size += centralHeaderSize(entry, name.length, start);
    tag.update(centralHeader(entry, name, dos, start)).update(entry.sha256);
    start += localHeaderSize(entry, name.length) + entry.size;
  });
  const directory = { start, size };
  tag.update(endRecords(directory, entries.length));
  return {
    folder,
    sealedAt,
    entries,
    starts,
    directory,
    totalSize: start + size + endSize(directory, entries.length),
    etag: tag.digest('hex'),
  };
}
