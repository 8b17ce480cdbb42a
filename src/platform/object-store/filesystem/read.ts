import type { Readable } from 'node:stream';
import { resolveRange, type ByteRange } from '../range';
import { READ_BYTES } from './disk';
import type { Folder } from './folder';

/** @throws NotFound @throws RangeNotSatisfiable */
export async function readFile(folder: Folder, key: string, range?: ByteRange): Promise<Readable> {
  const file = await folder.open(key);
  try {
    const { size } = await file.stat();
    const part = range === undefined ? {} : resolveRange(range, size);
    return file.createReadStream({ ...part, highWaterMark: READ_BYTES });
  } catch (error) {
    await file.close();
    throw error;
  }
}
