import type { FileHandle } from 'node:fs/promises';
import type { Lent } from '../../../kernel/lent';
import { resolveRange, type ByteRange } from '../range';
import type { Folder } from './folder';
import { PIECES } from './pieces';

/** A part of a file, read into one buffer again and again. */
class LentFile implements Lent {
  constructor(
    private readonly file: FileHandle,
    private readonly start: number,
    private readonly end: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const piece = PIECES.take();
    try {
      for (let at = this.start; at <= this.end;) {
        const wanted = Math.min(piece.length, this.end - at + 1);
        const { bytesRead } = await this.file.read(piece, 0, wanted, at);
        if (bytesRead === 0) return;
        yield piece.subarray(0, bytesRead);
        at += bytesRead;
      }
      // Who stopped before may have it still on its way.
      PIECES.giveBack(piece);
    } finally {
      await this.close();
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** Fewer bytes come where the file ends meanwhile. @throws NotFound @throws RangeNotSatisfiable */
export async function lendFile(folder: Folder, key: string, range?: ByteRange): Promise<Lent> {
  const file = await folder.open(key);
  try {
    const { size } = await file.stat();
    const { start, end } = range === undefined ? { start: 0, end: size - 1 } : resolveRange(range, size);
    return new LentFile(file, start, end);
  } catch (error) {
    await file.close();
    throw error;
  }
}
