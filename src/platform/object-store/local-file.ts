import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LocalFiles } from './port';

interface Source<Key> extends LocalFiles<Key> {
  read(key: Key): Promise<Readable>;
}

/** Gives `work` an object as a local file: its own where the store has plain files, else a copy that is removed after. */
export async function withLocalFile<Key, T>(
  store: Source<Key>,
  key: Key,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (store.localPath !== undefined) return work(store.localPath(key));
  const folder = await mkdtemp(join(tmpdir(), 'lintel-object-'));
  try {
    const path = join(folder, 'object');
    await pipeline(await store.read(key), createWriteStream(path, { mode: 0o600 }));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
