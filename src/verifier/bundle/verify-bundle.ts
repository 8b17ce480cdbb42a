import type { BagItem, BagReader } from '../bag/reader';
import { Files, Unreadable } from '../files';
import { hashThrough } from '../hashing/hash-chunks';
import { sha256Digests, type Hasher } from '../hashing/hashed';
import type { OpenedZip } from '../zip/open-zip';
import { archiveOf } from './archive-check';
import { checkBag, checkSignature, type BagFindings, type Signature } from './bag-check';
import type { BundleJson } from './bundle-json';
import type { BundleKey } from './bundle-key';
import {
  bundleTampered,
  bundleUnknown,
  faultOf,
  Tampering,
  type BundleVerdict,
  type FirstBad,
  type Surroundings,
  type WrongFingerprint,
} from './bundle-verdict';
import { checkContents, type ContentsOptions } from './contents-check';
import { compareFingerprint } from './fingerprint';
import { BAG } from './layout';
import { listingOf } from './listing';
import { checkLogged } from './seal-check';
import { checkSealList, type SealListFindings } from './seal-list';

export interface BundleOptions extends ContentsOptions {
  /** SHA-256 of the bundle's key, from a place that is trusted. */
  readonly keyFingerprint?: string;
  /** Reads the bytes of these files. Default: one after another, through the reader. */
  readonly hasher?: (items: readonly BagItem[], reader: BagReader) => Hasher;
}

/** The bag: in a folder, or in a ZIP that was opened. */
export type BundleSource = BagReader | OpenedZip;

/** What is wrong with the bytes and their signature, the surest first. @param held whether the log holds the list of files */
function faultsOf(signature: Signature, { faults }: BagFindings, held: boolean): FirstBad[] {
  if (signature.state !== 'bad') return [...faults];
  const { what, expected, found } = signature.fault;
  if (!held) return [signature.fault, ...faults];
  // The list is the one that was sealed: then it is the key, or the signature itself.
  const isKey = faults.some(({ where }) => where === BAG.bundleKey);
  return isKey ? [...faults] : [...faults, faultOf(what, BAG.signature, expected, found)];
}

const unreadWords = ([first = '', ...others]: readonly string[]): string => {
  if (others.length === 0) return `${first} cannot be read`;
  return `${first} and ${others.length} more ${others.length === 1 ? 'file' : 'files'} cannot be read`;
};

/** One check, from the outside in. */
class BundleCheck {
  constructor(
    private readonly files: Files,
    private readonly extra: readonly string[],
    private readonly zip: OpenedZip | undefined,
    private readonly options: BundleOptions,
  ) {}

  async run(): Promise<BundleVerdict> {
    const signature = await checkSignature(this.files);
    const held = signature.state === 'bad' && (await this.#isInTheLog());
    const bag = await this.#bytes(signature.state !== 'bad' || held);
    const key = 'key' in signature ? signature.key : undefined;
    const ofSeal = await this.#sealList(signature.state === 'good' ? key : undefined);
    const isWhole = bag.faults.length + bag.unsure.length + bag.unread.length + ofSeal.faults.length === 0;
    const found = isWhole ? await checkContents(this.files, key, this.options) : undefined;
    const around = this.#around(found?.bundle);
    const fingerprint = this.#wrongFingerprint(key);
    const faults = [...faultsOf(signature, bag, held), ...ofSeal.faults, ...(found?.faults ?? [])];
    const [first, ...others] = faults;
    if (first !== undefined)
      return bundleTampered([first, ...others], around, {
        unsure: [...bag.unsure, ...ofSeal.unsure],
        unread: bag.unread,
        fingerprint,
      });
    if (bag.unread.length > 0) return bundleUnknown(unreadWords(bag.unread), around);
    if (signature.state === 'missing') return bundleUnknown(signature.why, around);
    if (found?.bundle === undefined || found.contents === undefined || key === undefined)
      return bundleUnknown(found?.why ?? 'something in it cannot be read', around);
    const why = found.why ?? ofSeal.why;
    if (why !== undefined) return bundleUnknown(why, around);
    if (fingerprint !== undefined)
      return bundleUnknown('the key is another one than was asked for', around, fingerprint);
    const { urn, kind, number, sealedAt, exhibits } = found.bundle;
    return {
      outcome: 'proven',
      exitCode: 0,
      bundle: { urn, kind, number, sealedAt, exhibits: exhibits.map(({ ref }) => ref) },
      ...bag.verified,
      ...found.contents,
      key: { fingerprint: key.fingerprint, confirmed: this.options.keyFingerprint !== undefined },
      ...around,
    };
  }

  #around(bundle: BundleJson | undefined): Surroundings {
    return { extra: this.extra, archive: archiveOf(this.zip, this.extra, bundle) };
  }

  /** Whether the log holds the list of files: then what is wrong with its signature is not the list. */
  async #isInTheLog(): Promise<boolean> {
    try {
      await checkLogged(this.files, undefined, this.options);
      return true;
    } catch (error) {
      if (error instanceof Tampering || error instanceof Unreadable) return false;
      throw error;
    }
  }

  async #bytes(vouched: boolean): Promise<BagFindings> {
    const { reader } = this.files;
    const items = [...(await this.files.items()).values()];
    const hasher = this.options.hasher?.(items, reader);
    try {
      const hash = hasher?.hash ?? hashThrough(reader);
      return await checkBag(reader, sha256Digests(hash), vouched);
    } finally {
      hasher?.end();
    }
  }

  /** One that cannot be read hides nothing that was found elsewhere. */
  async #sealList(key: BundleKey | undefined): Promise<SealListFindings> {
    try {
      return await checkSealList(this.files, key);
    } catch (error) {
      if (error instanceof Unreadable) return { faults: [], unsure: [], why: error.message };
      throw error;
    }
  }

  #wrongFingerprint(key: BundleKey | undefined): WrongFingerprint | undefined {
    const { keyFingerprint } = this.options;
    if (keyFingerprint === undefined || key === undefined) return undefined;
    return compareFingerprint(keyFingerprint, key);
  }
}

/** Somebody may have named the wrong folder. */
async function holdsBag(files: Files): Promise<boolean> {
  for (const path of [BAG.tagManifest, BAG.manifest, BAG.summary]) if (await files.has(path)) return true;
  return false;
}

/**
 * Checks a bundle from the outside in: its signature, every byte of every file, its summary, the custody log of every exhibit, the
 * time stamp, and that the log held its list of files. Streams: memory does not grow with the films. Needs nothing but the bag.
 * @returns everything that was changed or is missing; what merely lies beside the bundle is named and is no tampering
 */
export async function verifyBundle(
  source: BundleSource,
  options: BundleOptions = {},
): Promise<BundleVerdict> {
  const zip = 'form' in source ? source : undefined;
  try {
    const files = new Files('form' in source ? source.reader : source);
    if (!(await holdsBag(files)))
      return bundleUnknown('no bundle lies there: none of its lists of files is there');
    const { reader, extra } = await listingOf(files);
    return await new BundleCheck(new Files(reader), extra, zip, options).run();
  } catch (error) {
    if (error instanceof Unreadable) return bundleUnknown(error.message);
    throw error;
  }
}
