import type { BundleVerdict } from './bundle/bundle-verdict';
import { faultWords } from './bundle/fault-words';
import { verifyZip } from './bundle/verify-zip';
import type { RandomAccess } from './zip/random-access';

/** Of many faults, how many are named to a person. */
const NAMED = 5;

/** Without what was expected and found: values may be somebody's name, and the reason is kept. */
function whyNot(verdict: BundleVerdict): string | undefined {
  if (verdict.outcome === 'cannot-tell') return `${verdict.why}.`;
  if (verdict.outcome === 'proven')
    return verdict.archive.state === 'repacked'
      ? `the archive is not as it should be: ${verdict.archive.why}.`
      : undefined;
  const named = verdict.all.slice(0, NAMED).map(({ where, what }) => `${where}: ${faultWords(what)}.`);
  const more = verdict.all.length - named.length;
  return [...named, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

/**
 * Checks a freshly sealed archive as a recipient would, and that it is of the very form in which bundles are sealed.
 * @returns in sentences what does not hold; undefined when it is proven
 */
export async function verifyArchive(file: RandomAccess, keyFingerprint: string): Promise<string | undefined> {
  return whyNot(await verifyZip(file, { keyFingerprint }));
}
