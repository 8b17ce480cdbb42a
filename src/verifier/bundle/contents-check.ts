import { Files, Unreadable } from '../files';
import type { BundleKey } from './bundle-key';
import type { BundleJson } from './bundle-json';
import {
  bad,
  type Head,
  type SealFinding,
  type TimeStampFinding,
  type WitnessFinding,
} from './bundle-verdict';
import { checkCustody, type CustodyOptions, type CustodyResult } from './custody-check';
import { BAG } from './layout';
import { parseManifest } from './manifest-lines';
import { checkSeal, type SealOptions } from './seal-check';
import { checkSummary, readSummary } from './summary-check';
import { checkTimeStamp } from './time-stamp-check';
import { checkWitnesses } from './witness-check';

export interface ContentsOptions extends CustodyOptions, SealOptions {}

export interface Contents {
  readonly events: number;
  /** Ids of those that are repudiated; absent when there are none. */
  readonly repudiated?: readonly string[];
  readonly checkpoint: Head;
  readonly timeStamp: TimeStampFinding;
  readonly witnesses: readonly WitnessFinding[];
  readonly seal: SealFinding;
}

/** Goes on where something cannot be read: what comes after may be evidence of tampering, and that outweighs it. */
class Attempts {
  why: string | undefined;

  async at<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.why ??= error.message;
      return undefined;
    }
  }
}

async function custodyOf(bundle: BundleJson, files: Files, options: CustodyOptions): Promise<CustodyResult> {
  const { events, repudiated, checkpoint, why } = await checkCustody(bundle, files, options);
  const none = checkpoint === undefined ? 'it holds no custody records' : undefined;
  return { events, repudiated, checkpoint, why: why ?? none };
}

/** The summary, which everything else is compared with. @throws Tampering, Unreadable */
export async function checkedSummary(files: Files, key: BundleKey | undefined): Promise<BundleJson> {
  const bundle = await readSummary(files);
  if (key !== undefined && bundle.keyFingerprint !== key.fingerprint)
    throw bad('wrong-summary', `${BAG.summary}: keyFingerprint`, key.fingerprint, bundle.keyFingerprint);
  await checkSummary(bundle, files, parseManifest(await files.text(BAG.manifest)));
  return bundle;
}

/**
 * What the files of a bundle say, once their bytes are known to be those that were listed.
 * @returns why something cannot be told
 * @throws Tampering
 */
export async function checkContents(
  bundle: BundleJson,
  files: Files,
  options: ContentsOptions,
): Promise<Contents | { readonly why: string }> {
  const attempts = new Attempts();
  const custody = await attempts.at(() => custodyOf(bundle, files, options));
  attempts.why ??= custody?.why;
  const timeStamp = await attempts.at(() => checkTimeStamp(files, BAG, options.timeStampTrust));
  const witnesses = await attempts.at(() => checkWitnesses(files, BAG, options));
  const seal = await attempts.at(() => checkSeal(files, bundle.investigation, options));
  const { why } = attempts;
  const checkpoint = custody?.checkpoint;
  if (!custody || !checkpoint || !timeStamp || !witnesses || !seal || why !== undefined)
    return { why: why ?? 'something in it cannot be read' };
  const { events, repudiated } = custody;
  return { events, ...(repudiated.length > 0 && { repudiated }), checkpoint, timeStamp, witnesses, seal };
}
