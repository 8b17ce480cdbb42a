import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { validateBagFolder, type BagReport } from '../../../../src/verifier/bag';

const hash = (algorithm: string, bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');

/** A small valid bag that a case may bend before it is written to a folder of its own. */
export class TestBag {
  readonly files = new Map<string, Buffer>();
  readonly folders = ['data'];
  readonly links = new Map<string, string>();
  /** Written last, over what has been made: to break what a well-meaning writer would get right. */
  readonly overrides = new Map<string, Buffer | null>();
  algorithms = ['sha256'];
  tagAlgorithms = ['sha256'];
  encodePath = (path: string): string =>
    path.replace(/[%\r\n]/g, (character) => encodeURIComponent(character));

  constructor() {
    this.put('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    this.put('bag-info.txt', 'Source-Organization: Avon Constabulary\n');
    this.put('data/one.txt', 'one\n');
    this.put('data/folder/two.txt', 'two, too\n');
  }

  put(path: string, content: string | Buffer): this {
    this.files.set(path, Buffer.from(content));
    return this;
  }

  drop(path: string): this {
    this.files.delete(path);
    return this;
  }

  override(path: string, content: string | Buffer | null): this {
    this.overrides.set(path, content === null ? null : Buffer.from(content));
    return this;
  }

  line(algorithm: string, path: string, written = this.encodePath(path)): string {
    return `${hash(algorithm, this.files.get(path) ?? Buffer.alloc(0))}  ${written}\n`;
  }

  payloadManifest(algorithm = 'sha256'): string {
    return [...this.files.keys()]
      .filter((path) => path.startsWith('data/'))
      .map((path) => this.line(algorithm, path))
      .join('');
  }

  /** Replaces the payload manifest; the tag manifest then vouches for the new one. */
  manifest(text: string | Buffer, algorithm = 'sha256'): this {
    return this.put(`manifest-${algorithm}.txt`, text);
  }

  #seal(): void {
    for (const algorithm of this.algorithms) {
      const file = `manifest-${algorithm}.txt`;
      if (!this.files.has(file)) this.put(file, this.payloadManifest(algorithm));
    }
    const tags = [...this.files.keys()].filter((path) => !/^(data\/|tagmanifest-)/.test(path));
    for (const algorithm of this.tagAlgorithms) {
      const file = `tagmanifest-${algorithm}.txt`;
      if (!this.files.has(file)) this.put(file, tags.map((path) => this.line(algorithm, path)).join(''));
    }
  }

  async write(folder: string): Promise<void> {
    this.#seal();
    for (const name of this.folders) await mkdir(join(folder, name), { recursive: true });
    for (const [path, bytes] of new Map<string, Buffer | null>([...this.files, ...this.overrides])) {
      if (bytes === null) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    for (const [path, target] of this.links) await symlink(target, join(folder, path));
  }

  async judge(): Promise<BagReport> {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-bag-'));
    try {
      await this.write(folder);
      return await validateBagFolder(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
