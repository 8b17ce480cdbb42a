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

export interface Spoken {
  readonly languages: Language[];
  /** Why one that is configured is not spoken. */
  readonly problems: BadLanguage[];
}

/**
 * Every language beside English that is configured, by its file. What is not whole, or nobody has checked, is left out: after an upgrade that
 * changes a text, pages in English are better than none.
 */
export function languagesIn(files: readonly string[]): Spoken {
  const spoken: Spoken = { languages: [], problems: [] };
  for (const file of files) {
    try {
      const language = load(file);
      if (spoken.languages.some(({ tag }) => tag === language.tag) || language.tag === 'en-GB')
        throw new BadLanguage(file, `is of ${language.tag}, which is spoken already`);
      spoken.languages.push(language);
    } catch (error) {
      if (!(error instanceof BadLanguage)) throw error;
      spoken.problems.push(error);
    }
  }
  return spoken;
}

/** Those that are spoken; why another is not goes to the log. */
export function spokenLanguages(files: readonly string[], tell: (problem: string) => void): Language[] {
  const { languages, problems } = languagesIn(files);
  for (const { message } of problems) tell(message);
  return languages;
}
