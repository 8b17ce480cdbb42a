import { MAX_16, MAX_32 } from './fields';
import { readSpan, type RandomAccess } from './random-access';
import { same, ZipCut, ZipFault } from './zip-fault';

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const ZIP64_BYTES = 56;
const END_SIGNATURE = 0x06054b50;
const LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_SIGNATURE = 0x06064b50;

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
function readZip64(records: Buffer, narrow: Directory, at: number): Directory {
  const where = 'ZIP64 end of the archive';
  same(where, ZIP64_SIGNATURE, records.readUInt32LE(0));
  same(`${where}: length`, ZIP64_BYTES - 12, number(where, records, 4));
  same(`${where}: made by`, 0x032d, records.readUInt16LE(12));
  same(`${where}: version needed`, 45, records.readUInt16LE(14));
  same(`${where}: disk`, 0, records.readUInt32LE(16));
  same(`${where}: disk of the directory`, 0, records.readUInt32LE(20));
  const count = number(where, records, 24);
  same(`${where}: entries`, count, number(where, records, 32));
  const [size, start] = [number(where, records, 40), number(where, records, 48)];
  same(`${where}: locator`, LOCATOR_SIGNATURE, records.readUInt32LE(ZIP64_BYTES));
  same(`${where}: disk of the locator`, 0, records.readUInt32LE(ZIP64_BYTES + 4));
  same(`${where}: place`, at, number(where, records, ZIP64_BYTES + 8));
  same(`${where}: disks`, 1, records.readUInt32LE(ZIP64_BYTES + 16));
  const [fits16, fits32] = [Math.min(count, MAX_16), Math.min(size, MAX_32)];
  same(`${where}: entries in the old record`, fits16, narrow.count);
  same(`${where}: size in the old record`, fits32, narrow.size);
  same(`${where}: offset in the old record`, Math.min(start, MAX_32), narrow.start);
  return { start, size, count };
}

/** Reads the end of the file, where nothing may follow. @throws ZipFault, ZipCut */
export async function readDirectoryPlace(file: RandomAccess): Promise<Directory> {
  const where = 'end of the archive';
  if (file.size < END_BYTES) throw new ZipCut('the file is too short to be a ZIP');
  const end = await readSpan(file, file.size - END_BYTES, file.size);
  if (end.length < END_BYTES || end.readUInt32LE(0) !== END_SIGNATURE) {
    throw new ZipCut('the file does not end as a ZIP does: it is cut, or something stands after its end');
  }
  same(`${where}: disk`, 0, end.readUInt16LE(4));
  same(`${where}: disk of the directory`, 0, end.readUInt16LE(6));
  const count = end.readUInt16LE(10);
  same(`${where}: entries`, count, end.readUInt16LE(8));
  const [size, start] = [end.readUInt32LE(12), end.readUInt32LE(16)];
  same(`${where}: comment`, 0, end.readUInt16LE(20));
  const narrow = { start, size, count };
  if (count < MAX_16 && size < MAX_32 && start < MAX_32) {
    same(`${where}: place`, start + size, file.size - END_BYTES);
    return narrow;
  }
  const at = file.size - END_BYTES - LOCATOR_BYTES - ZIP64_BYTES;
  if (at < 0) throw new ZipFault(where, 'ZIP64 records', 'none');
  const wide = readZip64(await readSpan(file, at, file.size - END_BYTES), narrow, at);
  same(`${where}: place`, wide.start + wide.size, at);
  return wide;
}
