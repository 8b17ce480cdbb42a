import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Compiled files lie one folder deeper. */
const ROOT = join(__dirname, extname(__filename) === '.js' ? '../../..' : '../..');

/** Of this program, as its package says. Read when it is asked for: a part of it that runs elsewhere has no package beside it. */
export const ownVersion = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string }).version;
