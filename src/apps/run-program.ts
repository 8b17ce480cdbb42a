import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

const HASH_BYTES = 32;

/**
 * What V8 made of this very text when it was built (scripts/code-of.mjs): undefined when it is of another text, damaged, or not there. V8
 * itself looks neither at the text, but for its length, nor whether the code is whole.
 */
function codeOf(path: string, text: Buffer): Buffer | undefined {
  let kept: Buffer;
  try {
    kept = readFileSync(`${path}.code`);
  } catch {
    return undefined;
  }
  const code = kept.subarray(HASH_BYTES);
  const sha256 = createHash('sha256').update(text).update(code).digest();
  return sha256.equals(kept.subarray(0, HASH_BYTES)) ? code : undefined;
}

/**
 * As Node itself has it from version 21 on. Where nobody says what runs here, pg makes a Response to find out, for which all of Node's HTTP
 * client is loaded: 8 MB and 30 ms of the processor where nothing else is (one process, by itself).
 */
function sayWhatRuns(): void {
  if ('navigator' in globalThis) return;
  const [major] = process.versions.node.split('.');
  Object.defineProperty(globalThis, 'navigator', {
    value: { userAgent: `Node.js/${major}` },
    configurable: true,
  });
}

type Program = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
  folder: string,
) => void;

/**
 * Runs a program of one file (scripts/programs.mjs) with the code that V8 made of it before: reading millions of letters anew takes half of a
 * start. Another version of V8, or other options, leave that code aside and make it again.
 * @returns what it exports
 */
export function runProgram(path: string): object {
  sayWhatRuns();
  const text = readFileSync(path);
  const cachedData = codeOf(path, text);
  const script = new Script(text.toString('latin1'), { filename: path, ...(cachedData && { cachedData }) });
  const program = script.runInThisContext() as Program;
  const own = { exports: {} };
  program(own.exports, createRequire(path), own, path, dirname(path));
  return own.exports;
}
