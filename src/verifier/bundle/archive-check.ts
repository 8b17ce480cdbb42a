import type { BagItem } from '../bag/reader';
import type { Hashed } from '../hashing/hashed';
import type { OpenedZip } from '../zip/open-zip';
import type { BundleJson } from './bundle-json';
import type { ArchiveFinding } from './bundle-verdict';
import { dosTime } from './dos-time';

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

/** Looks, while files are hashed, whether the archive says the right CRC-32 of each. */
export class CrcWatch {
  #wrong: string | undefined;

  /** The first file whose bytes have another CRC-32 than the archive says. */
  get wrong(): string | undefined {
    return this.#wrong;
  }

  see({ path, crc32 }: BagItem, hashed: Hashed): void {
    if (crc32 !== undefined && crc32 !== hashed.crc32) this.#wrong ??= `${path}: another CRC-32`;
  }
}

/**
 * Whether the archive is the one that was sealed, as far as that can be told without its contents.
 * @param bundle its summary; undefined when it cannot be read
 */
export function archiveOf(
  zip: OpenedZip | undefined,
  watch: CrcWatch,
  extra: readonly string[],
  bundle: BundleJson | undefined,
): ArchiveFinding {
  if (zip === undefined) return { state: 'folder' };
  const { form, folder, time } = zip;
  if (bundle !== undefined) {
    form.same('folder', bundle.folder, folder);
    form.same('time of the entries', hex(dosTime(new Date(bundle.sealedAt))), hex(time));
  }
  const added = extra.length === 0 ? undefined : 'it holds more files';
  const why = form.why ?? watch.wrong ?? added;
  return why === undefined ? { state: 'as-sealed' } : { state: 'repacked', why };
}
