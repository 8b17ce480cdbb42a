import { MAX_16, MAX_32 } from './limits';
import { readSpan, type RandomAccess } from './random-access';
import { same, ZipFault, CannotOpen, type Form } from './zip-fault';

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const ZIP64_BYTES = 56;
const END_SIGNATURE = 0x06054b50;
const LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_SIGNATURE = 0x06064b50;
const LONGEST_COMMENT = 0xffff;

/** Where the central directory lies and how many entries it has. */
export interface Directory {
  readonly start: number;
  readonly size: number;
  readonly count: number;
}

const number = (where: string, bytes: Buffer, at: number): number => {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw new ZipFault(where, 'a number', String(value));
  return value;
};

/** Sections 4.3.14 and 4.3.15. `narrow` is what the old record says, with its fields full where ZIP64 counts. */
async function readZip64(
  file: RandomAccess,
  locator: Buffer,
  narrow: Directory,
  end: number,
  form: Form,
): Promise<{ readonly directory: Directory; readonly place: number }> {
  const where = 'ZIP64 end of the archive';
  same(`${where}: disk of the locator`, 0, locator.readUInt32LE(4));
  same(`${where}: disks`, 1, locator.readUInt32LE(16));
  const place = number(where, locator, 8);
  const records = await readSpan(file, place, Math.min(place + ZIP64_BYTES, end));
  same(`${where}: length`, ZIP64_BYTES, records.length);
  same(where, ZIP64_SIGNATURE, records.readUInt32LE(0));
  const length = number(where, records, 4);
  form.same(`${where}: length`, ZIP64_BYTES - 12, length);
  // Some programs go by the locator, others take what stands before it.
  same(`${where}: end`, end - LOCATOR_BYTES, place + 12 + length);
  form.same(`${where}: made by`, 0x032d, records.readUInt16LE(12));
  form.same(`${where}: version needed`, 45, records.readUInt16LE(14));
  same(`${where}: disk`, 0, records.readUInt32LE(16));
  same(`${where}: disk of the directory`, 0, records.readUInt32LE(20));
  const count = number(where, records, 24);
  same(`${where}: entries`, count, number(where, records, 32));
  const [size, start] = [number(where, records, 40), number(where, records, 48)];
  for (const [what, wide, old, most] of [
    ['entries', count, narrow.count, MAX_16],
    ['size', size, narrow.size, MAX_32],
    ['offset', start, narrow.start, MAX_32],
  ] as const) {
    if (old !== most) same(`${where}: ${what} in the old record`, wide, old);
    form.same(`${where}: ${what} in the old record`, Math.min(wide, most), old);
  }
  form.same(`${where}: place`, end - LOCATOR_BYTES - ZIP64_BYTES, place);
  return { directory: { start, size, count }, place };
}

/** Where the last record begins: a comment may follow it, nothing else. @throws CannotOpen */
async function endPlace(file: RandomAccess): Promise<number> {
  const from = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT);
  const last = await readSpan(file, from, file.size);
  for (let at = last.length - END_BYTES; at >= 0; at -= 1) {
    if (last.readUInt32LE(at) !== END_SIGNATURE) continue;
    if (at + END_BYTES + last.readUInt16LE(at + 20) === last.length) return from + at;
  }
  throw new CannotOpen(
    'the file does not end as a ZIP does: it is cut, as after a download that broke off, or something stands after its end',
  );
}

/** Reads the end of the file. @throws ZipFault, CannotOpen */
export async function readDirectoryPlace(file: RandomAccess, form: Form): Promise<Directory> {
  const where = 'end of the archive';
  const end = await endPlace(file);
  const record = await readSpan(file, end, end + END_BYTES);
  same(`${where}: disk`, 0, record.readUInt16LE(4));
  same(`${where}: disk of the directory`, 0, record.readUInt16LE(6));
  const count = record.readUInt16LE(10);
  same(`${where}: entries`, count, record.readUInt16LE(8));
  const [size, start] = [record.readUInt32LE(12), record.readUInt32LE(16)];
  form.same(`${where}: comment`, 0, record.readUInt16LE(20));
  const narrow = { start, size, count };
  const needsWide = count === MAX_16 || size === MAX_32 || start === MAX_32;
  const locator = await readSpan(file, Math.max(0, end - LOCATOR_BYTES), end);
  const isWide = locator.length === LOCATOR_BYTES && locator.readUInt32LE(0) === LOCATOR_SIGNATURE;
  form.same(`${where}: ZIP64`, String(needsWide), String(isWide));
  if (needsWide && !isWide) throw new ZipFault(where, 'ZIP64 records', 'none');
  const { directory, place } = isWide
    ? await readZip64(file, locator, narrow, end, form)
    : { directory: narrow, place: end };
  // Some programs go by the offset, others look for the directory before the end, and take what lies between for bytes before the archive.
  same(`${where}: place`, directory.start + directory.size, place);
  return directory;
}
