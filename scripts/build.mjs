// Compiles src/ and migrations/ to dist/ when something has changed since the last time.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { orRefuse, Refusal, say } from './setup/say.mjs';
import { filesBelow, fingerprint, hashOf } from './setup/sources.mjs';
import { listParts } from './parts.mjs';
import { buildPrograms } from './programs.mjs';
import { buildSandboxed } from './sandboxed.mjs';
import { buildReceiptCheck, buildVerifier } from './verifier.mjs';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.build.json');
const APPS_WITH_PAGES = ['intake', 'workspace'];

const isSource = (file) => !file.endsWith('.spec.ts');
const isAsset = (file) =>
  !['.ts', '.md'].includes(extname(file)) && !/^tsconfig.*\.json$/.test(basename(file));

async function sources() {
  const files = [...(await filesBelow('src')), ...(await filesBelow('migrations'))].filter(isSource);
  return {
    files: await fingerprint(files),
    recipe: await Promise.all(
      [
        'package-lock.json',
        'nest-cli.json',
        'tsconfig.json',
        'tsconfig.build.json',
        'scripts/build.mjs',
        'scripts/parts.mjs',
        'scripts/verifier.mjs',
        'scripts/sandboxed.mjs',
        'scripts/programs.mjs',
        'scripts/code-of.mjs',
      ].map(hashOf),
    ),
  };
}

async function previous() {
  return readFile(STAMP, 'utf8').then(JSON.parse, () => ({ files: {}, recipe: [] }));
}

async function compile() {
  const nest = fileURLToPath(import.meta.resolve('@nestjs/cli/bin/nest.js'));
  const code = await run(process.execPath, [nest, 'build'], { cwd: ROOT });
  if (code !== 0) throw new Refusal('The build failed: the compiler says why above.');
}

async function copyAssets(files) {
  for (const file of files.filter(isAsset)) {
    await mkdir(dirname(join(DIST, file)), { recursive: true });
    await cp(join(ROOT, file), join(DIST, file));
  }
}

/**
 * Scripts of the pages: each file directly in a folder `browser/` becomes one module in dist/public, by its own name and
 * without source maps.
 */
async function bundle(files, app) {
  const entries = files.filter(
    (file) => file.startsWith(`src/apps/${app}/`) && /\/browser\/[^/]+(?<!\.d)\.ts$/.test(file),
  );
  if (entries.length === 0) return;
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: entries.map((file) => ({ in: file, out: basename(file, '.ts') })),
    outdir: join(DIST, 'public', app),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: false,
    logLevel: 'warning',
  });
  // Its helper process would otherwise live as long as we do.
  await esbuild.stop();
}

/** Brings dist/ up to date; gives whether there was anything to do. */
export async function build() {
  const [now, before] = await Promise.all([sources(), previous()]);
  if (JSON.stringify(now) === JSON.stringify(before)) return false;
  say('Building...');
  // The output of a file that is gone would still run: a migration, for one.
  const gone = Object.keys(before.files).some((file) => !(file in now.files));
  if (gone || JSON.stringify(now.recipe) !== JSON.stringify(before.recipe)) {
    await rm(DIST, { recursive: true, force: true });
  }
  await rm(STAMP, { force: true });
  await compile();
  const files = Object.keys(now.files);
  await copyAssets(files);
  await buildPrograms(DIST);
  for (const app of APPS_WITH_PAGES) await bundle(files, app);
  await buildVerifier(join(DIST, 'verifier'));
  await buildReceiptCheck(join(DIST, 'public', 'intake'));
  await buildSandboxed(join(DIST, 'sandbox'));
  await listParts(join(DIST, 'sbom.cdx.json'));
  await writeFile(STAMP, JSON.stringify(now));
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await orRefuse(async () => say((await build()) ? 'Built.' : 'dist/ is up to date.'));
}
