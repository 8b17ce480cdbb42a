// Makes what goes into every bundle: the verifier as one file for Node, and the script of the reader's page.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './setup/root.mjs';

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  charset: 'ascii',
  // The licences of what is bundled stand at the end.
  legalComments: 'eof',
  sourcemap: false,
  logLevel: 'warning',
};

const BANNER =
  '// Lintel: checks an evidence bundle. Needs Node 20 or later and nothing else: node verify.mjs --help';

/** For the browser, node:crypto and Buffer are exchanged for parts that run there. */
const IN_BROWSER = {
  ...COMMON,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  alias: { 'node:crypto': './src/verifier/portable/crypto.ts' },
  inject: ['./src/verifier/portable/buffer-global.ts'],
};

/** Writes the script of the public page that checks receipts into the folder `out`. */
export async function buildReceiptCheck(out) {
  const esbuild = await import('esbuild');
  const entry = 'src/verifier/browser/check-receipt.ts';
  await esbuild.build({ ...IN_BROWSER, entryPoints: [entry], outfile: join(out, 'check-receipt.js') });
  await esbuild.stop();
}

/** Writes verify.mjs and start-here.js into the folder `out`. */
export async function buildVerifier(out) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    ...COMMON,
    entryPoints: ['src/verifier/command/verify.entry.ts'],
    outfile: join(out, 'verify.mjs'),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: BANNER },
  });
  await esbuild.build({
    ...IN_BROWSER,
    entryPoints: ['src/verifier/browser/start-here.ts'],
    outfile: join(out, 'start-here.js'),
  });
  // Its helper process would otherwise live as long as we do.
  await esbuild.stop();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildVerifier(process.argv[2]);
  await buildReceiptCheck(process.argv[2]);
}
