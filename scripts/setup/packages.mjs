import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDatabaseLinks } from './database-links.mjs';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { Refusal, say } from './say.mjs';

const readLock = async (path) =>
  readFile(join(ROOT, path), 'utf8').then(
    (text) => JSON.parse(text).packages ?? {},
    () => undefined,
  );

/** Whether node_modules holds what package-lock.json says. Optional packages are for other platforms: they may lack. */
async function upToDate() {
  const wanted = await readLock('package-lock.json');
  const installed = await readLock('node_modules/.package-lock.json');
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      installed[path]?.version === version ||
      (installed[path] === undefined && (optional === true || devOptional === true)),
  );
}

/** Installs the packages when they are missing or older than the lock. */
export async function ensurePackages() {
  if (!(await upToDate())) await install();
  ensureDatabaseLinks();
}

async function install() {
  say('Installing the packages (npm ci)...');
  // npm names itself when it started us; without npm it is the one beside node.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'];
  const code = await (
    npm === undefined ? run('npm', args, { cwd: ROOT }) : run(process.execPath, [npm, ...args], { cwd: ROOT })
  ).catch((error) => {
    throw new Refusal(`npm could not be run (${error.message}): install npm, which comes with Node.`);
  });
  if (code !== 0) throw new Refusal('The packages could not be installed; npm says why above.');
}
