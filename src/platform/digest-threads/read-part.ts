import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { sha256Hex } from '../../kernel/ids';
import type { Digest } from '../digest';

/** Bytes of an open file. Descriptors belong to the process: every thread can read from one. */
export interface FilePart {
  readonly fd: number;
  readonly start: number;
  /** Exactly so many. Without it: to the end of the file, wherever that is. */
  readonly length?: number;
  /** Where `length` is given: the file must end there. */
  readonly isLast?: boolean;
}

export interface DigestTask<Part = FilePart> {
  /** One after another. */
  readonly parts: readonly (Uint8Array | Part)[];
  /** Costs a quarter of the speed. */
  readonly withCrc32: boolean;
}

/** What a thread says of a file that ended before, or went on after, the part that was asked for. */
export const TORN = 'torn';

/** What the caches of a processor hold: larger is slower, smaller asks the system too often. */
const CHUNK = 512 * 1024;

/** Without awaiting anything: that alone would cost a fifth of the time. */
function* chunksOf({ fd, start, length = Infinity, isLast = false }: FilePart): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  const end = start + length;
  let at = start;
  while (at < end) {
    const read = readSync(fd, buffer, 0, Math.min(CHUNK, end - at), at);
    if (read === 0) break;
    at += read;
    yield buffer.subarray(0, read);
  }
  if (end === Infinity) return;
  if (at < end || (isLast && readSync(fd, buffer, 0, 1, end) > 0)) throw new Error(TORN);
}

/** Reads all parts once, in this thread and without a pause. `crc32` is 0 unless it was asked for. @throws what the file system throws */
export function digestParts({ parts, withCrc32 }: DigestTask): Digest {
  const sha256 = createHash('sha256');
  let crc = 0;
  let size = 0;
  const take = (chunk: Uint8Array): void => {
    sha256.update(chunk);
    if (withCrc32) crc = crc32(chunk, crc);
    size += chunk.length;
  };
  for (const part of parts) {
    if (part instanceof Uint8Array) take(part);
    else for (const chunk of chunksOf(part)) take(chunk);
  }
  return { size, sha256: sha256Hex(sha256.digest('hex')), crc32: crc };
}
