import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** A holder touches its folder far more often than this. */
const FORSAKEN_MS = 120_000;

/** A folder for what one worker writes for a while: plain copies of objects and half-made renditions. */
export interface Scratch {
  readonly folder: string;
  /** Shows that its holder lives, and removes the folders of workers that were killed. */
  keep(): Promise<void>;
  close(): Promise<void>;
}

async function sweep(root: string, own: string): Promise<void> {
  for (const name of await readdir(root)) {
    const folder = join(root, name);
    const touched = await stat(folder).catch(() => undefined);
    if (folder === own || touched === undefined) continue;
    if (Date.now() - touched.mtimeMs > FORSAKEN_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** Many workers, also of several machines, may share the root: who lives is told by the time stamp of the folder. */
export async function openScratch(root: string): Promise<Scratch> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(root, 'worker-'));
  await sweep(root, folder);
  return {
    folder,
    keep: async () => {
      // Whoever slept too long was taken for dead.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const now = new Date();
      await utimes(folder, now, now);
      await sweep(root, folder);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
