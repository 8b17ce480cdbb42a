import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BagItem, BagReader } from './reader';

async function* walk(folder: string, below = ''): AsyncGenerator<BagItem> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      yield { path, kind: 'folder', size: 0 };
      yield* walk(folder, path);
    } else if (entry.isFile()) {
      const from = join(folder, path);
      yield { path, kind: 'file', size: (await lstat(from)).size, place: { from, start: 0 } };
    } else yield { path, kind: 'other', size: 0 };
  }
}

/** A bag whose base directory is a folder of this machine. Links are listed as such and never followed. */
export function readBagFolder(folder: string): BagReader {
  return {
    list: async () => {
      const items: BagItem[] = [];
      for await (const item of walk(folder)) items.push(item);
      return items;
    },
    read: (path) => createReadStream(join(folder, path), { highWaterMark: 1024 ** 2 }),
  };
}
