import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipCipher } from './cipher';
import {
  centralHeader,
  centralHeaderSize,
  dosTime,
  ENCRYPTION_HEADER,
  endRecords,
  endSize,
  localHeader,
  localHeaderSize,
  storedSize,
} from './layout';

/** One file that is packed with a password. */
export interface LockedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** ZIP's, unsigned. */
  readonly crc32: number;
  readonly sha256: string;
  readonly at: Date;
  readonly password: string;
}

interface LockedZip {
  /** Bytes of the archive. */
  readonly size: number;
  /**
   * The archive, made of the file's bytes as they come. The same file gives the same archive. Its end, without which no tool opens it, is
   * given only when the file was what it should be: else the stream fails with `broken`.
   */
  read(source: AsyncIterable<Uint8Array>, broken: () => Error): Readable;
}

/** Twelve bytes before the file's own: the last of them tells a wrong password (section 6.1.6). */
function encryptionHeader({ sha256, crc32 }: LockedFile): Buffer {
  const header = createHash('sha256').update(`header ${sha256}`).digest().subarray(0, ENCRYPTION_HEADER);
  header[ENCRYPTION_HEADER - 1] = crc32 >>> 24;
  return header;
}

/** An archive of one stored, encrypted file. */
export function lockedZip(file: LockedFile): LockedZip {
  const entry = { size: file.size, crc32: file.crc32, encrypted: true } as const;
  const name = Buffer.from(file.name);
  const start = localHeaderSize(entry, name.length) + storedSize(entry);
  const directory = { start, size: centralHeaderSize(entry, name.length, 0) };
  const dos = dosTime(file.at);
  async function* archive(source: AsyncIterable<Uint8Array>, broken: () => Error): AsyncGenerator<Buffer> {
    const cipher = new ZipCipher(file.password);
    const hash = createHash('sha256');
    yield Buffer.concat([localHeader(entry, name, dos), cipher.encrypt(encryptionHeader(file))]);
    for await (const chunk of source) {
      hash.update(chunk);
      yield cipher.encrypt(chunk);
    }
    if (hash.digest('hex') !== file.sha256) throw broken();
    yield Buffer.concat([centralHeader(entry, name, dos, 0), endRecords(directory, 1)]);
  }
  return {
    size: start + directory.size + endSize(directory, 1),
    read: (source, broken) => Readable.from(archive(source, broken), { objectMode: false }),
  };
}
