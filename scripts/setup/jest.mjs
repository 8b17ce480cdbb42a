import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

/** Needs a real S3 gateway, which `.ci/run` installs and `npm test` does not. */
const GATEWAY_SUITES = ['/contract/object-store/s3\\.spec\\.ts$'];

/** What `npm test` runs: everything that needs PostgreSQL, Redis, ffmpeg and a file system at most. */
export const EVERYDAY = [
  '--selectProjects',
  'unit',
  'medium',
  'contract',
  '--testPathIgnorePatterns',
  '/node_modules/',
  ...GATEWAY_SUITES,
];

/** Runs Jest with these arguments; gives its exit code. */
export function jest(args, options = {}) {
  const workers = args.some((arg) => /^(-i|-w|--runInBand|--maxWorkers)/.test(arg))
    ? []
    : [`--maxWorkers=${Math.min(4, availableParallelism())}`];
  const bin = join(ROOT, 'node_modules/jest/bin/jest.js');
  return run(process.execPath, [bin, ...workers, ...args], { cwd: ROOT, ...options });
}
