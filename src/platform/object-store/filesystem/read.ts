import type { Readable } from 'node:stream';
import { resolveRange, type ByteRange } from '../range';
import { READ_BYTES } from './disk';
import type { Folder } from './folder';

/** @throws NotFound @throws RangeNotSatisfiable */
export async function readFile(folder: Folder, key: string, range?: ByteRange): Promise<Readable> {
  const file = await folder.open(key);
  try {
    const { size } = await file.stat();
    const part = range === undefined ? undefined : resolveRange(range, size);
    const { start, end } = part ?? { start: 0, end: size - 1 };
    // Node takes that much memory for each piece, however little is left to read.
    const highWaterMark = Math.max(1, Math.min(READ_BYTES, end - start + 1));
    return file.createReadStream({ ...part, highWaterMark });
  } catch (error) {
    await file.close();
    throw error;
  }
}
