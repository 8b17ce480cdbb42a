import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const FOLDER = join(__dirname, '../../src/apps/workspace/browser');

/** What the build makes of the scripts of the officers' pages, in a folder of the test. Gives that folder. */
export async function workspaceScripts(home: string): Promise<string> {
  const outdir = join(home, 'workspace-scripts');
  const entries = (await readdir(FOLDER)).filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: entries.map((name) => join(FOLDER, name)),
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
  });
  return outdir;
}
