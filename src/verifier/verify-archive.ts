import zlib from 'node:zlib';
import type { BagItem, BagReader } from './bag/reader';
import type { BundleVerdict } from './bundle/bundle-verdict';
import { faultWords } from './bundle/fault-words';
import { verifyZip } from './bundle/verify-zip';
import { hashThrough } from './hashing/hash-chunks';
import type { Hasher } from './hashing/hashed';
import type { RandomAccess } from './zip/random-access';

/** Of many faults, how many are named to a person. */
const NAMED = 5;

/** Also looks whether the archive says the right CRC-32 of each file: tools that unpack it go by that. */
class CrcWatch {
  /** Files of which it does not. */
  readonly wrong: string[] = [];

  hasher(items: readonly BagItem[], reader: BagReader): Hasher {
    const said = new Map(items.map(({ path, crc32 }) => [path, crc32]));
    const watched: BagReader = {
      list: () => reader.list(),
      read: (path) => this.#watch(path, said.get(path), reader.read(path)),
    };
    return { hash: hashThrough(watched), end: () => undefined };
  }

  async *#watch(
    path: string,
    said: number | undefined,
    chunks: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    let crc = 0;
    for await (const chunk of chunks) {
      crc = zlib.crc32(chunk, crc);
      yield chunk;
    }
    if (crc !== said) this.wrong.push(path);
  }
}

/** Without what was expected and found: values may be somebody's name, and the reason is kept. */
function whyNot(verdict: BundleVerdict, { wrong }: CrcWatch): string | undefined {
  if (verdict.outcome === 'cannot-tell') return `${verdict.why}.`;
  if (verdict.outcome === 'tampered') {
    const named = verdict.all.slice(0, NAMED).map(({ where, what }) => `${where}: ${faultWords(what)}.`);
    const more = verdict.all.length - named.length;
    return [...named, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
  }
  if (wrong.length > 0) return `the archive says another CRC-32 of ${wrong.slice(0, NAMED).join(', ')}.`;
  const { archive } = verdict;
  return archive.state === 'repacked' ? `the archive is not as it should be: ${archive.why}.` : undefined;
}

/**
 * Checks a freshly sealed archive as a recipient would, and that it is of the very form in which bundles are sealed.
 * @returns in sentences what does not hold; undefined when it is proven
 */
export async function verifyArchive(file: RandomAccess, keyFingerprint: string): Promise<string | undefined> {
  const watch = new CrcWatch();
  const hasher = (items: readonly BagItem[], reader: BagReader): Hasher => watch.hasher(items, reader);
  return whyNot(await verifyZip(file, { keyFingerprint, hasher }), watch);
}
