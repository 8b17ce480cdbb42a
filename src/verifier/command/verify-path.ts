import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPORT } from '../../custody/pure/export-layout';
import { describeVerdict, type Verdict } from '../../custody/pure/verdict';
import { readBagFolder } from '../bag/folder-reader';
import { bundleTampered, bundleUnknown, describeBundle, type BundleVerdict } from '../bundle/bundle-verdict';
import { timeStampAuthority } from '../bundle/time-stamp-authority';
import { verifyBundle, type BundleOptions } from '../bundle/verify-bundle';
import { verifyExport } from '../verify-export';
import { openZip } from '../zip/open-zip';
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

async function verifyZip(path: string, options: BundleOptions): Promise<BundleVerdict> {
  const file = await openFile(path);
  try {
    return await verifyBundle(await openZip(file), options);
  } catch (error) {
    if (error instanceof ZipCut) return bundleUnknown(error.message);
    if (!(error instanceof ZipFault)) throw error;
    const { where, expected, found } = error;
    return bundleTampered({ what: 'bad-zip', where, expected, found });
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
 * Checks a bundle in a ZIP or in a folder, or a folder of exported records, whichever lies there.
 * @returns "cannot tell" also for what cannot be read
 */
export async function verifyPath(path: string, options: PathOptions = {}): Promise<PathVerdict> {
  const { authorities = [], ...rest } = options;
  const given: BundleOptions =
    authorities.length === 0
      ? rest
      : { ...rest, timeStampTrust: (token) => timeStampAuthority(token, authorities) };
  try {
    if ((await stat(path)).isFile()) return ofBundle(await verifyZip(path, given));
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
