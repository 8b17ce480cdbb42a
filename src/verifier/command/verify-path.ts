import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPORT } from '../../custody/pure/export-layout';
import { describeVerdict, type Verdict } from '../../custody/pure/verdict';
import { readBagFolder } from '../bag/folder-reader';
import { bundleTampered, bundleUnknown, describeBundle, type BundleVerdict } from '../bundle/bundle-verdict';
import { timeStampAuthority } from '../bundle/time-stamp-authority';
import { verifyBundle, type BundleOptions } from '../bundle/verify-bundle';
import { verifyExport } from '../verify-export';
import { verifyRecords } from '../verify-records';
import { openZip, type OpenedZip } from '../zip/open-zip';
import { ZipCut, ZipFault } from '../zip/zip-fault';
import { openFile } from '../zip/zip-file';

export interface PathOptions extends Omit<BundleOptions, 'timeStampTrust'> {
  /** PEM certificates of time stamp authorities. */
  readonly authorities?: readonly string[];
}

export interface PathVerdict {
  readonly exitCode: 0 | 1 | 2;
  /** The same in sentences, one a line. */
  readonly text: string;
  readonly verdict: BundleVerdict | Verdict;
}

/** Whether it is exported records, outside a bundle. */
const holdsRecords = async ({ reader }: OpenedZip): Promise<boolean> =>
  (await reader.list()).some(({ path }) => path === EXPORT.records);

/** Records in a ZIP: what its CRC-32s say against is not as it was written. */
async function verifyZippedRecords(zip: OpenedZip, options: BundleOptions): Promise<PathVerdict> {
  const verdict = await verifyRecords(zip.reader, options);
  const wrong = zip.wrongCrc();
  if (wrong !== undefined && verdict.outcome === 'proven') throw wrong;
  return { exitCode: verdict.exitCode, text: describeVerdict(verdict), verdict };
}

async function verifyZip(path: string, options: BundleOptions): Promise<PathVerdict> {
  const file = await openFile(path);
  try {
    const zip = await openZip(file);
    if (await holdsRecords(zip)) return await verifyZippedRecords(zip, options);
    return ofBundle(await verifyBundle(zip, options));
  } catch (error) {
    if (error instanceof ZipCut) return ofBundle(bundleUnknown(error.message));
    if (!(error instanceof ZipFault)) throw error;
    const { where, expected, found } = error;
    return ofBundle(bundleTampered({ what: 'bad-zip', where, expected, found }));
  } finally {
    await file.close();
  }
}

/** The bag in a folder: itself, or the only folder in it, as a ZIP is unpacked. */
async function bagFolder(path: string): Promise<string> {
  const entries = await readdir(path, { withFileTypes: true });
  const [only, ...others] = entries;
  const isBag = entries.some(({ name }) => name === 'bagit.txt');
  return !isBag && only?.isDirectory() === true && others.length === 0 ? join(path, only.name) : path;
}

const ofBundle = (verdict: BundleVerdict): PathVerdict => ({
  exitCode: verdict.exitCode,
  text: describeBundle(verdict),
  verdict,
});

/** Whether it is a folder of exported records, outside a bundle. */
async function isExport(path: string): Promise<boolean> {
  return (await readdir(path)).includes(EXPORT.records);
}

/**
 * Checks a bundle or exported records, each in a ZIP or in a folder, whichever lies there.
 * @returns "cannot tell" also for what cannot be read
 */
export async function verifyPath(path: string, options: PathOptions = {}): Promise<PathVerdict> {
  const { authorities = [], ...rest } = options;
  const given: BundleOptions =
    authorities.length === 0
      ? rest
      : { ...rest, timeStampTrust: (token) => timeStampAuthority(token, authorities) };
  try {
    if ((await stat(path)).isFile()) return await verifyZip(path, given);
    const folder = await bagFolder(path);
    if (!(await isExport(folder))) return ofBundle(await verifyBundle(readBagFolder(folder), given));
    const verdict = await verifyExport(folder, options);
    return { exitCode: verdict.exitCode, text: describeVerdict(verdict), verdict };
  } catch (error) {
    // Not `instanceof`: what the file system throws may come from another realm.
    if (typeof error === 'object' && error !== null && 'code' in error) {
      return ofBundle(bundleUnknown(`${path} cannot be read (${String(error.code)})`));
    }
    throw error;
  }
}
