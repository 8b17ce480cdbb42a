import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPORT } from '../../custody/pure/export-layout';
import { describeVerdict, type Verdict } from '../../custody/pure/verdict';
import type { BagItem } from '../bag/reader';
import { readBagFolder } from '../bag/folder-reader';
import { bundleUnknown, type BundleVerdict } from '../bundle/bundle-verdict';
import { describeBundle } from '../bundle/describe-bundle';
import { timeStampAuthority } from '../bundle/time-stamp-authority';
import { verifyBundle, type BundleOptions } from '../bundle/verify-bundle';
import { verdictOnZip } from '../bundle/verify-zip';
import { homeOf } from '../home';
import { verifyExport } from '../verify-export';
import { checkReceipt, isReceipt } from '../receipt/check-receipt';
import { describeReceipt } from '../receipt/describe-receipt';
import type { ReceiptVerdict } from '../receipt/receipt-verdict';
import { verifyRecords } from '../verify-records';
import { openZip, type OpenedZip } from '../zip/open-zip';
import { readSpan } from '../zip/random-access';
import { CannotOpen } from '../zip/zip-fault';
import { openFile } from '../zip/zip-file';
import { machineHasher, type HasherChoices } from './hasher';

export interface PathOptions extends Omit<BundleOptions, 'timeStampTrust' | 'hasher'> {
  /** PEM certificates of time stamp authorities. */
  readonly authorities?: readonly string[];
  /** Without it, files are hashed in this thread alone, and no progress is shown. */
  readonly hashing?: HasherChoices;
}
/** As many as tell what a file is. */
const START_BYTES = 64;

export interface PathVerdict {
  readonly exitCode: 0 | 1 | 2;
  /** The same in sentences, one a line. */
  readonly text: string;
  readonly verdict: BundleVerdict | Verdict | ReceiptVerdict;
}

const ofBundle = (verdict: BundleVerdict): PathVerdict => ({
  exitCode: verdict.exitCode,
  text: describeBundle(verdict),
  verdict,
});

const ofRecords = (verdict: Verdict): PathVerdict => ({
  exitCode: verdict.exitCode,
  text: describeVerdict(verdict),
  verdict,
});

const ofReceipt = (verdict: ReceiptVerdict): PathVerdict => ({
  exitCode: verdict.exitCode,
  text: describeReceipt(verdict),
  verdict,
});

/** Whether it is exported records, outside a bundle. */
const holdsRecords = async ({ reader }: OpenedZip): Promise<boolean> =>
  (await reader.list()).some(({ path }) => path === EXPORT.records);

async function verifyFile(path: string, options: BundleOptions): Promise<PathVerdict> {
  const file = await openFile(path);
  try {
    if (isReceipt((await readSpan(file, 0, START_BYTES)).toString('latin1')))
      return ofReceipt(await checkReceipt(await readFile(path), options));
    const zip = await openZip(file);
    if (await holdsRecords(zip)) return ofRecords(await verifyRecords(zip.reader, options));
    return ofBundle(await verifyBundle(zip, options));
  } catch (error) {
    return ofBundle(verdictOnZip(error));
  } finally {
    await file.close();
  }
}

/** The folder in which a bag or exported records lie: the one that was named, or one in it, as a ZIP is unpacked. */
async function homeFolder(path: string): Promise<string> {
  const found: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (!entry.isDirectory()) found.push(entry.name);
    else for (const name of await readdir(join(path, entry.name))) found.push(`${entry.name}/${name}`);
  }
  return join(path, homeOf(found));
}

async function verifyFolder(path: string, options: BundleOptions): Promise<PathVerdict> {
  const folder = await homeFolder(path);
  if (!(await readdir(folder)).includes(EXPORT.records))
    return ofBundle(await verifyBundle(readBagFolder(folder), options));
  return ofRecords(await verifyExport(folder, options));
}

/**
 * Checks a bundle or exported records, each in a ZIP or in a folder, or a receipt, whichever lies there.
 * @returns "cannot tell" also for what cannot be read
 */
export async function verifyPath(path: string, options: PathOptions = {}): Promise<PathVerdict> {
  const { authorities = [], hashing, ...rest } = options;
  const given: BundleOptions = {
    ...rest,
    ...(authorities.length > 0 && {
      timeStampTrust: (token: Buffer) => timeStampAuthority(token, authorities),
    }),
    ...(hashing !== undefined && { hasher: (items: readonly BagItem[]) => machineHasher(items, hashing) }),
  };
  try {
    return (await stat(path)).isFile() ? await verifyFile(path, given) : await verifyFolder(path, given);
  } catch (error) {
    if (error instanceof CannotOpen) return ofBundle(bundleUnknown(error.message));
    // Not `instanceof`: what the file system throws may come from another realm.
    if (typeof error === 'object' && error !== null && 'code' in error) {
      return ofBundle(bundleUnknown(`${path} cannot be read (${String(error.code)})`));
    }
    throw error;
  }
}
