import type { BagItem, BagReader } from './reader';

/** What a bag holds, found by name in the way that section 6.1.1.4 of RFC 8493 recommends. */
export class Contents {
  readonly files = new Map<string, BagItem>();
  readonly others = new Set<string>();
  readonly folders = new Set<string>();
  /** Names in normal form C, with the only file of that name or undefined where several share it. */
  readonly #normal = new Map<string, BagItem | undefined>();

  constructor(items: readonly BagItem[]) {
    for (const item of items) {
      this.#addFoldersOf(item.path);
      if (item.kind === 'folder') this.folders.add(item.path);
      else if (item.kind === 'other') this.others.add(item.path);
      else {
        this.files.set(item.path, item);
        const normal = item.path.normalize('NFC');
        this.#normal.set(normal, this.#normal.has(normal) ? undefined : item);
      }
    }
  }

  static async of(reader: BagReader): Promise<Contents> {
    return new Contents(await reader.list());
  }

  #addFoldersOf(path: string): void {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      this.folders.add(path.slice(0, slash));
    }
  }

  /** The file of that name, in another normal form of Unicode if in no other way. */
  find(path: string): BagItem | undefined {
    return this.files.get(path) ?? this.#normal.get(path.normalize('NFC'));
  }

  get payload(): BagItem[] {
    return [...this.files.values()].filter(({ path }) => path.startsWith('data/'));
  }

  get tagFiles(): string[] {
    return [...this.files.keys()].filter((path) => !path.startsWith('data/'));
  }
}
