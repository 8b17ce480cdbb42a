import { createHash } from 'node:crypto';
import { DomainError } from './errors';
import type { Branded } from './ids';

/**
 * What a page says stands behind “all that match”: how many, and a digest of which. Sent back with the decision it tells whether
 * the decision is about those, and no others: one that went and one that came leave the number as it was. Without a digest where
 * there are more than can be decided in one act.
 */
export type AllShown = Branded<string, 'AllShown'>;

const digestOf = (ids: readonly string[]): string =>
  createHash('sha256')
    .update([...ids].sort().join(' '))
    .digest('base64url')
    .slice(0, 22);

export const allShown = (ids: readonly string[]): AllShown => `${ids.length}.${digestOf(ids)}` as AllShown;

export const moreThanShown = (count: number): AllShown => String(count) as AllShown;

/** Something came to match, or matches no longer, since the page was made. */
export class OthersMatch extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'others-match';
  constructor(shown: AllShown | undefined, now: number) {
    const before = Number.parseInt(shown ?? '', 10);
    const said = Number.isNaN(before)
      ? 'how many there are was not shown'
      : `there were ${before} when this page was made`;
    super(
      before === now
        ? `Nothing was decided: there are ${now} as before, but not the same ones. Look at them, then decide again.`
        : `Nothing was decided: ${said}, and there are ${now} now. Look at what is new, then decide again.`,
    );
  }
}

/** @throws OthersMatch unless these are what the page had */
export function requireShown(ids: readonly string[], shown: AllShown | undefined): void {
  if (allShown(ids) !== shown) throw new OthersMatch(shown, ids.length);
}
