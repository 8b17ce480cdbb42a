import type { BagItem, BagReader } from '../bag/reader';
import { readDirectoryPlace } from './end-records';
import { checkLocal, localGuess, localLength, readCentral, type ZipEntry } from './fields';
import { homeOf } from '../home';
import { inflate } from './inflate';
import { sharingAPlace } from './one-place';
import { readSpan, type RandomAccess } from './random-access';
import { Form, same, ZipFault } from './zip-fault';

/** A directory larger than this (some 500,000 files) is none of ours: it would not fit into memory either. */
const MAX_DIRECTORY = 128 * 1024 ** 2;
/** More than tools leave between entries: where sizes stand after the bytes, and at the beginning a program that unpacks. */
const MAX_GAP = 1024 ** 2;
const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');

export interface OpenedZip {
  /** The folder in which the bag lies; empty when it lies at the top. */
  readonly folder: string;
  /** The bag; what lies beside its folder is listed under `../`. */
  readonly reader: BagReader;
  /** DOS date and time of the first entry, the date in the upper half. */
  readonly time: number;
  /** Whether the archive is still of the form in which it was sealed. */
  readonly form: Form;
}

/** What would be unpacked elsewhere than below the folder that was chosen. */
const LEADS_OUT = /^\/|^[a-z]:|[\\\0]|(^|\/)\.{1,2}(\/|$)|\/\//i;

interface Placed extends ZipEntry {
  /** Offset of the first byte. */
  readonly from: number;
}

async function readDirectory(file: RandomAccess, form: Form): Promise<[ZipEntry[], number]> {
  const { start, size, count } = await readDirectoryPlace(file, form);
  if (size > MAX_DIRECTORY) throw new ZipFault('central directory', 'a smaller one', `${size} bytes`);
  const bytes = await readSpan(file, start, start + size);
  same('central directory: length', size, bytes.length);
  const entries: ZipEntry[] = [];
  for (let at = 0; at < size;) {
    const { entry, next } = readCentral(bytes, at, entries.length, form);
    entries.push(entry);
    at = next;
  }
  same('end of the archive: entries', entries.length, count);
  return [entries, start];
}

/** Who reads from the first byte on would unpack an entry that the directory does not name. @throws ZipFault */
async function refuseHidden(file: RandomAccess, from: number, to: number): Promise<void> {
  if (to - from > MAX_GAP)
    throw new ZipFault(`bytes ${from} to ${to}`, `at most ${MAX_GAP} that no entry has`, 'more');
  if (to > from && (await readSpan(file, from, to)).includes(LOCAL_HEADER))
    throw new ZipFault(`bytes ${from} to ${to}`, 'no entry', 'one that the directory does not name');
}

/** Every entry with the place of its bytes: local headers must agree, and no byte may belong to two entries. */
async function placed(file: RandomAccess, form: Form): Promise<Placed[]> {
  const [entries, directory] = await readDirectory(file, form);
  const inOrder = entries.toSorted((one, other) => one.start - other.start);
  const all: Placed[] = [];
  let place = 0;
  for (const entry of inOrder) {
    if (entry.start < place)
      throw new ZipFault(`${entry.name}: place`, `at least ${place}`, String(entry.start));
    form.same(`${entry.name}: place`, place, entry.start);
    await refuseHidden(file, place, entry.start);
    const guess = await readSpan(file, entry.start, Math.min(entry.start + localGuess(entry), directory));
    if (guess.length < 30)
      throw new ZipFault(`${entry.name}: local header`, '30 bytes', String(guess.length));
    const from = entry.start + localLength(guess);
    const header = from - entry.start <= guess.length ? guess : await readSpan(file, entry.start, from);
    checkLocal(entry, header.subarray(0, from - entry.start), form);
    place = from + entry.packedSize;
    all.push({ ...entry, from });
  }
  if (place > directory)
    throw new ZipFault('central directory: place', `at least ${place}`, String(directory));
  form.same('central directory: place', place, directory);
  await refuseHidden(file, place, directory);
  form.same(
    'central directory: order',
    entries.map(({ start }) => start).join(),
    inOrder.map(({ start }) => start).join(),
  );
  return all;
}

/** Entries that are files. @throws ZipFault for a name that leads elsewhere or that two files share */
function filesOf(entries: readonly Placed[], form: Form): Placed[] {
  for (const { name, size } of entries) {
    if (LEADS_OUT.test(name)) throw new ZipFault(name, 'a safe name', 'one that may lead elsewhere');
    if (name.endsWith('/') && size > 0) throw new ZipFault(name, 'a file', 'a folder with bytes of its own');
    form.same(name, 'a file', name.endsWith('/') ? 'a folder' : 'a file');
  }
  const again = sharingAPlace(entries.map(({ name }) => name));
  if (again !== undefined)
    throw new ZipFault(again, 'every name once', 'the name again, to one system or another');
  return entries.filter(({ name }) => !name.endsWith('/'));
}

function itemOf(entry: Placed, path: string, { from: file }: RandomAccess): BagItem {
  const { size, crc32, from, packedSize, method } = entry;
  const place = { start: from, end: from + packedSize, packed: method !== 0 };
  return { path, kind: 'file', size, crc32, place: { ...(file !== undefined && { from: file }), ...place } };
}

/**
 * Opens the ZIP of a bundle without unpacking it, also when it was packed anew by another tool. What two tools could read in two
 * ways is refused.
 * @throws ZipFault, CannotOpen, and what the file throws
 */
export async function openZip(file: RandomAccess): Promise<OpenedZip> {
  const form = new Form();
  const entries = filesOf(await placed(file, form), form);
  const folder = homeOf(entries.map(({ name }) => name));
  const start = folder === '' ? '' : `${folder}/`;
  const time = entries[0]?.time ?? 0;
  for (const entry of entries) form.same(`${entry.name}: time`, time, entry.time);
  const byPath = new Map(
    entries.map((entry) => [
      entry.name.startsWith(start) ? entry.name.slice(start.length) : `../${entry.name}`,
      entry,
    ]),
  );
  const items = [...byPath].map(([path, entry]) => itemOf(entry, path, file));
  const read = (path: string): AsyncIterable<Uint8Array> => {
    const entry = byPath.get(path);
    if (entry === undefined) throw new RangeError(`no file ${path}`);
    const bytes = file.read(entry.from, entry.from + entry.packedSize);
    return entry.method === 0 ? bytes : inflate(bytes);
  };
  return { folder, time, form, reader: { list: () => Promise.resolve(items), read } };
}
