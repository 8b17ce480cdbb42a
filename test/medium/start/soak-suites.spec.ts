import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../../..');

type Suite = readonly [paths: readonly string[], projects: readonly string[]];

const said = execFileSync(
  process.execPath,
  [
    '--input-type=module',
    '-e',
    "const { SUITES, COUNTS } = await import('./scripts/soak/suites.mjs'); process.stdout.write(JSON.stringify({ SUITES, COUNTS }));",
  ],
  { cwd: ROOT, encoding: 'utf8' },
);
const { SUITES, COUNTS } = JSON.parse(said) as { SUITES: Suite[]; COUNTS: Record<string, string> };

const all = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .map((name) => `test/${name}`)
  .filter((name) => name.endsWith('.ts'));
const files = all.filter((name) => name.endsWith('.spec.ts'));
const texts = new Map(all.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const textOf = (file: string): string => texts.get(file) ?? '';

/** Whether a file names another of the tests: it imports it, or starts it as a program. */
function names(file: string, other: string): boolean {
  const folder = dirname(file);
  return [...textOf(file).matchAll(/'(\.{1,2}\/[^']+)'|__dirname, '([^']+)'/g)].some(
    ([, imported, started]) =>
      (imported !== undefined && `${join(folder, imported)}.ts` === other) ||
      (started !== undefined && join(folder, started) === other),
  );
}

/** The suites that read it, and those that take what other files make of it, however many between. */
function countingBy(name: string): string[] {
  const found = new Set(all.filter((file) => textOf(file).includes(`['${name}']`)));
  for (const reader of found) for (const file of all) if (names(file, reader)) found.add(file);
  return files.filter((file) => found.has(file));
}

/** As jest.config.cjs deals them out. */
function projectOf(file: string): string {
  if (file.endsWith('.long.spec.ts')) return 'long';
  return file.split('/')[1] ?? '';
}
const isRun = (file: string): boolean =>
  SUITES.some(
    ([paths, projects]) =>
      projects.includes(projectOf(file)) &&
      (paths.length === 0 || paths.some((path) => file.startsWith(path))),
  );

describe('the full run (npm run test:soak)', () => {
  it.each(Object.keys(COUNTS))('has the suite that counts by %s', (name) => {
    const counting = countingBy(name);
    expect(counting).not.toEqual([]);
    // What is counted by two suites is counted in full by one at the least.
    expect(counting.filter(isRun)).not.toEqual([]);
  });

  it('has fairness and the scanner for malware', () => {
    const wanted = files.filter(
      (file) =>
        file.startsWith('test/contract/malware/') ||
        /^test\/medium\/.*(fair|quarantine).*\.long\./.test(file),
    );
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter((file) => !isRun(file))).toEqual([]);
  });
});
