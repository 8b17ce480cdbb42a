import type { BagItem, BagReader } from '../bag/reader';
import { homeOf } from '../home';
import type { RandomAccess } from '../zip/random-access';

/** Not every browser lets a stream be iterated. */
export async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

export const blobAccess = (blob: Blob): RandomAccess => ({
  size: blob.size,
  from: blob,
  read: (start, end) => chunksOf(blob.slice(start, end)),
});

/** The bag among chosen files, whatever folders lie around it. Undefined when there is none. @throws CannotOpen */
export function bagOf(files: ReadonlyMap<string, File>): BagReader | undefined {
  const paths = [...files.keys()];
  if (!paths.some((path) => /(^|\/)(bagit|tagmanifest-sha256)\.txt$/.test(path))) return undefined;
  const folder = homeOf(paths);
  const home = folder === '' ? '' : `${folder}/`;
  const own = new Map(
    [...files].flatMap(([path, file]) =>
      path.startsWith(home) ? [[path.slice(home.length), file] as const] : [],
    ),
  );
  const items = [...own].map(([path, file]): BagItem => {
    const place = { from: file, start: 0 };
    return { path, kind: 'file', size: file.size, place };
  });
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
