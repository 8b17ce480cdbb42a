import type { Make } from './make';
import type { Source } from './source';

/** What would be better than what the victim gave, when something would. What was given is taken all the same. */
export interface Advice {
  readonly kind:
    | 'whatsapp'
    | 'screen-recording'
    | 'iphone-library'
    | 'edited'
    | 'changed-by-phone'
    | 'encrypted'
    | 'unplayable'
    | 'cut-short'
    | 'archive';
  /** Whose steps to show; null when only the victim knows the make. */
  readonly make: Make | null;
}

/** Advice is given only where a better file can be had; a doubt alone is no reason to send the victim looking. */
export function adviceFor(source: Source | null): Advice | undefined {
  if (source === null) return undefined;
  const { kind, make, original, because } = source;
  // Nothing was cut short: there are whole clips in it.
  if (because.includes('archive')) return { kind: 'archive', make };
  if (because.includes('maybe-encrypted')) return { kind: 'encrypted', make };
  if (because.includes('undecodable') && original !== 'copy') return { kind: 'unplayable', make };
  if (because.includes('cut-short') && original !== 'copy') return { kind: 'cut-short', make };
  if (original !== 'copy') return undefined;
  if (kind === 'whatsapp' || kind === 'screen-recording' || kind === 'edited' || kind === 'iphone-library') {
    return { kind, make };
  }
  return { kind: 'changed-by-phone', make };
}
