import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { refuse } from './faults';

/** Bytes of the file, from `start` up to and without `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const PIECE = 4 * 1024 ** 2;

/** A file that is read in pieces, however large it is. */
export class Source {
  readonly size: number;
  private readonly file: number;
  private readonly piece = Buffer.allocUnsafe(PIECE);

  /** @param progress called after each piece that was hashed */
  constructor(
    path: string,
    private readonly progress: () => void = () => undefined,
  ) {
    this.file = openSync(path, 'r');
    this.size = fstatSync(this.file).size;
  }

  close(): void {
    closeSync(this.file);
  }

  /** @throws SealFault `cut` when there is less */
  read(at: number, length: number): Buffer {
    if (!Number.isSafeInteger(at) || at < 0 || length < 0 || at + length > this.size) refuse('cut');
    const bytes = Buffer.alloc(length);
    this.fill(bytes, at);
    return bytes;
  }

  /** As many of `length` bytes as there are. */
  peek(at: number, length: number): Buffer {
    return at >= this.size ? Buffer.alloc(0) : this.read(at, Math.min(length, this.size - at));
  }

  /** The hash of parts one after the other: ranges of the file, and bytes that do not stand in it. */
  hash(algorithm: string, parts: readonly (Range | Buffer)[]): Buffer {
    const hash = createHash(algorithm);
    for (const part of parts) {
      if (Buffer.isBuffer(part)) hash.update(part);
      else
        for (let at = part.start; at < part.end; at += PIECE) {
          const bytes = this.piece.subarray(0, Math.min(PIECE, part.end - at));
          this.fill(bytes, at);
          hash.update(bytes);
          this.progress();
        }
    }
    return hash.digest();
  }

  private fill(bytes: Buffer, at: number): void {
    for (let done = 0; done < bytes.length;) {
      const got = readSync(this.file, bytes, done, bytes.length - done, at + done);
      if (got === 0) refuse('cut');
      done += got;
    }
  }
}
