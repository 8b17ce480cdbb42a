import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256Hex, type Sha256Hex } from '../kernel/ids';

/** What one pass over some bytes tells. `crc32` is ZIP's (ISO 3309), unsigned; `md5` is lower-case hexadecimal. */
export interface Digest {
  readonly size: number;
  readonly sha256: Sha256Hex;
  readonly crc32: number;
  readonly md5?: string;
}

export interface DigestOptions {
  /** MD5 costs a third of the speed: ask for it only where a protocol or an exhibit form names it. */
  readonly md5?: boolean;
}

/** Hashes bytes as they pass: SHA-256, CRC-32, their count and, when asked for, MD5. */
export class Digester {
  private readonly sha256 = createHash('sha256');
  private readonly md5;
  private crc = 0;
  private count = 0;

  constructor(options: DigestOptions = {}) {
    this.md5 = options.md5 === true ? createHash('md5') : undefined;
  }

  get size(): number {
    return this.count;
  }

  update(chunk: Uint8Array): void {
    this.sha256.update(chunk);
    this.md5?.update(chunk);
    this.crc = crc32(chunk, this.crc);
    this.count += chunk.length;
  }

  /** Ends the pass: to be called once. */
  finish(): Digest {
    const digest = { size: this.count, sha256: sha256Hex(this.sha256.digest('hex')), crc32: this.crc };
    return this.md5 === undefined ? digest : { ...digest, md5: this.md5.digest('hex') };
  }
}

/** Reads a stream to its end in constant memory. */
export async function digestStream(
  source: AsyncIterable<Uint8Array>,
  options: DigestOptions = {},
): Promise<Digest> {
  const digester = new Digester(options);
  for await (const chunk of source) digester.update(chunk);
  return digester.finish();
}

/** What some bytes hash to, and how many they are. CRC-32 besides would cost half as much again. */
export type Hashed = Pick<Digest, 'size' | 'sha256'>;

/** As `digestStream`, for where nobody asks for CRC-32. */
export async function hashStream(source: AsyncIterable<Uint8Array>): Promise<Hashed> {
  const sha256 = createHash('sha256');
  let size = 0;
  for await (const chunk of source) {
    sha256.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: sha256Hex(sha256.digest('hex')) };
}

/** What must be found again. MD5 is compared only where it is given. */
export type ExpectedDigest = Pick<Digest, 'size' | 'sha256' | 'md5'>;

export const sameBytes = (expected: ExpectedDigest, found: Hashed & Pick<Digest, 'md5'>): boolean =>
  expected.size === found.size &&
  expected.sha256 === found.sha256 &&
  (expected.md5 === undefined || found.md5 === undefined || expected.md5 === found.md5);
