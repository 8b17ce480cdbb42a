import { same, ZipFault } from './zip-fault';

/*
 * The one form in which a bundle's ZIP is written (APPNOTE 6.3.10): stored entries without comments, directories,
 * encryption or data descriptors; ZIP64 only where a number does not fit. Every bit that could be otherwise is compared.
 */
export const MAX_16 = 0xffff;
export const MAX_32 = 0xffffffff;
export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const MADE_BY = 0x032d;
const UTF8_NAMES = 0x0800;
const REGULAR_FILE = (0o100644 << 16) >>> 0;

export interface ZipEntry {
  /** As written: with the top folder. */
  readonly name: string;
  readonly nameBytes: number;
  readonly size: number;
  readonly crc32: number;
  /** DOS date and time, the date in the upper half. */
  readonly time: number;
  /** Offset of the local header. */
  readonly start: number;
}

interface Common {
  readonly time: number;
  readonly crc32: number;
  readonly size: number;
  readonly nameBytes: number;
  readonly extraBytes: number;
  readonly version: number;
}

/** "Version needed" to "extra field length": 26 bytes that both headers share (sections 4.3.7 and 4.3.12). */
function common(where: string, bytes: Buffer, at: number): Common {
  same(`${where}: flags`, UTF8_NAMES, bytes.readUInt16LE(at + 2));
  same(`${where}: compression method`, 0, bytes.readUInt16LE(at + 4));
  const size = bytes.readUInt32LE(at + 18);
  same(`${where}: compressed size`, size, bytes.readUInt32LE(at + 14));
  return {
    version: bytes.readUInt16LE(at),
    time: bytes.readUInt16LE(at + 8) * 65536 + bytes.readUInt16LE(at + 6),
    crc32: bytes.readUInt32LE(at + 10),
    size,
    nameBytes: bytes.readUInt16LE(at + 22),
    extraBytes: bytes.readUInt16LE(at + 24),
  };
}

function wide(where: string, bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value) || value < MAX_32)
    throw new ZipFault(where, 'a number that needs ZIP64', String(value));
  return value;
}

/** The ZIP64 numbers that stand in the extra field (section 4.5.3): exactly as many as are needed. */
function extras(where: string, extra: Buffer, count: number, version: number): number[] {
  same(`${where}: version needed`, count > 0 ? 45 : 20, version);
  same(`${where}: length of the extra field`, count === 0 ? 0 : 4 + 8 * count, extra.length);
  if (count === 0) return [];
  same(`${where}: extra field`, 1, extra.readUInt16LE(0));
  same(`${where}: length of ZIP64`, 8 * count, extra.readUInt16LE(2));
  return Array.from({ length: count }, (_, index) => wide(where, extra, 4 + 8 * index));
}

function nameOf(where: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ZipFault(where, 'a name in UTF-8', 'other bytes');
  }
}

/** Reads one header of the central directory at `at`; gives the entry and where the next one begins. */
export function readCentral(
  bytes: Buffer,
  at: number,
  position: number,
): { readonly entry: ZipEntry; readonly next: number } {
  const place = `central directory, entry ${position + 1}`;
  if (at + CENTRAL_BYTES > bytes.length) throw new ZipFault(place, 'a header', 'the end of the directory');
  same(place, CENTRAL_SIGNATURE, bytes.readUInt32LE(at));
  same(`${place}: made by`, MADE_BY, bytes.readUInt16LE(at + 4));
  const fields = common(place, bytes, at + 6);
  const nameEnd = at + CENTRAL_BYTES + fields.nameBytes;
  const next = nameEnd + fields.extraBytes;
  if (next > bytes.length) throw new ZipFault(place, 'a whole header', 'the end of the directory');
  const name = nameOf(place, bytes.subarray(at + CENTRAL_BYTES, nameEnd));
  same(`${name}: comment`, 0, bytes.readUInt16LE(at + 32));
  same(`${name}: disk`, 0, bytes.readUInt16LE(at + 34));
  same(`${name}: internal attributes`, 0, bytes.readUInt16LE(at + 36));
  same(`${name}: attributes`, REGULAR_FILE, bytes.readUInt32LE(at + 38));
  const narrow = bytes.readUInt32LE(at + 42);
  const largeSize = fields.size === MAX_32;
  const count = (largeSize ? 2 : 0) + (narrow === MAX_32 ? 1 : 0);
  const numbers = extras(name, bytes.subarray(nameEnd, next), count, fields.version);
  const size = largeSize ? (numbers[0] ?? 0) : fields.size;
  if (largeSize) same(`${name}: compressed size`, size, numbers[1] ?? 0);
  const start = narrow === MAX_32 ? (numbers.at(-1) ?? 0) : narrow;
  const { nameBytes, crc32, time } = fields;
  return { entry: { name, nameBytes, size, crc32, time, start }, next };
}

/** How long the local header of an entry is. */
export const localBytes = ({ nameBytes, size }: ZipEntry): number =>
  LOCAL_BYTES + nameBytes + (size >= MAX_32 ? 20 : 0);

/** Compares a local header with what the central directory says. @throws ZipFault */
export function checkLocal(entry: ZipEntry, bytes: Buffer): void {
  const { name } = entry;
  same(`${name}: length of the local header`, localBytes(entry), bytes.length);
  same(`${name}: local header`, LOCAL_SIGNATURE, bytes.readUInt32LE(0));
  const fields = common(name, bytes, 4);
  same(`${name}: length of the name`, entry.nameBytes, fields.nameBytes);
  const nameEnd = LOCAL_BYTES + fields.nameBytes;
  same(`${name}: name in the local header`, name, nameOf(name, bytes.subarray(LOCAL_BYTES, nameEnd)));
  same(`${name}: CRC-32 in the local header`, entry.crc32, fields.crc32);
  same(`${name}: time in the local header`, entry.time, fields.time);
  const large = entry.size >= MAX_32;
  same(`${name}: size in the local header`, large ? MAX_32 : entry.size, fields.size);
  const numbers = extras(name, bytes.subarray(nameEnd), large ? 2 : 0, fields.version);
  same(`${name}: length of the extra field`, large ? 20 : 0, fields.extraBytes);
  for (const size of numbers) same(`${name}: size in the local header`, entry.size, size);
}
