import { describeBundle } from './bundle/describe-bundle';
import { verifyZip } from './bundle/verify-zip';
import type { RandomAccess } from './zip/random-access';

/**
 * Checks a freshly sealed archive as a recipient would, and that it is of the very form in which bundles are sealed.
 * @returns in sentences what does not hold; undefined when it is proven
 */
export async function verifyArchive(file: RandomAccess, keyFingerprint: string): Promise<string | undefined> {
  const verdict = await verifyZip(file, { keyFingerprint });
  const isProven = verdict.outcome === 'proven' && verdict.archive.state === 'as-sealed';
  return isProven ? undefined : describeBundle(verdict);
}
