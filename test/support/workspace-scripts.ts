import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { onceInRun } from './once';

const FOLDER = join(__dirname, '../../src/apps/workspace');

/** What the build makes of the scripts of the officers' pages: a folder that the whole run shares. */
export const workspaceScripts = (): Promise<string> =>
  onceInRun('workspace-scripts', async (outdir) => {
    const files = await readdir(FOLDER, { recursive: true });
    const entries = files.filter((name) => /(^|\/)browser\/[^/]+\.ts$/.test(name));
    await build({
      entryPoints: entries.map((name) => ({ in: join(FOLDER, name), out: basename(name, '.ts') })),
      outdir,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      logLevel: 'warning',
    });
  });
