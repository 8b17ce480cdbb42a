import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** What a program wrote. Rejects when it ends with an error. */
export async function run(program: string, parts: readonly string[], cwd?: string): Promise<string> {
  const { stdout } = await exec(program, parts, {
    maxBuffer: 64 * 1024 ** 2,
    ...(cwd === undefined ? {} : { cwd }),
  });
  return stdout;
}

function isThere(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Is the test of a foreign program to be run? On a build server it must be, so that a missing one is noticed. */
export const mayUse = (program: string): boolean => process.env['CI'] === 'true' || isThere(program);

interface Extractor {
  readonly program: string;
  /** Into the current folder. */
  readonly extract: (zip: string) => string[];
  /** Reads everything and checks the CRC-32s. */
  readonly test?: (zip: string) => string[];
  /** One file to standard output. */
  readonly print: (zip: string, path: string) => string[];
  /** A line for every entry, at least. */
  readonly list: (zip: string) => string[];
}

const PRINT = 'import sys,zipfile;sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))';
const LIST = 'import sys,zipfile;print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))';

/** The generic tools that people open archives with. */
export const EXTRACTORS: Extractor[] = [
  {
    program: 'unzip',
    extract: (zip) => ['-q', zip],
    test: (zip) => ['-tq', zip],
    print: (zip, path) => ['-p', zip, path],
    list: (zip) => ['-Z1', zip],
  },
  {
    program: '7z',
    extract: (zip) => ['x', '-bd', zip],
    test: (zip) => ['t', '-bd', zip],
    print: (zip, path) => ['x', '-so', zip, path],
    list: (zip) => ['l', '-ba', zip],
  },
  {
    program: 'python3',
    extract: (zip) => ['-m', 'zipfile', '-e', zip, '.'],
    test: (zip) => ['-m', 'zipfile', '-t', zip],
    print: (zip, path) => ['-c', PRINT, zip, path],
    list: (zip) => ['-c', LIST, zip],
  },
  {
    program: 'bsdtar',
    extract: (zip) => ['-xf', zip],
    print: (zip, path) => ['-xOf', zip, path],
    list: (zip) => ['-tf', zip],
  },
];
