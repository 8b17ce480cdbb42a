import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { loadConfig } from '../../../src/config';
import { openEvidenceStore, openIncomingStore } from '../../../src/platform/object-store';
import type { Driver } from './driver';

export async function filesUnder(root: string, prefix = ''): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((name) => name.startsWith(prefix))
    .sort();
}

export async function startFilesystem(home?: string, freeBytes = '1'): Promise<Driver> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'lintel-objects-')));
  const { objects } = loadConfig({ OBJECTS_ROOT: folder, LIMIT_FREE_BYTES: freeBytes });
  const evidence = await openEvidenceStore(objects);
  return {
    objects,
    incoming: await openIncomingStore(objects),
    evidence,
    brief: evidence,
    unlock: () => Promise.resolve(),
    leftovers: (area, prefix) => filesUnder(join(folder, area), `${prefix}/`),
    async tamper(key, bytes) {
      await chmod(join(folder, 'incoming', key), 0o600);
      await writeFile(join(folder, 'incoming', key), bytes);
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}
