import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { grade, sentencesOf, wordsIn } from '../../../support/reading';
import { STATES } from './states';

const REPORT = join(__dirname, '../../../../docs/reading.md');
/** Age 9, as the texts are held to by themselves (`reading-age.spec.ts`). */
const HARDEST_PAGE = 4;
/** Too few words in whole sentences to measure. */
const LEAST_WORDS = 40;

const HEAD = `# How much there is to read

Each of the victim's pages in each of its states, as an English reader meets it on a phone: words that it shows (without head and foot), words that
are folded away until they are asked for, and the American school grade at which its whole sentences are understood (Flesch-Kincaid; grade 4 is about
age 9). A dash: too few sentences to measure. Names of files, and what the victim wrote, count as they stand. What professionals read who are sent a file is not here.

Made by \`LINTEL_WRITE_DOCS=1 npx jest test/e2e/intake/every-page/in-english --selectProjects e2e\`. A test holds every page that is measured to grade ${HARDEST_PAGE},
and this list to the pages that there are.

`;

interface Length {
  readonly words: number;
  readonly folded: number;
  readonly grade: number | undefined;
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
    const hers = STATES.map(({ name }) => name).filter((name) => !name.startsWith('recipient'));
    if (process.env['LINTEL_WRITE_DOCS'] !== undefined) writeFileSync(REPORT, HEAD + this.#table(hers));
    const hard = [...this.#pages].filter(
      ([name, { grade: of }]) => hers.includes(name) && (of ?? 0) > HARDEST_PAGE,
    );
    expect(hard).toEqual([]);
    const listed = Array.from(readFileSync(REPORT, 'utf8').matchAll(/^\| `([\w-]+)`/gm), ([, name]) => name);
    expect(listed).toEqual(hers);
  }

  #table(names: readonly string[]): string {
    const rows = names.map((name) => {
      const { words, folded, grade: of } = this.#pages.get(name) ?? { words: 0, folded: 0, grade: undefined };
      return [`\`${name}\``, String(words), String(folded), of?.toFixed(1) ?? '-'];
    });
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
}
