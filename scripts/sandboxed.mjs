// Makes the programs that run in the sandbox, each as one file: nothing of this folder is in sight there.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './setup/root.mjs';

/** The programs, by the file that each becomes. */
const PROGRAMS = {
  'read-file.mjs': 'src/platform/media/parsers/read-file.entry.ts',
  'read-seal.mjs': 'src/platform/seals/read-seal.entry.ts',
};

/** Writes them into the folder `out`. */
export async function buildSandboxed(out) {
  const esbuild = await import('esbuild');
  for (const [file, entry] of Object.entries(PROGRAMS)) {
    await esbuild.build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile: join(out, file),
      bundle: true,
      loader: { '.wasm': 'binary' },
      charset: 'utf8',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      legalComments: 'none',
      sourcemap: false,
      logLevel: 'warning',
    });
  }
  // Its helper process would otherwise live as long as we do.
  await esbuild.stop();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildSandboxed(process.argv[2]);
