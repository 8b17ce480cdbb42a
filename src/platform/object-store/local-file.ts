import { createWriteStream } from 'node:fs';
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { NotFound } from '../../kernel/errors';
import { isAbsent } from './filesystem/folder';
import type { IncomingKey } from './keys';
import type { IncomingStore } from './port';

/**
 * Gives `work` what arrived as a local file: its own where the store has plain files, else a copy that is removed after. Of evidence
 * nothing is made this way: see `withProvenFile`.
 * @throws NotFound before any work
 */
export async function withLocalFile<T>(
  store: Pick<IncomingStore, 'localPath' | 'read' | 'check'>,
  key: IncomingKey,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (store.localPath !== undefined) {
    const own = store.localPath(key);
    if (!(await isFile(own))) {
      // Where the whole store is away, nothing of it is lost.
      await store.check();
      throw new NotFound('The file');
    }
    return work(own);
  }
  const folder = await mkdtemp(join(tmpdir(), 'lintel-object-'));
  try {
    const path = join(folder, 'object');
    await pipeline(await store.read(key), createWriteStream(path, { mode: 0o600 }));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
