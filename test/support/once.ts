import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder of a run of suites; it is made before the first of them and goes after the last. */
export const RUN_FOLDER = 'LINTEL_TEST_RUN';

function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) throw new Error('no run: is this Jest project set up with `database`?');
  return folder;
}

/**
 * A folder with what is the same for every test file of a run: made by the first that needs it, only read by all. Safe when
 * several workers ask at once: each makes its own and one wins.
 */
export async function onceInRun(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const kept = join(runFolder(), name);
  if (existsSync(kept)) return kept;
  const folder = await mkdtemp(join(runFolder(), 'making-'));
  try {
    await make(folder);
    await rename(folder, kept);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (!existsSync(kept)) throw error;
  }
  return kept;
}

export const newRunFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'lintel-run-'));
