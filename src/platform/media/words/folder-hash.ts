import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

const FILES_MAX = 1_000;

/** The folder holds so much that it is not for the program alone. */
export class TooManyFiles extends Error {
  override readonly name = 'TooManyFiles';
}

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/**
 * SHA-256 of what `sha256sum` says of every file in a folder, in the order of their names byte by byte: of the program with its model.
 * @throws TooManyFiles; what reading throws
 */
export async function folderSha256(folder: string): Promise<string> {
  const paths: string[] = [];
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const entry of await readdir(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile()) paths.push(relative(folder, path));
      if (paths.length + open.length > FILES_MAX) throw new TooManyFiles(`more than ${FILES_MAX} files`);
    }
  paths.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  const all = createHash('sha256');
  for (const path of paths) all.update(`${await hashOf(join(folder, path))}  ${path}\n`);
  return all.digest('hex');
}
