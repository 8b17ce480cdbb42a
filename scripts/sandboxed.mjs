// Makes the programs that run in the sandbox, each as one file: nothing of this folder is in sight there.
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './setup/root.mjs';

/** The programs, by the file that each becomes. */
const PROGRAMS = {
  'read-file.mjs': 'src/platform/media/parsers/read-file.entry.ts',
  'read-seal.mjs': 'src/platform/seals/read-seal.entry.ts',
  'find-faces.mjs': 'src/platform/media/faces/find-faces.entry.ts',
};

/** What the third one counts with. Others than this, for older processors, are left out. */
const WASM = 'tfjs-backend-wasm-simd.wasm';

/** Libraries that were written for CommonJS ask for parts of Node while they run. */
const BANNER = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

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
      ...(file === 'find-faces.mjs' && { banner: { js: BANNER }, minify: true }),
      logLevel: 'warning',
    });
  }
  const tfjs = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  await copyFile(join(tfjs, 'dist', WASM), join(out, WASM));
  // Its helper process would otherwise live as long as we do.
  await esbuild.stop();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildSandboxed(process.argv[2]);
