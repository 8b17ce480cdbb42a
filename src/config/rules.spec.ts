import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGE = read('docs/rules.md');

/** The code that a row names: a file, then what in it. */
const NAMED = PAGE.split('\n')
  .filter((line) => /^\| (?!of |-)/.test(line))
  .map((line) => Array.from((line.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g), ([, name = '']) => name));

/** Files whose rules are about one value each. */
const SINGLE = [
  'src/apps/workspace/areas/clip/times.model.ts',
  'src/apps/workspace/areas/clip/transcript.model.ts',
  'src/apps/workspace/areas/scheme/scheme.model.ts',
  'src/apps/workspace/areas/sign-in/passkeys.model.ts',
  'src/apps/workspace/shell/clips/clip.model.ts',
  'src/config/shapes.ts',
  'src/platform/media/film/colours.ts',
];

describe('docs/rules.md', () => {
  it('names, in every row, code that there is', () => {
    expect(NAMED.length).toBeGreaterThan(35);
    for (const names of NAMED) {
      expect([names, names[0]?.startsWith('src/')]).toEqual([names, true]);
      expect(names.length).toBeGreaterThan(1);
      let file = '';
      for (const name of names) {
        if (name.startsWith('src/')) {
          file = name;
          expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
        } else expect([file, name, new RegExp(`\\b${name}\\b`).test(read(file))]).toEqual([file, name, true]);
      }
    }
  });

  it('leaves out no schema that compares values', () => {
    const all = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
    const sources = all.flatMap((path) => (/(?<!\.spec)\.ts$/.test(path) ? [`src/${path}`] : []));
    const comparing = sources.filter((path) => /\.(refine|superRefine)\(|\baddIssue\(/.test(read(path)));
    const page = new Set(NAMED.flat());
    const wrappers = ['src/config/config.ts'];
    expect(comparing.filter((path) => ![...SINGLE, ...wrappers].includes(path) && !page.has(path))).toEqual(
      [],
    );
    expect(SINGLE.filter((path) => !comparing.includes(path))).toEqual([]);
  });
});
