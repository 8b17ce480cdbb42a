import { createHash } from 'node:crypto';
import type { BagProblem, BagReport } from '../bag/problem';
import type { BagReader, Digests } from '../bag/reader';
import { validateBag } from '../bag/validate-bag';
import type { Files } from '../files';
import { faultOf, type FirstBad } from './bundle-verdict';
import { isSignedBy, readBundleKey, type BundleKey } from './bundle-key';
import { BAG } from './layout';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export type Signature =
  | { readonly state: 'good'; readonly key: BundleKey }
  | { readonly state: 'bad'; readonly key: BundleKey | undefined; readonly fault: FirstBad }
  /** A part of it is not there. */
  | { readonly state: 'missing'; readonly why: string };

/** The signature of the tag manifest, from which everything else hangs. */
export async function checkSignature(files: Files): Promise<Signature> {
  for (const path of [BAG.bundleKey, BAG.tagManifest, BAG.signature]) {
    if (!(await files.has(path))) return { state: 'missing', why: `${path} is missing` };
  }
  const key = readBundleKey((await files.bytes(BAG.bundleKey)).toString('latin1'));
  const [signed, signature] = [await files.bytes(BAG.tagManifest), await files.bytes(BAG.signature)];
  if (key !== undefined && isSignedBy(key, signed, signature)) return { state: 'good', key };
  const who = key === undefined ? 'an Ed25519 key that is there' : `the key ${key.fingerprint}`;
  const found = signature.length === 64 ? 'another signature, or other bytes under it' : 'no signature';
  const fault = faultOf('bad-signature', BAG.tagManifest, `a signature by ${who}`, found);
  return { state: 'bad', key, fault };
}

/** What is wrong with the bag: files that are not as they were, and parts of it that are not as RFC 8493 wants them. */
export interface BagFindings {
  readonly verified: BagReport['verified'];
  readonly faults: readonly FirstBad[];
  /** Files that do not fit a list which is itself not as it was: one of the two was changed. */
  readonly unsure: readonly FirstBad[];
  /** Files that are there and could not be read, by a bad disk or a browser that may not: they say nothing, for or against. */
  readonly unread: readonly string[];
}

const isUnread = ({ fault }: BagProblem): boolean => fault === 'unreadable';
const isWrong = ({ fault }: BagProblem): boolean => fault === 'wrong-checksum';
const isMisfit = ({ fault }: Pick<BagProblem, 'fault'>): boolean =>
  fault === 'wrong-checksum' || fault === 'missing-file';
const isWrongList = (problem: BagProblem): boolean => problem.path === BAG.manifest && isWrong(problem);

/**
 * A list that was changed is named before the files that it then seems to find wrong. That the sum of lengths is another is said of
 * nothing else alone: it follows from every other change.
 */
function inOrder(problems: readonly BagProblem[]): BagProblem[] {
  const others = problems.filter(({ fault }) => fault !== 'wrong-payload-oxum');
  const lists = others.filter(isWrongList);
  return others.length === 0 ? [...problems] : [...lists, ...others.filter((one) => !isWrongList(one))];
}

function faultOfProblem({ fault, path, expected, found, line }: BagProblem): FirstBad {
  // Of a checksum, the line is the manifest's; the file is at fault.
  return faultOf(fault, path, expected, found, line === undefined || isMisfit({ fault }) ? {} : { line });
}

/**
 * Whether the bag is valid under RFC 8493, with every SHA-256.
 * @param reader of what the manifests list
 * @param vouched whether the tag manifest is the one that was sealed
 */
export async function checkBag(reader: BagReader, digests: Digests, vouched: boolean): Promise<BagFindings> {
  const { problems: all, verified } = await validateBag(reader, digests);
  const problems = all.filter((problem) => !isUnread(problem));
  const listed = vouched && !problems.some(isWrongList);
  const isSure = (problem: BagProblem): boolean =>
    !isMisfit(problem) || (problem.path.startsWith('data/') ? listed : vouched);
  const ordered = inOrder(problems);
  return {
    verified,
    faults: ordered.filter(isSure).map(faultOfProblem),
    unsure: ordered.filter((problem) => !isSure(problem)).map(faultOfProblem),
    unread: [...new Set(all.filter(isUnread).map(({ path }) => path))],
  };
}
