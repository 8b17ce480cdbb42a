import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

/** What `npm test` runs: the rules alone, and with real PostgreSQL, ffmpeg and a file system each suite that takes no more than seconds. */
export const EVERYDAY = ['--selectProjects', 'unit', 'medium'];

/** Runs Jest with these arguments; gives its exit code. */
export function jest(args, options = {}) {
  const workers = args.some((arg) => /^(-i|-w|--runInBand|--maxWorkers)/.test(arg))
    ? []
    : [`--maxWorkers=${Math.min(4, availableParallelism())}`];
  const bin = join(ROOT, 'node_modules/jest/bin/jest.js');
  return run(process.execPath, [bin, ...workers, ...args], { cwd: ROOT, ...options });
}
