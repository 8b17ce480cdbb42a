import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import tseslint from 'typescript-eslint';

const ROOT = join(__dirname, '../../..');
const CONFIG = join(ROOT, '.oxlintrc.json');
/** Asked by ESLint, of what is delivered (eslint.config.mjs). */
const ELSEWHERE = 'no-unsafe-class-instance-assignment';

const PREFIX = '@typescript-eslint/';

type Rules = Readonly<Record<string, { readonly meta: { readonly docs?: object } } | undefined>>;

/** Of typescript-eslint's strictest set, what it can say only with types. */
function rulesAboutTypes(): string[] {
  const { rules } = tseslint.plugin as unknown as { readonly rules: Rules };
  return tseslint.configs.strictTypeChecked
    .flatMap((config) => Object.keys(config.rules ?? {}))
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
    .filter((name) => {
      const docs = rules[name]?.meta.docs;
      return docs !== undefined && 'requiresTypeChecking' in docs && docs.requiresTypeChecking === true;
    });
}

it('every strict rule about types is asked', async () => {
  const { rules } = JSON.parse(await readFile(CONFIG, 'utf8')) as {
    rules: Record<string, string | [string, object]>;
  };
  const asked = Object.entries(rules).map(([name, how]) => [name, typeof how === 'string' ? how : how[0]]);
  const meant = rulesAboutTypes().filter((name) => name !== ELSEWHERE);
  expect(meant.length).toBeGreaterThan(40);
  expect(asked.sort()).toEqual(meant.map((name) => [`typescript/${name}`, 'error']).sort());
});

it('a promise that nobody waits for is found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-lint-'));
  try {
    await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
    await writeFile(join(folder, 'late.ts'), 'const late = async () => 1;\nlate();\n');
    const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
    const args = [oxlint, '--type-aware', '-c', CONFIG, '-f', 'json', folder];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch(
      (error: unknown) => error as { stdout: string },
    );
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { readonly code: string }[] };
    expect(diagnostics.map(({ code }) => code)).toEqual([
      expect.stringContaining('require-await'),
      expect.stringContaining('no-floating-promises'),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
