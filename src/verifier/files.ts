import type { BagItem, BagReader } from './bag/reader';
import { readBytes } from './bag/text';

/** A file that is not there or cannot be read: nothing can be said. */
export class Unreadable extends Error {
  constructor(file: string, why = 'is missing or cannot be read') {
    super(`${file} ${why}`.trim());
    this.name = 'Unreadable';
  }
}

/** Small files of a reader by name, whatever it reads from. The list is asked for once. */
export class Files {
  #items: Promise<ReadonlyMap<string, BagItem>> | undefined;

  constructor(readonly reader: BagReader) {}

  items(): Promise<ReadonlyMap<string, BagItem>> {
    this.#items ??= this.reader.list().then(
      (items) => new Map(items.filter(({ kind }) => kind === 'file').map((item) => [item.path, item])),
      () => new Map(),
    );
    return this.#items;
  }

  async has(path: string): Promise<boolean> {
    return (await this.items()).has(path);
  }

  /** Paths that begin with `start`, in the order of code units. */
  async below(start: string): Promise<string[]> {
    return [...(await this.items()).keys()].filter((path) => path.startsWith(start)).sort();
  }

  /** @throws Unreadable */
  async bytes(path: string): Promise<Buffer> {
    if (!(await this.has(path))) throw new Unreadable(path);
    try {
      return Buffer.from(await readBytes(this.reader, path));
    } catch {
      throw new Unreadable(path);
    }
  }

  /** @throws Unreadable also when it is not UTF-8 */
  async text(path: string): Promise<string> {
    const bytes = await this.bytes(path);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new Unreadable(path);
    }
  }

  /** Undefined when it is not there: for parts that may be left out. @throws Unreadable */
  async optional(path: string): Promise<string | undefined> {
    return (await this.has(path)) ? this.text(path) : undefined;
  }
}

/** What lies below one folder; `elsewhere` names files of the whole that stand in for some that it lacks. */
export function subFolder(
  whole: Files,
  folder: string,
  elsewhere: (path: string) => string | undefined,
): BagReader {
  const home = new Map<string, string>();
  return {
    list: async () => {
      const items = await whole.items();
      const own: BagItem[] = [];
      for (const item of items.values()) {
        const path = item.path.startsWith(`${folder}/`) ? item.path.slice(folder.length + 1) : undefined;
        if (path === undefined) continue;
        home.set(path, item.path);
        own.push({ ...item, path });
      }
      for (const item of items.values()) {
        const path = elsewhere(item.path);
        if (path === undefined || home.has(path)) continue;
        home.set(path, item.path);
        own.push({ ...item, path });
      }
      return own;
    },
    read: (path) => whole.reader.read(home.get(path) ?? path),
  };
}
