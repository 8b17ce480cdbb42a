import { createHash } from 'node:crypto';
import { DomainError } from './errors';
import type { Branded } from './ids';

/**
 * What a page showed of something that colleagues change, too, as a digest. A form sends it back, so that what is typed on an older page
 * undoes nothing that its officer never saw. Who does not say what was shown is not asked.
 */
export type Seen = Branded<string, 'Seen'>;

/** @param shown in an order that stays; times as text or as Date */
export const seenOf = (shown: readonly unknown[]): Seen =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22) as Seen;

/** Somebody changed it since what is known here was read: a colleague, and of some things the victim. */
export class ChangedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'changed-meanwhile';
  /** @param what was changed, to be read after “somebody has changed” */
  constructor(what: string) {
    super(
      `Nothing was saved: somebody has changed ${what} meanwhile. Look at what it says now, and save again what still holds.`,
    );
  }
}

/** To be asked while nobody else can change it. @throws ChangedMeanwhile */
export function requireSeen(now: Seen, seen: Seen | undefined, what: string): void {
  if (seen !== undefined && seen !== now) throw new ChangedMeanwhile(what);
}
