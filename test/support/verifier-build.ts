import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

/** Makes verify.mjs and start-here.js as the build does, in a new folder. Remove it. */
export async function buildVerifier(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-verifier-'));
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/verifier.mjs'), folder]);
  return folder;
}
