// npm run lint:licences: whether everything that Lintel is given out with may be given out with it (Apache-2.0).
// Reads the lock file, so it holds for every platform's packages, not only for those that are installed here.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/root.mjs';
import { say } from './setup/say.mjs';

/** Ask for no more than that their notices are kept: https://www.apache.org/legal/resolved.html#category-a */
const PERMISSIVE = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'MIT-0'],
  ...['Python-2.0', 'Unlicense', 'Zlib'],
]);

/**
 * Typefaces, which go along as they are: the SIL Open Font License lets them be given out with software under any licence, and be put into
 * documents, as long as they keep their name and licence (https://openfontlicense.org, sections 1 and 2). For nothing else.
 */
const isTypeface = (name, licence) => name.startsWith('@fontsource/') && licence === 'OFL-1.1';

/** Packages that name their licence in no field, each read by a person, by the version that was read. */
const READ = new Map([
  ['combine-errors@3.0.3', 'MIT'], // Readme.md, "License"
  ['png-js@1.1.0', 'MIT'], // LICENSE
]);

const json = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** SPDX expressions as packages use them: names with OR or AND between them, no brackets within. */
function permits(expression) {
  const terms = expression.replace(/^\((.*)\)$/, '$1');
  if (terms.includes(' OR ')) return terms.split(' OR ').some(permits);
  return terms.split(' AND ').every((term) => PERMISSIVE.has(term));
}

/** From the lock file, or for packages from before there was a field, from their own old list. */
function licenceOf(path, name, { license, version }) {
  if (license !== undefined) return license;
  const file = join(path, 'package.json');
  const old = existsSync(join(ROOT, file))
    ? json(file)
        .licenses?.map(({ type }) => type)
        .join(' OR ')
    : undefined;
  return old ?? READ.get(`${name}@${version}`) ?? 'no licence that is named';
}

const packages = Object.entries(json('package-lock.json').packages).filter(
  ([path, { dev }]) => path !== '' && dev !== true,
);
const found = packages.map(([path, entry]) => {
  const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return { name, licence: licenceOf(path, name, entry) };
});
const refused = found.filter(({ name, licence }) => !permits(licence) && !isTypeface(name, licence));
for (const { name, licence } of refused) say(`${name}: ${licence}`);
if (found.length === 0) say('The lock file names no package.');
process.exitCode = refused.length === 0 && found.length > 0 ? 0 : 1;
