import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ASVS, WANTED } from '../../test/support/asvs';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Row {
  readonly numbers: string[];
  readonly level: string;
  readonly how: string;
}

const ROWS: Row[] = read('docs/asvs.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, numbers = '', level = '', , how = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return { numbers: numbers.split(/,\s*/), level, how };
  });

/** A test as it is named: its file, then words of its title. */
const TESTS = ROWS.flatMap(({ numbers, how }) =>
  Array.from(how.matchAll(/`((?:[^`]+\.spec|test\/[^`]+)\.ts)`(?: “([^”]+)”)?/g), ([, file = '', title]) => ({
    at: numbers.join(', '),
    file,
    title,
  })),
);

describe('what docs/asvs.md says of ASVS 5.0.0', () => {
  it('knows all of its requirements', () => {
    expect(ASVS.size).toBe(345);
  });

  it('is said once of each requirement that is asked for, with its level, and of none that there is not', () => {
    const said = ROWS.flatMap(({ numbers }) => numbers);
    expect(said.filter((number, place) => said.indexOf(number) !== place)).toEqual([]);
    expect(WANTED.map(([number]) => number).filter((number) => !said.includes(number))).toEqual([]);
    for (const { numbers, level } of ROWS)
      for (const number of numbers) expect([number, level]).toEqual([number, String(ASVS.get(number))]);
  });

  it('is that it is held, by a test or a document; partly; not here; or missing', () => {
    for (const { numbers, how } of ROWS) {
      expect([numbers, how]).toEqual([numbers, expect.stringMatching(/^(Held|Partly|Not here|Missing): ./)]);
      if (how.startsWith('Held'))
        expect([numbers, how]).toEqual([
          numbers,
          expect.stringMatching(/\.spec\.ts`|`test\/[^`]+\.ts`|\]\(/),
        ]);
    }
  });

  it('names tests that there are, by words of their titles', () => {
    expect(TESTS.length).toBeGreaterThan(100);
    for (const { at, file, title = '' } of TESTS) {
      expect([at, file, existsSync(join(ROOT, file))]).toEqual([at, file, true]);
      expect([at, title, read(file).includes(title)]).toEqual([at, title, true]);
    }
  });

  it('names none that no suite runs: what lies in a folder is taken in by the suite of its name', () => {
    for (const { at, file } of TESTS) {
      if (file.endsWith('.spec.ts')) continue;
      const [suite, name] = [`${dirname(file)}.spec.ts`, basename(file, '.ts')];
      expect([at, file, read(suite).includes(`/${name}';`)]).toEqual([at, file, true]);
    }
  });

  it('links to documents that there are', () => {
    for (const { numbers, how } of ROWS)
      for (const [, file = ''] of how.matchAll(/\]\(([\w./-]+)\)/g))
        expect([numbers, file, existsSync(join(ROOT, 'docs', file))]).toEqual([numbers, file, true]);
  });
});
