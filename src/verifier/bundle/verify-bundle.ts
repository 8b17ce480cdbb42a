import type { BagItem, BagReader } from '../bag/reader';
import { Files, Unreadable } from '../files';
import { hashThrough } from '../hashing/hash-chunks';
import { sha256Digests, type Hasher } from '../hashing/hashed';
import type { OpenedZip } from '../zip/open-zip';
import { archiveOf, CrcWatch } from './archive-check';
import { checkBag, checkSignature, type BagFindings, type Signature } from './bag-check';
import type { BundleJson } from './bundle-json';
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
import { checkContents, checkedSummary, type Contents, type ContentsOptions } from './contents-check';
import { compareFingerprint } from './fingerprint';
import { BAG } from './layout';
import { listingOf } from './listing';
import { isInTheLog } from './seal-check';

export interface BundleOptions extends ContentsOptions {
  /** SHA-256 of the bundle's key, from a place that is trusted. */
  readonly keyFingerprint?: string;
  /** Reads the bytes of these files. Default: one after another, through the reader. */
  readonly hasher?: (items: readonly BagItem[]) => Hasher;
}

/** The bag: in a folder, or in a ZIP that was opened. */
export type BundleSource = BagReader | OpenedZip;

type Deeper = Contents | { readonly why: string } | { readonly fault: FirstBad };

/** What is wrong with the bytes and their signature, the surest first. @param held whether the log holds the list of files */
function faultsOf(signature: Signature, { faults }: BagFindings, held: boolean): FirstBad[] {
  if (signature.state !== 'bad') return [...faults];
  const { what, expected, found } = signature.fault;
  if (!held) return [signature.fault, ...faults];
  // The list is the one that was sealed: then it is the key, or the signature itself.
  const isKey = faults.some(({ where }) => where === BAG.bundleKey);
  return isKey ? [...faults] : [...faults, faultOf(what, BAG.signature, expected, found)];
}

/** One check, from the outside in. */
class BundleCheck {
  readonly #crc = new CrcWatch();
  #bundle: BundleJson | undefined;

  constructor(
    private readonly files: Files,
    private readonly extra: readonly string[],
    private readonly zip: OpenedZip | undefined,
    private readonly options: BundleOptions,
  ) {}

  async run(): Promise<BundleVerdict> {
    const signature = await checkSignature(this.files);
    const held = signature.state === 'bad' && (await isInTheLog(this.files, this.options));
    const bag = await this.#bytes(signature.state !== 'bad' || held);
    const isWhole = bag.faults.length + bag.unsure.length === 0;
    const contents: Deeper = isWhole
      ? await this.#contents(signature)
      : { why: 'its files are not those that it lists' };
    const [first, ...others] = [
      ...faultsOf(signature, bag, held),
      ...('fault' in contents ? [contents.fault] : []),
    ];
    const fingerprint = this.#wrongFingerprint(signature);
    if (first !== undefined) {
      const all = [first, ...others] as const;
      return bundleTampered(all, this.around(), { unsure: bag.unsure, fingerprint });
    }
    if (signature.state === 'missing') return bundleUnknown(signature.why, this.around());
    if ('why' in contents) return bundleUnknown(contents.why, this.around());
    if ('fault' in contents || this.#bundle === undefined || signature.key === undefined)
      throw new Error('a fault was found and not said');
    if (fingerprint !== undefined)
      return bundleUnknown('the key is another one than was asked for', this.around(), fingerprint);
    const { urn, kind, number, sealedAt, exhibits } = this.#bundle;
    return {
      outcome: 'proven',
      exitCode: 0,
      bundle: { urn, kind, number, sealedAt, exhibits: exhibits.map(({ ref }) => ref) },
      ...bag.verified,
      ...contents,
      key: {
        fingerprint: signature.key.fingerprint,
        confirmed: this.options.keyFingerprint !== undefined,
      },
      ...this.around(),
    };
  }

  around(): Surroundings {
    const archive = archiveOf(this.zip, this.#crc, this.extra, this.#bundle);
    return { extra: this.extra, archive };
  }

  async #bytes(vouched: boolean): Promise<BagFindings> {
    const { reader } = this.files;
    const items = [...(await this.files.items()).values()];
    const hasher = this.options.hasher?.(items);
    try {
      const hash = hasher?.hash ?? hashThrough(reader);
      const digests = sha256Digests(hash, (item, hashed) => this.#crc.see(item, hashed));
      return await checkBag(reader, digests, vouched);
    } finally {
      hasher?.end();
    }
  }

  async #contents(signature: Signature): Promise<Deeper> {
    try {
      this.#bundle = await checkedSummary(this.files, 'key' in signature ? signature.key : undefined);
      return await checkContents(this.#bundle, this.files, this.options);
    } catch (error) {
      if (error instanceof Tampering) return { fault: error.first };
      if (error instanceof Unreadable) return { why: error.message };
      throw error;
    }
  }

  #wrongFingerprint(signature: Signature): WrongFingerprint | undefined {
    const { keyFingerprint } = this.options;
    if (keyFingerprint === undefined || !('key' in signature) || signature.key === undefined)
      return undefined;
    return compareFingerprint(keyFingerprint, signature.key);
  }
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
    const { reader, extra } = await listingOf(new Files('form' in source ? source.reader : source));
    return await new BundleCheck(new Files(reader), extra, zip, options).run();
  } catch (error) {
    if (error instanceof Unreadable) return bundleUnknown(error.message);
    throw error;
  }
}
