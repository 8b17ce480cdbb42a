import type { Files } from '../files';
import { BadBundleJson, parseBundleJson, type BundleFile, type BundleJson } from './bundle-json';
import { bad } from './bundle-verdict';
import { BAG } from './layout';

/** Schedules that only the prosecution may have: sensitive material, the officer's report, and what is withheld. */
const PROSECUTION_ONLY = /^data\/schedules\/(mg6d|mg6e|withheld)/i;

/** Written beside the schedules: it is not one. */
const WITHHELD = 'data/schedules/withheld-items.csv';

/** @throws Tampering, Unreadable */
export async function readSummary(files: Files): Promise<BundleJson> {
  try {
    return parseBundleJson(await files.text(BAG.summary));
  } catch (error) {
    if (!(error instanceof BadBundleJson)) throw error;
    throw bad('wrong-summary', `${BAG.summary}: ${error.where}`, error.expected, error.found);
  }
}

function checkFile(
  { path, sha256, size }: BundleFile,
  sizes: ReadonlyMap<string, number>,
  sums: ReadonlyMap<string, string>,
): void {
  const sum = sums.get(path) ?? 'no such file';
  if (sum !== sha256) throw bad('wrong-summary', `${BAG.summary}: ${path}`, sum, sha256);
  const real = sizes.get(path);
  if (real !== size) {
    throw bad('wrong-summary', `${BAG.summary}: size of ${path}`, `${real ?? 'no'} bytes`, `${size} bytes`);
  }
}

function checkOnce(what: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined)
    throw bad('wrong-summary', `${BAG.summary}: ${what}`, 'each once', `${twice} twice`);
}

/** Files below `folder` are exactly those that the summary names. */
async function checkAll(files: Files, folder: string, named: readonly string[]): Promise<void> {
  const there = await files.below(folder);
  const extra = there.find((path) => !named.includes(path));
  if (extra !== undefined)
    throw bad('wrong-summary', extra, `no file that ${BAG.summary} does not name`, 'one');
  const gone = named.find((path) => !there.includes(path));
  if (gone !== undefined) throw bad('wrong-summary', gone, `the file that ${BAG.summary} names`, 'nothing');
}

/**
 * The summary against the manifest and what lies in the bag.
 * @param sums SHA-256 by path, as the checked manifest has them
 * @throws Tampering
 */
export async function checkSummary(
  bundle: BundleJson,
  files: Files,
  sums: ReadonlyMap<string, string>,
): Promise<void> {
  const sizes = new Map([...(await files.items())].map(([path, { size }]) => [path, size]));
  const { exhibits } = bundle;
  const originals = exhibits.flatMap(({ original }) => original ?? []);
  const viewing = exhibits.flatMap((exhibit) => exhibit.viewing);
  const transcripts = exhibits.flatMap(({ transcript }) => transcript ?? []);
  const films = exhibits.flatMap(({ film }) => (film === undefined ? [] : [film, film.recipe]));
  const all = [...originals, ...viewing, ...transcripts, ...films];
  for (const file of all) checkFile(file, sizes, sums);
  checkOnce(
    'references',
    exhibits.map(({ ref }) => ref),
  );
  checkOnce(
    'clips',
    exhibits.map(({ clip }) => clip),
  );
  checkOnce(
    'records',
    exhibits.map(({ custody }) => custody),
  );
  checkOnce(
    'files',
    all.map(({ path }) => path),
  );
  await checkAll(
    files,
    BAG.originals,
    originals.map(({ path }) => path),
  );
  await checkAll(
    files,
    BAG.viewing,
    viewing.map(({ path }) => path),
  );
  await checkAll(
    files,
    BAG.transcripts,
    transcripts.map(({ path }) => path),
  );
  await checkAll(
    files,
    BAG.films,
    films.map(({ path }) => path),
  );
  await checkSchedules(bundle, files);
}

/** Transcripts and films have decisions of their own: an application names none. */
async function checkNone(files: Files, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const [one] = await files.below(folder);
    if (one !== undefined)
      throw bad('not-for-this-kind', one, 'no such file in a bundle of an application', 'one');
  }
}

async function checkSchedules({ kind, schedules }: BundleJson, files: Files): Promise<void> {
  const there = await files.below(BAG.schedules);
  const forbidden = there.find((path) => PROSECUTION_ONLY.test(path));
  if (kind !== 'prosecution' && forbidden !== undefined) {
    throw bad('not-for-this-kind', forbidden, `no such schedule in a ${kind} bundle`, 'one');
  }
  if (kind === 'order' && there[0] !== undefined)
    throw bad('not-for-this-kind', there[0], 'no schedule in a bundle of an application', 'one');
  if (kind === 'order') await checkNone(files, [BAG.transcripts, BAG.films]);
  const named = schedules.flatMap(({ pdf, csv }) => [pdf, csv]);
  await checkAll(files, BAG.schedules, there.includes(WITHHELD) ? [...named, WITHHELD] : named);
}
