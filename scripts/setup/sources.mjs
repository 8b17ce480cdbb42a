import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from './root.mjs';

/** Every file below `folder`, as paths from the root of the project; none when there is no such folder. */
export async function filesBelow(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Path -> what changes when the file does. */
export async function fingerprint(files) {
  const facts = await Promise.all(
    files.map(async (file) => {
      const { mtimeMs, size } = await stat(join(ROOT, file));
      return [file, `${Math.round(mtimeMs)}:${size}`];
    }),
  );
  return Object.fromEntries(facts);
}

export async function hashOf(file) {
  return createHash('sha256')
    .update(await readFile(join(ROOT, file)))
    .digest('hex');
}
