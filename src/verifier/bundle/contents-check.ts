import { Unreadable, type Files } from '../files';
import type { BundleKey } from './bundle-key';
import type { BundleJson } from './bundle-json';
import {
  bad,
  Tampering,
  type FirstBad,
  type Head,
  type SealFinding,
  type TimeStampFinding,
  type WitnessFinding,
} from './bundle-verdict';
import { checkCustody, type CustodyOptions } from './custody-check';
import { BAG } from './layout';
import { parseManifest } from './manifest-lines';
import { checkLogged, checkOutside, type SealOptions } from './seal-check';
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

/** What the files of a bundle say, or why they are not to be relied on. */
export interface ContentsFindings {
  /** Its summary, when it can be read. */
  readonly bundle: BundleJson | undefined;
  /** What is wrong: the first thing that was found, and that the log holds another list of files. */
  readonly faults: readonly FirstBad[];
  /** The first reason why something cannot be told. */
  readonly why: string | undefined;
  /** When nothing is wrong and everything was there. */
  readonly contents: Contents | undefined;
}

/** One check after another: the first that finds something wrong ends them, and what cannot be read holds up no other. */
class Steps {
  fault: FirstBad | undefined;
  why: string | undefined;

  async take<T>(step: () => Promise<T>): Promise<T | undefined> {
    if (this.fault !== undefined) return undefined;
    try {
      return await step();
    } catch (error) {
      if (error instanceof Tampering) this.fault = error.first;
      else if (error instanceof Unreadable) this.why ??= error.message;
      else throw error;
      return undefined;
    }
  }
}

/** The summary, which everything else is compared with. @throws Tampering, Unreadable */
async function checkedSummary(
  files: Files,
  key: BundleKey | undefined,
  known: (bundle: BundleJson) => void,
): Promise<BundleJson> {
  const bundle = await readSummary(files);
  known(bundle);
  if (key !== undefined && bundle.keyFingerprint !== key.fingerprint)
    throw bad('wrong-summary', `${BAG.summary}: keyFingerprint`, key.fingerprint, bundle.keyFingerprint);
  await checkSummary(bundle, files, parseManifest(await files.text(BAG.manifest)));
  return bundle;
}

async function checkedCustody(bundle: BundleJson, files: Files, options: CustodyOptions) {
  const { events, repudiated, checkpoint, why } = await checkCustody(bundle, files, options);
  if (why !== undefined) throw new Unreadable(why, '');
  if (checkpoint === undefined) throw new Unreadable('the custody records', 'are not there');
  return { events, ...(repudiated.length > 0 && { repudiated }), checkpoint };
}

/** What the files of a bundle say, once their bytes are known to be those that are listed. @param key undefined when there is none */
export async function checkContents(
  files: Files,
  key: BundleKey | undefined,
  options: ContentsOptions,
): Promise<ContentsFindings> {
  let bundle: BundleJson | undefined;
  const steps = new Steps();
  const summary = await steps.take(() => checkedSummary(files, key, (read) => (bundle = read)));
  // Apart from the others: whatever they find, that the log holds another list says that all was signed again.
  const ofLog = new Steps();
  const logged = await ofLog.take(() => checkLogged(files, summary, options));
  const custody = summary && (await steps.take(() => checkedCustody(summary, files, options)));
  const timeStamp = await steps.take(() => checkTimeStamp(files, BAG, options.timeStampTrust));
  const witnesses = await steps.take(() => checkWitnesses(files, BAG, options));
  const seal = logged && (await steps.take(() => checkOutside(files, logged, options)));
  return {
    bundle,
    faults: [steps.fault, ofLog.fault].filter((fault) => fault !== undefined),
    why: steps.why ?? ofLog.why,
    contents: custody && timeStamp && witnesses && seal && { ...custody, timeStamp, witnesses, seal },
  };
}
