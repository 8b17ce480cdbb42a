import { createHash } from 'node:crypto';
import type { BagReader } from '../bag/reader';
import type { Hashed, HashFile, OnBytes } from './hashed';

/** @throws what the chunks throw */
export async function hashChunks(chunks: AsyncIterable<Uint8Array>, onBytes?: OnBytes): Promise<Hashed> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
    onBytes?.(chunk.length);
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** One file after another, through the reader itself: for what lies neither on a disk nor in a browser. */
export function hashThrough(reader: BagReader): HashFile {
  let before: Promise<unknown> = Promise.resolve();
  return ({ path }) => {
    const own = before.then(() => hashChunks(reader.read(path)));
    before = own.catch(() => undefined);
    return own;
  };
}
