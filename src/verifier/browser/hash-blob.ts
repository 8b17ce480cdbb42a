import type { Place } from '../bag/reader';
import { hashChunks } from '../hashing/hash-chunks';
import type { Hashed, OnBytes } from '../hashing/hashed';
import { inflate } from '../zip/inflate';
import { chunksOf } from './chosen-files';

/** Hashes bytes of a chosen file. @throws what the browser throws when it cannot be read */
export function hashBlob({ from, start, end, packed = false }: Place, onBytes: OnBytes): Promise<Hashed> {
  if (from === undefined || typeof from === 'string') throw new TypeError('not a chosen file');
  const chunks = chunksOf(from.slice(start, end));
  return hashChunks(packed ? inflate(chunks) : chunks, onBytes);
}
