import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { grade, sentencesOf, wordsIn } from '../../../support/reading';
import { STATES } from './states';

const REPORT = join(__dirname, '../../../../docs/reading.md');
/** Age 9, as the texts are held to by themselves (`reading-age.spec.ts`). */
const HARDEST_PAGE = 4;
/** Too few words in whole sentences to measure. */
const LEAST_WORDS = 40;
/** By how much a page may differ from the report: this part of its words, or so few, and so much of a grade. */
const MOST_WORDS = 0.1;
const FEW_WORDS = 3;
const MOST_GRADE = 0.5;

const HEAD = `# How much there is to read

Each of the victim's pages in each of its states, as an English reader meets it on a phone: words that it shows (without head and foot), words that
are folded away until they are asked for, and the American school grade at which its whole sentences are understood (Flesch-Kincaid; grade 4 is about
age 9). A dash: too few sentences to measure. Names of files, and what the victim wrote, count as they stand. What professionals read who are sent a file is not here.

Made by \`LINTEL_WRITE_DOCS=1 npx jest test/e2e/intake/every-page/in-english --selectProjects e2e\`. A test holds every page that is measured to grade ${HARDEST_PAGE},
this list to the pages that there are, and its figures to what is measured, up to ${100 * MOST_WORDS} % of the words (or ${FEW_WORDS}) and ${MOST_GRADE} of a grade.

`;

interface Length {
  readonly words: number;
  readonly folded: number;
  readonly grade: number | undefined;
}

type Row = readonly [name: string, length: Length];

function tableOf(pages: readonly Row[]): string {
  const rows = pages.map(([name, { words, folded, grade: of }]) => [
    `\`${name}\``,
    String(words),
    String(folded),
    of?.toFixed(1) ?? '-',
  ]);
  const all = [['page', 'words', 'folded', 'grade'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [head = [], ...body] = lines;
  return [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** The table as it stands in the report. */
const reported = (): Row[] =>
  Array.from(
    readFileSync(REPORT, 'utf8').matchAll(/^\| `([\w-]+)` *\| *(\d+) \| *(\d+) \| *(-|-?[\d.]+) \|$/gm),
    ([, name = '', words, folded, of]) => [
      name,
      { words: Number(words), folded: Number(folded), grade: of === '-' ? undefined : Number(of) },
    ],
  );

/** A time of day or a name is a word more or less; a sentence more is another page. */
function isNear(now: Length, said: Length): boolean {
  const words = (one: number, other: number): boolean =>
    Math.abs(one - other) <= Math.max(FEW_WORDS, MOST_WORDS * other);
  const grades = now.grade === undefined || said.grade === undefined ? 0 : now.grade - said.grade;
  return words(now.words, said.words) && words(now.folded, said.folded) && Math.abs(grades) <= MOST_GRADE;
}

/** Measures pages as they are walked through. */
export class Lengths {
  readonly #pages = new Map<string, Length>();

  readonly read = (name: string, shown: string, folded: string): void => {
    const measured = grade(sentencesOf([...shown.split('\n'), ...folded.split('\n')]));
    this.#pages.set(name, {
      words: wordsIn(shown).length,
      folded: wordsIn(folded).length,
      grade: measured.words < LEAST_WORDS ? undefined : measured.grade,
    });
  };

  judge(): void {
    const ofVictims = STATES.map(({ name }) => name).filter((name) => !name.startsWith('recipient'));
    // Nothing is judged, and nothing is written, that was not read.
    expect(ofVictims.filter((name) => !this.#pages.has(name))).toEqual([]);
    const pages = ofVictims.flatMap((name) => {
      const length = this.#pages.get(name);
      return length === undefined ? [] : [[name, length] as const];
    });
    if (process.env['LINTEL_WRITE_DOCS'] !== undefined) writeFileSync(REPORT, HEAD + tableOf(pages));
    expect(pages.filter(([, { grade: of }]) => (of ?? 0) > HARDEST_PAGE)).toEqual([]);
    const listed = new Map(reported());
    expect([...listed.keys()]).toEqual(ofVictims);
    const old = pages.map(([name, now]) => ({ name, now, said: listed.get(name) }));
    expect(old.filter(({ now, said }) => said === undefined || !isNear(now, said))).toEqual([]);
  }
}
