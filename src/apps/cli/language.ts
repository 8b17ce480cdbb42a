import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPo, writePo, type Catalogue } from '../intake/texts/catalogue/po';
import { problemsOf } from '../intake/texts/catalogue/problems';
import { unitsFor } from '../intake/texts/catalogue/units';
import { Refusal } from './refusal';
import { say } from './say';

/** Drafts that come with Lintel; nobody has checked them. */
const DRAFTS = join(__dirname, '../intake/texts/drafts');
const SHOWN = 20;

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function read(file: string, keepGuesses = false): Promise<Catalogue> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) throw new Refusal(`${file} cannot be read.`);
  try {
    return readPo(bytes, keepGuesses);
  } catch (error) {
    throw new Refusal(`${file} is no catalogue: ${(error as Error).message}.`, { cause: error });
  }
}

/** What there is of a language: a file of the operator's, else the draft that comes with Lintel, else nothing. */
async function found(tag: string, from: string | undefined): Promise<Catalogue> {
  if (from !== undefined) return read(from, true);
  if (Intl.DisplayNames.supportedLocalesOf(tag).length === 0)
    throw new Refusal(`${tag} is no language whose way of counting is known here.`);
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  const draft = await readFile(join(DRAFTS, `${tag}.po`)).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  return draft === undefined
    ? { tag, name, direction: 'ltr', checkedBy: null, translated: new Map() }
    : readPo(draft);
}

export interface ExportOptions {
  readonly from?: string;
  readonly to: string;
}

/** Writes what a translator needs. @throws Refusal */
export async function exportLanguage(tag: string, { from, to }: ExportOptions): Promise<void> {
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag))
    throw new Refusal('Name the language by its tag: pl, ar, pt-BR.');
  const catalogue = await found(tag, from);
  if (catalogue.tag !== tag) throw new Refusal(`${from ?? ''} is of ${catalogue.tag}, not of ${tag}.`);
  await writeFile(to, writePo(catalogue, unitsFor(tag)));
  say(
    `${to}: ${unitsFor(tag).length} texts, of which ${problemsOf(catalogue).length} want a translator's look.`,
  );
}

/** Says whether a catalogue can be spoken. @throws Refusal when it cannot */
export async function checkLanguage(file: string): Promise<void> {
  const catalogue = await read(file);
  const problems = problemsOf(catalogue);
  for (const problem of problems.slice(0, SHOWN)) say(`  ${problem}`);
  if (problems.length > SHOWN) say(`  and ${problems.length - SHOWN} more`);
  if (problems.length > 0) throw new Refusal(`${file} is not finished: ${problems.length} text(s) as above.`);
  const { name, checkedBy } = catalogue;
  say(
    checkedBy === null
      ? `${file}: ${name} is whole. It is off until who has read all of it stands in its header: X-Checked-By and X-Checked-On (2026-12-31).`
      : `${file}: ${name} is whole, and checked by ${checkedBy.person} on ${checkedBy.on}. Set INTAKE_LANGUAGES to it.`,
  );
}
