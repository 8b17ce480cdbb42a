/*
 * ZIP of the APPNOTE 6.3.10, every entry stored. ZIP64 fields and records are written only where a number does not fit
 * its old field, so that an ordinary bundle opens in the oldest tool. There are no data descriptors, comments or
 * directory entries: sizes and CRC-32 are known before the first byte.
 */
/** What the headers say of one entry. */
export interface ZipEntry {
  /** Bytes. */
  readonly size: number;
  /** Unsigned. */
  readonly crc32: number;
  /** Traditional PKWARE encryption (section 6.1), which puts a header of its own before the bytes. */
  readonly encrypted?: true;
}

const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;

const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;
const END_RECORD = 22;
const ZIP64_END_RECORD = 56;
const ZIP64_LOCATOR = 20;

const VERSION_STORED = 20;
const VERSION_ZIP64 = 45;
/** Upper byte: attributes are those of UNIX (section 4.4.2). */
const MADE_BY = (3 << 8) | VERSION_ZIP64;
/** Bit 11: names are UTF-8 (section 4.4.4). */
const FLAGS = 0x0800;
/** Bit 0. */
const ENCRYPTED = 0x0001;
/** Before the bytes of an encrypted entry (section 6.1.3). */
export const ENCRYPTION_HEADER = 12;
/** A regular file, mode 0644. */
const ATTRIBUTES = (0o100644 << 16) >>> 0;

/** The two 16-bit words of a DOS date and time (section 4.4.6). */
export interface DosTime {
  readonly date: number;
  readonly time: number;
}

/** In UTC, rounded down to two seconds, within the years that the format has (1980 to 2107). */
export function dosTime(at: Date): DosTime {
  const year = at.getUTCFullYear();
  if (!(year >= 1980)) return { date: (1 << 5) | 1, time: 0 };
  if (year > 2107) return { date: (127 << 9) | (12 << 5) | 31, time: (23 << 11) | (59 << 5) | 29 };
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

const small = (value: number): number => Math.min(value, MAX_16);
const wide = (value: number): number => Math.min(value, MAX_32);
const isLarge = (value: number): boolean => value >= MAX_32;

/** ZIP64 extended information (section 4.5.3) with those of the values that do not fit. */
function zip64Extra(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  return extra;
}

/** Bytes of an entry as they lie in the archive. */
export const storedSize = ({ size, encrypted }: ZipEntry): number =>
  encrypted === true ? size + ENCRYPTION_HEADER : size;

const localExtras = (entry: ZipEntry): number[] =>
  isLarge(storedSize(entry)) ? [entry.size, storedSize(entry)] : [];
const centralExtras = (entry: ZipEntry, start: number): number[] => [
  ...localExtras(entry),
  ...(isLarge(start) ? [start] : []),
];
const extraSize = (values: readonly number[]): number => (values.length === 0 ? 0 : 4 + 8 * values.length);

/** Bytes of the local header of an entry whose full name has `nameBytes`. */
export const localHeaderSize = (entry: ZipEntry, nameBytes: number): number =>
  LOCAL_HEADER + nameBytes + extraSize(localExtras(entry));

export const centralHeaderSize = (entry: ZipEntry, nameBytes: number, start: number): number =>
  CENTRAL_HEADER + nameBytes + extraSize(centralExtras(entry, start));

/** The fields that both headers share, from "version needed" to "extra field length" (sections 4.3.7 and 4.3.12). */
function common(entry: ZipEntry, name: Buffer, extra: Buffer, dos: DosTime): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(extra.length > 0 ? VERSION_ZIP64 : VERSION_STORED, 0);
  fields.writeUInt16LE(entry.encrypted === true ? FLAGS | ENCRYPTED : FLAGS, 2);
  fields.writeUInt16LE(0, 4);
  fields.writeUInt16LE(dos.time, 6);
  fields.writeUInt16LE(dos.date, 8);
  fields.writeUInt32LE(entry.crc32, 10);
  const isElsewhere = localExtras(entry).length > 0;
  fields.writeUInt32LE(isElsewhere ? MAX_32 : storedSize(entry), 14);
  fields.writeUInt32LE(isElsewhere ? MAX_32 : entry.size, 18);
  fields.writeUInt16LE(name.length, 22);
  fields.writeUInt16LE(extra.length, 24);
  return fields;
}

/** Section 4.3.7. */
export function localHeader(entry: ZipEntry, name: Buffer, dos: DosTime): Buffer {
  const extra = zip64Extra(localExtras(entry));
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(entry, name, extra, dos), name, extra]);
}

/** Section 4.3.12. `start` is the offset of the entry's local header. */
export function centralHeader(entry: ZipEntry, name: Buffer, dos: DosTime, start: number): Buffer {
  const extra = zip64Extra(centralExtras(entry, start));
  const head = Buffer.from('PK\x01\x02\0\0', 'latin1');
  head.writeUInt16LE(MADE_BY, 4);
  // No comment, disk 0, no internal attributes.
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(ATTRIBUTES, 6);
  tail.writeUInt32LE(wide(start), 10);
  return Buffer.concat([head, common(entry, name, extra, dos), tail, name, extra]);
}

/** Where the central directory lies. */
export interface Directory {
  readonly start: number;
  readonly size: number;
}

const needsZip64 = ({ start, size }: Directory, count: number): boolean =>
  count >= MAX_16 || isLarge(start) || isLarge(size);

export const endSize = (directory: Directory, count: number): number =>
  END_RECORD + (needsZip64(directory, count) ? ZIP64_END_RECORD + ZIP64_LOCATOR : 0);

/** Sections 4.3.14 and 4.3.15. */
function zip64End({ start, size }: Directory, count: number): Buffer {
  const record = Buffer.alloc(ZIP64_END_RECORD + ZIP64_LOCATOR);
  record.write('PK\x06\x06', 0, 'latin1');
  record.writeBigUInt64LE(BigInt(ZIP64_END_RECORD - 12), 4);
  record.writeUInt16LE(MADE_BY, 12);
  record.writeUInt16LE(VERSION_ZIP64, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  record.write('PK\x06\x07', ZIP64_END_RECORD, 'latin1');
  record.writeBigUInt64LE(BigInt(start + size), ZIP64_END_RECORD + 8);
  record.writeUInt32LE(1, ZIP64_END_RECORD + 16);
  return record;
}

/** What follows the central directory (section 4.3.16, and before it the ZIP64 records where needed). */
export function endRecords(directory: Directory, count: number): Buffer {
  const end = Buffer.alloc(END_RECORD);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(small(count), 8);
  end.writeUInt16LE(small(count), 10);
  end.writeUInt32LE(wide(directory.size), 12);
  end.writeUInt32LE(wide(directory.start), 16);
  return needsZip64(directory, count) ? Buffer.concat([zip64End(directory, count), end]) : end;
}
