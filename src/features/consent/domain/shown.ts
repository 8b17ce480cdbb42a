import { seenOf, type Seen } from '../../../kernel/seen';
import type { AccountAnswer } from './account';
import type { Decides } from './agreement';

/** What the victim's pages show of what can be said again on another page or device, and by an officer. */
export const decidesShown = (decides: Decides | undefined): Seen => seenOf([decides]);

export const accountShown = (answer: AccountAnswer | undefined): Seen =>
  seenOf([answer?.setUpBy, answer?.others]);

export const advocateShown = (
  said: { readonly acts: boolean; readonly name: string; readonly organisation: string } | undefined,
): Seen => seenOf([said?.acts, said?.name, said?.organisation]);
