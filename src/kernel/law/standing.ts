import { addMonths, type Day } from '../day';
import type { Provision } from './provision';

/** A person compared it with its source. */
export interface Check {
  readonly id: string;
  /** The version that was compared. A later version of the software may follow another one: this check says nothing of it. */
  readonly version: string;
  readonly on: Day;
  readonly found: 'same' | 'changed';
  readonly by: string;
  readonly note: string;
}

export type Standing =
  | { readonly state: 'unchecked' }
  /** Known to have changed or to be coming, and not followed: no check ends that, only a version of the software. */
  | { readonly state: 'awaited' }
  /** The software follows an older text until a version of it follows the newer one. */
  | { readonly state: 'changed'; readonly check: Check }
  | { readonly state: 'due' | 'fresh'; readonly on: Day; readonly again: Day };

/**
 * How the version that is followed stands, by the newest check of just that version; one of a day to come says nothing.
 * @param months how long a check lasts
 */
export function standingOf(
  { id, kind, version, checked }: Provision,
  checks: readonly Check[],
  today: Day,
  months: number,
): Standing {
  if (kind === 'awaited') return { state: 'awaited' };
  const own = checks.filter((check) => check.id === id && check.version === version && check.on <= today);
  const newest = own.reduce<Check | undefined>(
    (last, check) => (last === undefined || check.on >= last.on ? check : last),
    undefined,
  );
  if (newest?.found === 'changed') return { state: 'changed', check: newest };
  const on = [newest?.on, checked ?? undefined]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  if (on === undefined) return { state: 'unchecked' };
  const again = addMonths(on, months);
  return { state: again <= today ? 'due' : 'fresh', on, again };
}

export const wantsALook = ({ state }: Standing): boolean => state !== 'fresh';
