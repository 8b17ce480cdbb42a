import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

/** What `npm test` runs: the rules alone, and with real PostgreSQL, ffmpeg and a file system each suite that takes no more than seconds. */
export const EVERYDAY = ['--selectProjects', 'unit', 'medium'];

/**
 * For workers that live long and run most things once: V8 looks through their heap less often, and translates for speed only what is used
 * much. They need an eighth less of the processors so. What is measured runs in one process, and that as a service does.
 */
const LONG_LIVED = [
  '--max-semi-space-size=32',
  '--initial-old-space-size=1000',
  // Later versions of V8 count calls, and know no such option.
  ...(process.versions.v8.startsWith('11.') ? ['--interrupt-budget=1000000'] : []),
];

/** Runs Jest with these arguments, and with these words before the command; gives its exit code. */
export function jest(args, options = {}, before = []) {
  const workers = args.some((arg) => /^(-i|-w|--runInBand|--maxWorkers)/.test(arg))
    ? []
    : [`--maxWorkers=${Math.min(4, availableParallelism())}`];
  const bin = join(ROOT, 'node_modules/jest/bin/jest.js');
  const v8 = args.includes('--runInBand') ? [] : LONG_LIVED;
  const [program, ...rest] = [...before, process.execPath, ...v8, bin, ...workers, ...args];
  return run(program, rest, { cwd: ROOT, ...options });
}
