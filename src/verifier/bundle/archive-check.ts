import type { OpenedZip } from '../zip/open-zip';
import type { BundleJson } from './bundle-json';
import type { ArchiveFinding } from './bundle-verdict';
import { dosTime } from './dos-time';

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

/**
 * Whether the archive is of the form in which it was sealed. Whether its CRC-32s are those of the bytes is not asked: SHA-256 says more.
 * @param bundle its summary; undefined when it cannot be read
 */
export function archiveOf(
  zip: OpenedZip | undefined,
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
  const why = form.why ?? added;
  return why === undefined ? { state: 'as-sealed' } : { state: 'repacked', why };
}
