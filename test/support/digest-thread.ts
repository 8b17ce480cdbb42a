import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const ENTRY = 'src/platform/digest-threads/thread.entry.ts';

/** Compiles the script of the threads that read stored objects, into a new folder. Remove it. */
export async function buildDigestThread(): Promise<{ readonly folder: string; readonly script: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-thread-'));
  const script = join(folder, 'thread.js');
  const esbuild = join(ROOT, 'node_modules/.bin/esbuild');
  const choices = [
    '--bundle',
    '--platform=node',
    '--target=node20',
    `--outfile=${script}`,
    '--log-level=error',
  ];
  await promisify(execFile)(esbuild, [join(ROOT, ENTRY), ...choices]);
  return { folder, script };
}
