import type { BagItem, BagReader } from '../bag/reader';
import type { RandomAccess } from '../zip/random-access';

/** Not every browser lets a stream be iterated. */
async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

export const blobAccess = (blob: Blob): RandomAccess => ({
  size: blob.size,
  read: (start, end) => chunksOf(blob.slice(start, end)),
});

/** The bag among chosen files: what lies beside the uppermost bagit.txt. Undefined when there is none. */
export function bagOf(files: ReadonlyMap<string, File>): BagReader | undefined {
  const [home] = [...files.keys()]
    .filter((path) => /(^|\/)bagit\.txt$/.test(path))
    .map((path) => path.slice(0, path.length - 'bagit.txt'.length))
    .sort((a, b) => a.length - b.length);
  if (home === undefined) return undefined;
  const own = new Map(
    [...files].flatMap(([path, file]) =>
      path.startsWith(home) ? [[path.slice(home.length), file] as const] : [],
    ),
  );
  const items = [...own].map(([path, { size }]): BagItem => ({ path, kind: 'file', size }));
  return {
    list: () => Promise.resolve(items),
    read: (path) => chunksOf(own.get(path) ?? new Blob()),
  };
}

const entriesOf = (folder: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((done, failed) => folder.readEntries(done, failed));

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, failed) => entry.file(done, failed));

/** Everything below what was dropped, by path. */
export async function droppedFiles(roots: readonly FileSystemEntry[]): Promise<Map<string, File>> {
  const files = new Map<string, File>();
  const waiting = [...roots];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (entry.isFile)
      files.set(entry.fullPath.replace(/^\//, ''), await fileOf(entry as FileSystemFileEntry));
    else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      // A folder is given in portions; an empty one is the last.
      for (let some = await entriesOf(reader); some.length > 0; some = await entriesOf(reader))
        waiting.push(...some);
    }
  }
  return files;
}
