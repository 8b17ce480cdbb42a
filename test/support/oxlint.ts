import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

type Rules = Readonly<Record<string, string | readonly [string, object]>>;

export interface OxlintConfig {
  readonly options: object;
  readonly rules: Rules;
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules?: Rules }[];
}

export const oxlintConfig = async (): Promise<OxlintConfig> =>
  JSON.parse(await readFile(join(ROOT, '.oxlintrc.json'), 'utf8')) as OxlintConfig;

export type Texts = Readonly<Record<string, string>>;

/** Files with these texts, by their paths in a folder of their own. */
export async function withFiles<T>(texts: Texts, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-lint-'));
  try {
    for (const [path, text] of Object.entries(texts)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a linter says of the files below a folder, whether or not it found anything. */
export async function saidBy(program: string, args: readonly string[], folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(ROOT, 'node_modules', program), ...args],
    {
      cwd: folder,
      // oxlint looks there for the program that knows types: where Jest was not started by npm, it is in no path.
      env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` },
    },
  ).catch((error: unknown) => error as { stdout: string });
  return stdout;
}

/**
 * The rules by which oxlint, as it is set here, finds something in files with these texts, in order and by path.
 * @param typeAware whether it is asked of types, too: then it reads a `tsconfig.json` among them
 */
export const foundByOxlint = (texts: Texts, typeAware = false): Promise<Record<string, string[]>> =>
  withFiles(texts, async (folder) => {
    const config = await oxlintConfig();
    const own = { ...config, options: { ...config.options, typeAware } };
    await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(own));
    const { diagnostics } = JSON.parse(await saidBy('oxlint/bin/oxlint', ['-f', 'json', '.'], folder)) as {
      diagnostics: readonly { readonly code?: string; readonly filename: string; readonly message: string }[];
    };
    const found: Record<string, string[]> = Object.fromEntries(Object.keys(texts).map((path) => [path, []]));
    for (const { code, filename, message } of diagnostics)
      (found[filename] ??= []).push(code?.match(/\((.*)\)/)?.[1] ?? message);
    return found;
  });
