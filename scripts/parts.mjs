import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './setup/root.mjs';
import { Refusal } from './setup/say.mjs';

const DEVELOPMENT = 'cdx:npm:package:development';

const nameOf = (path) => path.split('node_modules/').at(-1);

/** Packages that are installed to run Lintel, as `name@version`: also those that its development needs besides. */
async function used() {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  return new Set(
    Object.entries(packages)
      .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
      .map(([path, { version }]) => `${nameOf(path)}@${version}`),
  );
}

/**
 * Writes what Lintel is made of, for whoever must answer for a known weakness in it: CycloneDX, from the lock file. All that npm knows is
 * asked for and sifted here, since its own `--omit dev` leaves out whatever development needs as well (Express, Nest and zod).
 * @throws Refusal naming what the lock file has and npm does not list
 */
export async function listParts(file) {
  const npm = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { stdout } = await promisify(execFile)('npm', npm, { cwd: ROOT, maxBuffer: 64 * 1024 ** 2 });
  const all = JSON.parse(stdout);
  const ours = await used();
  const components = all.components
    .filter(({ name, version }) => ours.has(`${name}@${version}`))
    .map((part) => ({
      ...part,
      properties: part.properties?.filter(({ name }) => name !== DEVELOPMENT) ?? [],
    }));
  const named = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const lacking = [...ours].filter((one) => !named.has(one));
  if (lacking.length > 0) throw new Refusal(`The list of parts lacks ${lacking.join(', ')}.`);
  const listed = new Set([all.metadata.component['bom-ref'], ...components.map((part) => part['bom-ref'])]);
  const dependencies = all.dependencies
    .filter(({ ref }) => listed.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn?.filter((ref) => listed.has(ref)) ?? [] }));
  await writeFile(file, JSON.stringify({ ...all, components, dependencies }, null, 2));
}
