import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PLACES = ['src', 'docker', 'deploy', 'scripts', 'bin'];
/** "docs/operations.md, Restore": a document and, after a comma, one of its headings. */
const NAMED = /docs\/([a-z-]+)\.md, ([A-Z][A-Za-z0-9 ]+)/g;
const TEXT = /\.(ts|mjs|cjs|yml|env|service|conf|sh)$/;

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(join(ROOT, folder))) {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) yield* filesIn(path);
    else if (TEXT.test(name) && !name.endsWith('.spec.ts')) yield path;
  }
}

const headingsOf = (name: string): string[] =>
  [...readFileSync(join(ROOT, 'docs', `${name}.md`), 'utf8').matchAll(/^#+ (.*)$/gm)].map(
    ([, heading = '']) => heading,
  );

const named = PLACES.flatMap((folder) => [...filesIn(folder)]).flatMap((path) =>
  [...readFileSync(join(ROOT, path), 'utf8').matchAll(NAMED)].map(([, name = '', rest = '']) => ({
    path,
    name,
    rest: rest.trim(),
  })),
);

it('each chapter that the code, an alert or a unit sends an operator to is there', () => {
  expect(named.length).toBeGreaterThan(10);
  // What follows a chapter in the sentence may be words, too.
  const missing = named.filter(
    ({ name, rest }) => !headingsOf(name).some((heading) => `${rest} `.startsWith(`${heading} `)),
  );
  expect(missing).toEqual([]);
});
