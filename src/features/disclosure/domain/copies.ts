import type { RenditionKind } from '../../evidence';
import { hasOriginal, type BundleItem, type BundleKind } from './bundle';

/**
 * Which working copies lie beside, or instead of, the original. The one place that says which copy the defence gets.
 */
export const VIEWING_COPIES: Readonly<Record<BundleKind, readonly RenditionKind[]>> = {
  prosecution: ['proxy', 'poster', 'contact-sheet'],
  defence: ['defence-copy', 'proxy', 'poster', 'contact-sheet'],
  court: ['proxy', 'poster', 'contact-sheet'],
  order: ['proxy', 'poster', 'contact-sheet'],
};

/** Why there is no copy for the defence of a recording whose original was not in the evidence store. */
export const NO_ORIGINAL = 'no-original';

/** What of an item goes into a bundle. */
export interface GivenFiles {
  readonly original: boolean;
  readonly copies: readonly RenditionKind[];
}

/**
 * The one place that says what goes of an item: where a redacted copy was chosen, the defence and the court get that and nothing
 * else of the recording, whatever a decision says of its original; the prosecution gets everything, and sees what the others see.
 */
export function givenFiles(kind: BundleKind, item: BundleItem, redacted: boolean): GivenFiles {
  if (!redacted) return { original: hasOriginal(kind, item), copies: VIEWING_COPIES[kind] };
  return kind === 'prosecution'
    ? { original: true, copies: [...VIEWING_COPIES.prosecution, 'redacted-copy'] }
    : { original: false, copies: ['redacted-copy'] };
}
