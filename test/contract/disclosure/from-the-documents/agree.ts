import type { BundleVerdict } from '../../../../src/verifier/bundle/bundle-verdict';
import { knowing, verifyFiles, verifyZip } from '../mutations/support';
import { judge, type Case, type Judgement } from './judge';

/** What is said of contents: only the first must be the same, for nobody has to look further. Of a ZIP, no file is named. */
const OF_CONTENTS = [
  'wrong-summary',
  'not-in-the-log',
  'bad-event',
  'other-checkpoint',
  'bad-time-stamp',
  'bad-witness',
  'not-for-this-kind',
];
const NAMED = ['bad-zip', 'bad-signature', 'wrong-checksum', 'missing-file', ...OF_CONTENTS];
/** All else is what RFC 8493 asks of a bag, in words of each verifier's own. */
const kindOf = (what: string): string => (NAMED.includes(what) ? what : 'invalid-bag');

const verdictOf = (one: Case): Promise<BundleVerdict> =>
  'zip' in one ? verifyZip(one.zip, knowing(one.known)) : verifyFiles(one.files, knowing(one.known));

const sorted = (paths: readonly string[] = []): string => [...paths].sort().join(', ');

/** In what the two differ; empty when they agree. */
function difference(ours: BundleVerdict, theirs: Judgement): string {
  const differs = (what: string, own: unknown, other: unknown): string =>
    own === other ? '' : `${what}: ${String(own)}, from the documents ${String(other)}; `;
  let found =
    differs('exit code', ours.exitCode, theirs.exitCode) +
    differs('outcome', ours.outcome, theirs.outcome) +
    differs('extra', sorted(ours.extra), sorted(theirs.extra)) +
    differs('archive', ours.archive.state, theirs.archive.state);
  if (ours.outcome === 'proven')
    found += differs('repudiated', sorted(ours.repudiated), sorted(theirs.repudiated));
  if (ours.outcome !== 'tampered') return found;
  const [own, others] = [kindOf(ours.first.what), (theirs.all ?? []).map(({ what }) => kindOf(what))];
  if (!others.includes(own)) found += `what: ${own}, from the documents ${others.join(', ')}; `;
  if (own === 'bad-zip' || OF_CONTENTS.includes(own)) return found;
  for (const list of ['changed', 'missing', 'unsure'] as const)
    found += differs(list, sorted(ours[list]), sorted(theirs[list]));
  return found;
}

export interface Agreement {
  readonly differ: string[];
  /** How many ended in each exit code. */
  readonly codes: readonly [proven: number, tampered: number, unknown: number];
}

/** Has both verifiers judge all of them, and compares what they say. */
export async function compare(cases: readonly Case[]): Promise<Agreement> {
  const judged = judge(cases);
  const codes: [number, number, number] = [0, 0, 0];
  const ours: BundleVerdict[] = [];
  for (const one of cases) ours.push(await verdictOf(one));
  const theirs = await judged;
  const differ = cases.flatMap(({ name }, at) => {
    const [own, other] = [ours[at], theirs[at]];
    if (own === undefined || other === undefined) return [`${name}: no verdict`];
    codes[own.exitCode] += 1;
    const how = difference(own, other);
    return how === '' ? [] : [`${name}: ${how}`];
  });
  return { differ, codes };
}
