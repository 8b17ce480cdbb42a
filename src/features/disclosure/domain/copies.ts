import type { RenditionKind } from '../../evidence';
import type { BundleKind } from './bundle';

/**
 * Which working copies lie beside, or instead of, the original. The one place that says which copy the defence gets.
 */
export const VIEWING_COPIES: Readonly<Record<BundleKind, readonly RenditionKind[]>> = {
  prosecution: ['proxy', 'poster', 'contact-sheet'],
  defence: ['defence-copy', 'proxy', 'poster', 'contact-sheet'],
  court: ['proxy', 'poster', 'contact-sheet'],
};
