import { readExtra } from './extra';
import { same, ZipFault, CannotOpen, type Form } from './zip-fault';

/*
 * APPNOTE 6.3.10. A bundle is written in one form: stored entries without comments, directories, encryption or data descriptors;
 * ZIP64 only where a number does not fit. Who packs it anew may choose otherwise: what differs is noted in `Form`, what
 * contradicts itself is a ZipFault.
 */
export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const MADE_BY = 0x032d;
const ENCRYPTED = 0x0001;
const DESCRIPTOR = 0x0008;
const UTF8_NAMES = 0x0800;
const REGULAR_FILE = (0o100644 << 16) >>> 0;
/** Kinds of files in the upper four bits of the attributes (Unix), and the flag of a folder in the lowest byte (DOS). */
const KINDS = { none: 0, folder: 4, file: 8 };
const DOS_FOLDER = 0x10;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
  /** As written: with the top folder. */
  readonly name: string;
  readonly nameBytes: Buffer;
  readonly method: number;
  /** Sizes and CRC-32 stand after the bytes, not before them. */
  readonly described: boolean;
  readonly size: number;
  /** Bytes in the archive. */
  readonly packedSize: number;
  readonly crc32: number;
  /** DOS date and time, the date in the upper half. */
  readonly time: number;
  /** Offset of the local header. */
  readonly start: number;
}

interface Common {
  readonly version: number;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  readonly nameBytes: number;
  readonly extraBytes: number;
}

/** "Version needed" to "extra field length": 26 bytes that both headers share (sections 4.3.7 and 4.3.12). */
function common(where: string, bytes: Buffer, at: number, form: Form): Common {
  const flags = bytes.readUInt16LE(at + 2);
  if ((flags & ENCRYPTED) !== 0)
    throw new CannotOpen('the ZIP is encrypted: unpack it, and check its folder');
  const method = bytes.readUInt16LE(at + 4);
  if (method !== STORED && method !== DEFLATED)
    throw new CannotOpen(
      'the ZIP is packed in a way that is not known here: unpack it, and check its folder',
    );
  form.same(`${where}: flags`, UTF8_NAMES, flags);
  form.same(`${where}: compression method`, STORED, method);
  const [packedSize, size] = [bytes.readUInt32LE(at + 14), bytes.readUInt32LE(at + 18)];
  return {
    ...{ flags, method, packedSize, size },
    version: bytes.readUInt16LE(at),
    time: bytes.readUInt16LE(at + 8) * 65536 + bytes.readUInt16LE(at + 6),
    crc32: bytes.readUInt32LE(at + 10),
    nameBytes: bytes.readUInt16LE(at + 22),
    extraBytes: bytes.readUInt16LE(at + 24),
  };
}

/** In UTF-8 also where the flag of it is not set, as some packers leave it. @throws ZipFault where the flag is not true */
function nameOf(where: string, bytes: Buffer, flags: number, form: Form): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    if ((flags & UTF8_NAMES) !== 0) throw new ZipFault(`${where}: name`, 'UTF-8', 'other bytes');
    form.same(`${where}: name`, 'UTF-8', 'other bytes');
    return bytes.toString('latin1');
  }
}

/** A link, a device or a folder by another name is unpacked as such by some programs, and as a file by others. @throws ZipFault */
function refuseOtherKinds(name: string, attributes: number): void {
  const isFolder = name.endsWith('/');
  const kind = attributes >>> 28;
  const fits = kind === KINDS.none || kind === (isFolder ? KINDS.folder : KINDS.file);
  if (!fits || (!isFolder && (attributes & DOS_FOLDER) !== 0))
    throw new ZipFault(`${name}: attributes`, isFolder ? 'a folder' : 'a file', 'something else');
}

/** Reads one header of the central directory at `at`; gives the entry and where the next one begins. */
export function readCentral(
  bytes: Buffer,
  at: number,
  position: number,
  form: Form,
): { readonly entry: ZipEntry; readonly next: number } {
  const place = `central directory, entry ${position + 1}`;
  if (at + CENTRAL_BYTES > bytes.length) throw new ZipFault(place, 'a header', 'the end of the directory');
  same(place, CENTRAL_SIGNATURE, bytes.readUInt32LE(at));
  form.same(`${place}: made by`, MADE_BY, bytes.readUInt16LE(at + 4));
  const fields = common(place, bytes, at + 6, form);
  const nameEnd = at + CENTRAL_BYTES + fields.nameBytes;
  const extraEnd = nameEnd + fields.extraBytes;
  const comment = bytes.readUInt16LE(at + 32);
  const next = extraEnd + comment;
  if (next > bytes.length) throw new ZipFault(place, 'a whole header', 'the end of the directory');
  const nameBytes = bytes.subarray(at + CENTRAL_BYTES, nameEnd);
  const name = nameOf(place, nameBytes, fields.flags, form);
  form.same(`${name}: comment`, 0, comment);
  same(`${name}: disk`, 0, bytes.readUInt16LE(at + 34));
  form.same(`${name}: internal attributes`, 0, bytes.readUInt16LE(at + 36));
  form.same(`${name}: attributes`, REGULAR_FILE, bytes.readUInt32LE(at + 38));
  refuseOtherKinds(name, bytes.readUInt32LE(at + 38));
  const narrow = { size: fields.size, packedSize: fields.packedSize, start: bytes.readUInt32LE(at + 42) };
  const { method, crc32, time, version } = fields;
  const extra = bytes.subarray(nameEnd, extraEnd);
  const numbers = readExtra(name, { extra, version, name: nameBytes }, narrow, form);
  const described = (fields.flags & DESCRIPTOR) !== 0;
  return { entry: { name, nameBytes, method, described, crc32, time, ...numbers }, next };
}

/** How many bytes of a local header to ask for at first: more than one that was sealed has. */
export const localGuess = ({ nameBytes }: ZipEntry): number => LOCAL_BYTES + nameBytes.length + 64;

/** How long the local header is whose first 30 bytes are given. */
export const localLength = (bytes: Buffer): number =>
  LOCAL_BYTES + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);

/** Compares a whole local header with what the central directory says. @throws ZipFault */
export function checkLocal(entry: ZipEntry, bytes: Buffer, form: Form): void {
  const { name, described } = entry;
  same(`${name}: local header`, LOCAL_SIGNATURE, bytes.readUInt32LE(0));
  // A method that the directory does not name is a contradiction, whether or not it is one that is known here.
  same(`${name}: compression method in the local header`, entry.method, bytes.readUInt16LE(8));
  const fields = common(name, bytes, 4, form);
  const nameEnd = LOCAL_BYTES + fields.nameBytes;
  const nameBytes = bytes.subarray(LOCAL_BYTES, nameEnd);
  if (!nameBytes.equals(entry.nameBytes))
    throw new ZipFault(`${name}: name in the local header`, name, nameBytes.toString('latin1'));
  form.same(`${name}: time in the local header`, entry.time, fields.time);
  const narrow = { size: fields.size, packedSize: fields.packedSize, start: 0 };
  const { version } = fields;
  const numbers = readExtra(name, { extra: bytes.subarray(nameEnd), version, name: nameBytes }, narrow, form);
  // Both must say so: who reads from the first byte on goes by this header.
  if (described && (fields.flags & DESCRIPTOR) !== 0) return;
  same(`${name}: CRC-32 in the local header`, entry.crc32, fields.crc32);
  same(`${name}: size in the local header`, entry.size, numbers.size);
  same(`${name}: compressed size in the local header`, entry.packedSize, numbers.packedSize);
}
