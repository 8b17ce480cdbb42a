import type { BagItem, BagReader } from '../bag/reader';
import type { Files } from '../files';
import { BAG, SEAL, UNLISTED } from './layout';
import { parseManifest } from './manifest-lines';

/** What belongs to a bundle, apart from what merely lies beside it. */
export interface Listing {
  /** Only files that are listed, and the lists, under the names that the lists give them. */
  readonly reader: BagReader;
  /** Paths of all others: they prove nothing, and nothing reads them. */
  readonly extra: readonly string[];
}

const normal = (path: string): string => path.normalize('NFC');

/** The list that a path should be in. */
const listFor = (path: string): string =>
  path.startsWith('data/') ? BAG.manifest : path.startsWith('seal/') ? SEAL.list : BAG.tagManifest;

/** The name that some list has for a path; undefined when none has it. */
async function claimed(files: Files): Promise<(path: string) => string | undefined> {
  const names = new Map<string, string>();
  const lost = new Set<string>();
  for (const list of [BAG.tagManifest, BAG.manifest, SEAL.list]) {
    const text = await files.optional(list).catch(() => undefined);
    if (text === undefined) lost.add(list);
    else for (const name of parseManifest(text).keys()) names.set(normal(name), name);
  }
  return (path) => {
    if (path.startsWith('../')) return undefined;
    // What a list says that is not there, nobody knows.
    return UNLISTED.includes(path) || lost.has(listFor(path)) ? path : names.get(normal(path));
  };
}

/** Parts what belongs to the bundle from what systems and people have put beside it. @throws what the reader throws */
export async function listingOf(files: Files): Promise<Listing> {
  const nameOf = await claimed(files);
  const own = new Map<string, BagItem>();
  const extra: string[] = [];
  const items = (await files.reader.list()).filter(({ kind }) => kind !== 'folder');
  const isExact = ({ path }: BagItem): boolean => nameOf(path) === path;
  // A name in the very form of the manifest goes before one in another form of Unicode.
  for (const item of [...items.filter(isExact), ...items.filter((one) => !isExact(one))]) {
    const name = nameOf(item.path);
    if (name === undefined || own.has(name)) extra.push(item.path.replace(/^\.\.\//, ''));
    else own.set(name, item);
  }
  const reader: BagReader = {
    list: () => Promise.resolve([...own].map(([path, item]) => ({ ...item, path }))),
    read: (path) => files.reader.read(own.get(path)?.path ?? path),
  };
  return { reader, extra: extra.sort() };
}
