import type { BagItem, BagReader } from '../bag/reader';
import { crc32 } from './crc32';
import { readDirectoryPlace } from './end-records';
import { checkLocal, localBytes, readCentral, type ZipEntry } from './fields';
import { readSpan, type RandomAccess } from './random-access';
import { same, ZipFault } from './zip-fault';

/** A directory larger than this (some 500,000 files) is none of ours: it would not fit into memory either. */
const MAX_DIRECTORY = 128 * 1024 ** 2;

export interface OpenedZip {
  /** The one top folder. */
  readonly folder: string;
  /** The bag below it. */
  readonly reader: BagReader;
  /** DOS date and time of all entries, the date in the upper half. */
  readonly time: number;
  /** The first entry read whole so far whose CRC-32 is another one. */
  readonly wrongCrc: () => ZipFault | undefined;
}

const UNSAFE = /[\\:*?"<>|\p{Cc}]|^\/|\/$|\/\/|(^|\/)\.{1,2}(\/|$)/u;

async function readEntries(file: RandomAccess): Promise<ZipEntry[]> {
  const { start, size, count } = await readDirectoryPlace(file);
  if (size > MAX_DIRECTORY) throw new ZipFault('central directory', 'a smaller one', `${size} bytes`);
  const bytes = await readSpan(file, start, start + size);
  same('central directory: length', size, bytes.length);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < size) {
    const { entry, next } = readCentral(bytes, at, entries.length);
    entries.push(entry);
    at = next;
  }
  same('end of the archive: entries', entries.length, count);
  let place = 0;
  for (const entry of entries) {
    same(`${entry.name}: place`, place, entry.start);
    const end = place + localBytes(entry);
    checkLocal(entry, await readSpan(file, place, end));
    place = end + entry.size;
  }
  same('central directory: place', place, start);
  return entries;
}

function checkNames(entries: readonly ZipEntry[]): string {
  const folder = entries[0]?.name.split('/', 1)[0] ?? '';
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (UNSAFE.test(name)) throw new ZipFault(name, 'a safe name', 'one that may lead elsewhere');
    if (!name.startsWith(`${folder}/`)) throw new ZipFault(name, `a file below ${folder}`, 'one beside it');
    const folded = name.normalize('NFC').toLowerCase();
    if (seen.has(folded)) throw new ZipFault(name, 'every name once', 'the name again');
    seen.add(folded);
  }
  return folder;
}

/**
 * Opens the ZIP of a bundle without unpacking it. Directory and local headers must agree; every byte must belong to one
 * of them or to a file. What several tools could read in several ways is refused.
 * @throws ZipFault, ZipCut, and what the file throws
 */
export async function openZip(file: RandomAccess): Promise<OpenedZip> {
  const entries = await readEntries(file);
  if (entries.length === 0) throw new ZipFault('central directory', 'files', 'none');
  const folder = checkNames(entries);
  const time = entries[0]?.time ?? 0;
  for (const entry of entries) same(`${entry.name}: time`, time, entry.time);
  const byPath = new Map(entries.map((entry) => [entry.name.slice(folder.length + 1), entry]));
  const items: BagItem[] = [...byPath].map(([path, { size }]) => ({ path, kind: 'file', size }));
  let wrong: ZipFault | undefined;
  const read = async function* (path: string): AsyncGenerator<Uint8Array> {
    const entry = byPath.get(path);
    if (entry === undefined) throw new RangeError(`no file ${path}`);
    const start = entry.start + localBytes(entry);
    let sum = 0;
    for await (const chunk of file.read(start, start + entry.size)) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum === entry.crc32) return;
    wrong ??= new ZipFault(`${entry.name}: CRC-32`, hex(entry.crc32), hex(sum));
  };
  return { folder, time, wrongCrc: () => wrong, reader: { list: () => Promise.resolve(items), read } };
}

const hex = (crc: number): string => crc.toString(16).padStart(8, '0');
