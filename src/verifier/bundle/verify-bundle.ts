import type { BagReader } from '../bag/reader';
import { Files, Unreadable } from '../files';
import type { OpenedZip } from '../zip/open-zip';
import { checkBag, checkSignature, parseManifest } from './bag-check';
import type { BundleJson } from './bundle-json';
import { normalFingerprint } from './bundle-key';
import {
  bad,
  bundleTampered,
  bundleUnknown,
  Tampering,
  type BundleVerdict,
  type TimeStampFinding,
} from './bundle-verdict';
import { checkCustody } from './custody-check';
import { dosTime } from './dos-time';
import { BAG } from './layout';
import { checkSummary, readSummary } from './summary-check';
import { readTimeStamp } from './time-stamp';
import { checkWitnesses } from './witness-check';

export interface BundleOptions {
  /** SHA-256 of the bundle's key, from a place that is trusted. */
  readonly keyFingerprint?: string;
  /** C2SP verifier keys of the custody log. Default: those in the bag, which its signature vouches for. */
  readonly keys?: readonly string[];
  /** Checkpoints kept elsewhere, in any order. */
  readonly trustedCheckpoints?: readonly string[];
  /** C2SP vkeys of witnesses, from a place that is trusted. */
  readonly witnesses?: readonly string[];
  /** Checks who made the time stamp. Default: only whether it is for this checkpoint. */
  readonly timeStampTrust?: (token: Buffer) => string | undefined;
}

/** The bag: in a folder, or in a ZIP that was opened strictly. */
export type BundleSource = BagReader | OpenedZip;

function checkZip(zip: OpenedZip | undefined, bundle: BundleJson): void {
  if (zip === undefined) return;
  const crc = zip.wrongCrc();
  if (crc !== undefined) throw bad('bad-zip', crc.where, crc.expected, crc.found);
  if (zip.folder !== bundle.folder) throw bad('bad-zip', 'top folder', bundle.folder, zip.folder);
  const [expected, found] = [dosTime(new Date(bundle.sealedAt)), zip.time];
  if (expected !== found) throw bad('bad-zip', 'time of the entries', hex(expected), hex(found));
}

const hex = (time: number): string => `0x${time.toString(16).padStart(8, '0')}`;

async function checkTimeStamp(
  files: Files,
  trust: BundleOptions['timeStampTrust'],
): Promise<TimeStampFinding> {
  if (!(await files.has(BAG.timeStamp))) return { state: 'absent' };
  const token = await files.bytes(BAG.timeStamp);
  const stamp = readTimeStamp(token, await files.bytes(BAG.checkpoint));
  if ('expected' in stamp) throw bad('bad-time-stamp', BAG.timeStamp, stamp.expected, stamp.found);
  if (trust === undefined) return { state: 'not-checked', at: stamp.at };
  const by = trust(token);
  if (by === undefined) throw bad('bad-time-stamp', BAG.timeStamp, 'one by the given authority', 'another');
  return { state: 'trusted', at: stamp.at, by };
}

async function verify(source: BundleSource, options: BundleOptions): Promise<BundleVerdict> {
  const zip = 'wrongCrc' in source ? source : undefined;
  const files = new Files('wrongCrc' in source ? source.reader : source);
  const given = options.keyFingerprint;
  const fingerprint = given === undefined ? undefined : normalFingerprint(given);
  if (given !== undefined && fingerprint === undefined) return bundleUnknown('the fingerprint given is none');
  const signature = await checkSignature(files, fingerprint);
  const verified = await checkBag(files, signature);
  if ('why' in signature) return bundleUnknown(signature.why);
  const bundle = await readSummary(files);
  checkZip(zip, bundle);
  const { key } = signature;
  if (bundle.keyFingerprint !== key.fingerprint) {
    throw bad('wrong-summary', `${BAG.summary}: keyFingerprint`, key.fingerprint, bundle.keyFingerprint);
  }
  await checkSummary(bundle, files, parseManifest(await files.text(BAG.manifest)));
  const custody = await checkCustody(bundle, files, options);
  const timeStamp = await checkTimeStamp(files, options.timeStampTrust);
  if (custody.why !== undefined) return bundleUnknown(custody.why);
  if (custody.checkpoint === undefined) return bundleUnknown('it holds no custody records');
  const witnesses = await checkWitnesses(files, options);
  const { urn, kind, number, sealedAt } = bundle;
  return {
    outcome: 'proven',
    exitCode: 0,
    bundle: { urn, kind, number, sealedAt, exhibits: bundle.exhibits.map(({ ref }) => ref) },
    ...verified,
    events: custody.events,
    ...(custody.repudiated.length > 0 && { repudiated: custody.repudiated }),
    checkpoint: custody.checkpoint,
    key: { fingerprint: key.fingerprint, confirmed: fingerprint !== undefined },
    timeStamp,
    witnesses,
  };
}

/**
 * Checks a bundle from the outside in: its signature, every byte of every file, its summary, the custody log of every
 * exhibit, and the time stamp. Streams: memory does not grow with the films. Needs nothing but the bag.
 * @returns the first thing that is wrong, with what was expected and what was found
 */
export async function verifyBundle(
  source: BundleSource,
  options: BundleOptions = {},
): Promise<BundleVerdict> {
  try {
    return await verify(source, options);
  } catch (error) {
    if (error instanceof Tampering) return bundleTampered(error.first);
    if (error instanceof Unreadable) return bundleUnknown(error.message);
    throw error;
  }
}
