import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { foundByOxlint, oxlintConfig } from '../../support/oxlint';

/** Asked by ESLint alone (eslint.config.mjs): of what is delivered, and of CommonJS. In a module they are errors of syntax. */
const ELSEWHERE = ['no-unsafe-class-instance-assignment', 'no-octal', 'no-dupe-args'];
/** Ours, and of no set. */
const OWN = ['no-restricted-properties', 'max-lines'];

type Asked = Readonly<Record<string, unknown>>;

/** Under the name that both have for it. */
const bare = (name: string): string => name.replace(/^(@typescript-eslint|typescript)\//, '');
const byName = (rules: readonly (readonly [string, unknown])[]): Asked =>
  Object.fromEntries(rules.map(([name, how]) => [bare(name), how]));

const sets: readonly { readonly rules?: object }[] = [
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.strictTypeChecked,
];
/** What a set asks of a file, the later before the earlier. Each rule stands there under one name or the other. */
function meantBy(of: typeof sets): string[] {
  const last = new Map<string, unknown>();
  for (const { rules = {} } of of) for (const [name, how] of Object.entries(rules)) last.set(name, how);
  const on = [...last].filter(([, how]) => how !== 'off').map(([name]) => bare(name));
  return on.filter((name) => !ELSEWHERE.includes(name)).sort();
}

async function askedOf(glob: string): Promise<Asked> {
  const { rules, overrides } = await oxlintConfig();
  const more = overrides.filter(({ files }) => files.includes(glob)).map((one) => one.rules ?? {});
  return byName([rules, ...more].flatMap((one) => Object.entries(one)));
}

const levelOf = (how: unknown): unknown => (Array.isArray(how) ? (how as unknown[])[0] : how);

it.each([
  ['TypeScript', '**/*.ts', sets, OWN],
  ['JavaScript', '**/*.mjs', [js.configs.recommended], []],
  ['CommonJS', '**/*.cjs', [js.configs.recommended], []],
])('every recommended and every strict rule is asked of %s', async (_, glob, of, own) => {
  const asked = await askedOf(glob);
  expect(Object.keys(asked).sort()).toEqual([...meantBy(of), ...own].sort());
  expect(new Set(Object.values(asked).map(levelOf))).toEqual(new Set(['error']));
});

it('no part of the product is taken out of what is asked, but for what has a reason', async () => {
  const { overrides } = await oxlintConfig();
  const off = overrides.flatMap(({ files, rules = {} }) =>
    Object.entries(rules)
      .filter(([, how]) => how === 'off')
      .map(([name]) => [name, files]),
  );
  expect(off).toEqual([
    ['typescript/no-unnecessary-type-parameters', ['src/kernel/ids.ts', 'test/factories/rows.ts']],
    ['no-restricted-imports', ['src/platform/database/live-client.ts']],
    ['no-restricted-properties', ['src/config/**', 'test/**', 'scripts/**', 'bin/**']],
  ]);
});

it('a promise that nobody waits for is found', async () => {
  const found = await foundByOxlint(
    {
      'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
      'late.ts': 'const late = async () => 1;\nlate();\n',
    },
    true,
  );
  expect(found['late.ts']).toEqual(['require-await', 'no-floating-promises']);
});

it('finds what each kind of file must not have, and nothing where it may', async () => {
  const environment = 'export const all = process.env;';
  const dates = `export const dates = new Intl.DateTimeFormat('en');`;
  const page = 'export const page = (response: { render(): void }) => response.render();';
  const found = await foundByOxlint({
    'src/features/notes/environment.ts': environment,
    'src/config/environment.ts': environment,
    'scripts/environment.mjs': environment,
    'src/features/notes/dates.ts': dates,
    'src/kernel/formatters.ts': dates,
    'src/verifier/dates.ts': `${dates}\n${environment}`,
    'src/apps/workspace/notes/page.ts': page,
    'src/apps/workspace/shell/layout/pages.ts': page,
    'src/features/notes/large.ts': 'console.log(1);\n'.repeat(301),
    'src/features/notes/commented.ts': 'console.log(1);\n\n// Why.\n'.repeat(300),
    'src/features/notes/unused.ts': 'export const first = (one: number, _two: number, three: number) => one;',
    'scripts/unused.mjs': 'const one = 1;\nexport const two = unknown;',
    'scripts/page.mjs': 'export const page = document;',
    'test/loader.cjs': 'exports.one = require(`${__dirname}/${global.two}`);\nexports.three = three;',
    'src/platform/http/assets/lintel/page.js': 'document.title = fetch;\nwindow.close();',
    'src/apps/workspace/notes/browser/asks.ts': `export const answer = fetch('/');`,
    'src/kernel/asks.ts': `export const answer = fetch('/');`,
    'src/features/notes/needless.ts': '// oxlint-disable-next-line no-var\nexport const one = 1;',
  });
  expect(found).toEqual({
    'src/features/notes/environment.ts': ['no-restricted-properties'],
    'src/config/environment.ts': [],
    'scripts/environment.mjs': [],
    'src/features/notes/dates.ts': ['no-restricted-properties'],
    'src/kernel/formatters.ts': [],
    'src/verifier/dates.ts': ['no-restricted-properties'],
    'src/apps/workspace/notes/page.ts': ['no-restricted-properties'],
    'src/apps/workspace/shell/layout/pages.ts': [],
    'src/features/notes/large.ts': ['max-lines'],
    'src/features/notes/commented.ts': [],
    'src/features/notes/unused.ts': ['no-unused-vars'],
    'scripts/unused.mjs': ['no-unused-vars', 'no-undef'],
    'scripts/page.mjs': ['no-undef'],
    'test/loader.cjs': ['no-undef'],
    'src/platform/http/assets/lintel/page.js': ['no-undef'],
    'src/apps/workspace/notes/browser/asks.ts': ['no-restricted-globals'],
    'src/kernel/asks.ts': [],
    'src/features/notes/needless.ts': [expect.stringContaining('Unused')],
  });
});
