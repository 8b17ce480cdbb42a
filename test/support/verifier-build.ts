import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onceInRun } from './once';

const ROOT = join(__dirname, '../..');

/** Makes verify.mjs and start-here.js as the build does, in a new folder. Remove it. */
export async function buildVerifier(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-verifier-'));
  const built = await onceInRun('verifier', (out) =>
    promisify(execFile)(process.execPath, [join(ROOT, 'scripts/verifier.mjs'), out]),
  );
  await cp(built, folder, { recursive: true });
  return folder;
}
