import type { BagItem, BagReader } from '../bag/reader';
import type { Files } from '../files';
import { BAG, isUnlisted } from './layout';
import { parseManifest } from './manifest-lines';

/** What belongs to a bundle, apart from what merely lies beside it. */
export interface Listing {
  /** Only files that a manifest lists, and those of the seal, under the names that the manifests give them. */
  readonly reader: BagReader;
  /** Paths of all others: they prove nothing, and nothing reads them. */
  readonly extra: readonly string[];
}

const normal = (path: string): string => path.normalize('NFC');

/** The paths that the bundle claims; undefined when its lists cannot be read. */
async function claimed(files: Files): Promise<(path: string) => string | undefined> {
  const lines = async (path: string): Promise<string[] | undefined> =>
    files.optional(path).then(
      (text) => (text === undefined ? undefined : [...parseManifest(text).keys()]),
      () => undefined,
    );
  const [tags, payload] = [await lines(BAG.tagManifest), await lines(BAG.manifest)];
  const names = new Map([...(tags ?? []), ...(payload ?? [])].map((path) => [normal(path), path]));
  return (path) => {
    if (path.startsWith('../')) return undefined;
    // What a list says that is not there, nobody knows.
    const isOpen = path.startsWith('data/') ? payload === undefined : tags === undefined;
    return isOpen || isUnlisted(path) ? path : names.get(normal(path));
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
