import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPo, type Catalogue } from './catalogue/po';
import { problemsOf } from './catalogue/problems';
import { textsIn } from './catalogue/units';
import type { Language } from './language';

/** A language that cannot be spoken as it is. The message is for the operator. */
export class BadLanguage extends Error {
  constructor(file: string, why: string, options?: ErrorOptions) {
    super(`INTAKE_LANGUAGES: ${file} ${why}`, options);
    this.name = 'BadLanguage';
  }
}

const arabic = join(dirname(require.resolve('@fontsource/noto-sans-arabic/package.json')), 'files');
/** Faces of scripts that the one for Latin, Greek and Cyrillic letters has no shapes for. */
const FACES: Readonly<Record<string, Language['font']>> = {
  Arab: {
    normal: join(arabic, 'noto-sans-arabic-arabic-400-normal.woff'),
    bold: join(arabic, 'noto-sans-arabic-arabic-700-normal.woff'),
  },
};

/** A catalogue without problems, as the pages take it. */
export function languageOf({ tag, name, direction, checkedBy, translated }: Catalogue): Language {
  const font = FACES[new Intl.Locale(tag).maximize().script ?? ''];
  const texts = textsIn(tag, (at) => translated.get(at)?.words ?? '');
  return { tag, name, direction, checkedBy, texts, ...(font && { font }) };
}

function read(file: string): Catalogue {
  try {
    return readPo(readFileSync(file));
  } catch (cause) {
    throw new BadLanguage(file, 'cannot be read as a catalogue', { cause });
  }
}

/** @throws BadLanguage */
function load(file: string): Language {
  const catalogue = read(file);
  const problems = problemsOf(catalogue);
  const [first] = problems;
  if (first !== undefined)
    throw new BadLanguage(
      file,
      `is not finished, ${first} (${problems.length} in all: lintel language check)`,
    );
  if (catalogue.checkedBy === null)
    throw new BadLanguage(
      file,
      'is a draft: who has read all of it says so in X-Checked-By and X-Checked-On',
    );
  return languageOf(catalogue);
}

/** Every language beside English that is configured, by its file. @throws BadLanguage where one is not whole, or nobody has checked it */
export function languagesIn(files: readonly string[]): Language[] {
  const languages = files.map(load);
  for (const [index, { tag }] of languages.entries())
    if (languages.findIndex((one) => one.tag === tag) !== index)
      throw new BadLanguage(files[index] ?? '', 'is there twice');
  return languages;
}
