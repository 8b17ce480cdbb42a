import type { BundleVerdict } from './bundle/bundle-verdict';
import { faultWords } from './bundle/fault-words';
import { verifyZip } from './bundle/verify-zip';
import type { Hasher } from './hashing/hashed';
import type { RandomAccess } from './zip/random-access';

/** Of many faults, how many are named to a person. */
const NAMED = 5;

/** A freshly sealed archive. */
export interface SealedArchive extends RandomAccess {
  /** One reading of the bytes from `start` up to, not with, `end`: by other threads, and many at a time. `crc32` is ZIP's. */
  digest(
    start: number,
    end: number,
  ): Promise<{ readonly size: number; readonly sha256: string; readonly crc32: number }>;
}

/** Also looks whether the archive says the right CRC-32 of each file: tools that unpack it go by that. */
class CrcWatch {
  /** Files of which it does not. */
  readonly wrong: string[] = [];

  constructor(private readonly archive: SealedArchive) {}

  hasher(): Hasher {
    return {
      hash: async ({ path, place, crc32: said }) => {
        // Sealing compresses nothing: what is not stored as it is was not made by it.
        if (place?.end === undefined || place.packed === true) throw new RangeError(`${path} is not stored`);
        const { size, sha256, crc32 } = await this.archive.digest(place.start, place.end);
        if (crc32 !== said) this.wrong.push(path);
        return { sha256, bytes: size };
      },
      end: () => undefined,
    };
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
  if (wrong.length > 0)
    return `the archive says another CRC-32 of ${wrong.toSorted().slice(0, NAMED).join(', ')}.`;
  const { archive } = verdict;
  return archive.state === 'repacked' ? `the archive is not as it should be: ${archive.why}.` : undefined;
}

/**
 * Checks a freshly sealed archive as a recipient would, and that it is of the very form in which bundles are sealed.
 * @returns in sentences what does not hold; undefined when it is proven
 */
export async function verifyArchive(
  archive: SealedArchive,
  keyFingerprint: string,
): Promise<string | undefined> {
  const watch = new CrcWatch(archive);
  return whyNot(await verifyZip(archive, { keyFingerprint, hasher: () => watch.hasher() }), watch);
}
