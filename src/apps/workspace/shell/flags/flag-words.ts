import type { Flag } from '../../../../features/consent';
import { otherOf, OTHER_WORDS } from '../../../../features/invitations';

/** A flag as pages show it, in words that fit whose link it is of. */
export interface FlagLine extends Flag {
  readonly what: string;
  /** Of the way to the link. */
  readonly link: string;
  readonly advice: string;
}

const DO_NOT_RING =
  'Do not ring or write because of this. See first how they may be reached safely; whoever put pressure on them may read their phone.';

/** `the victim`, or `Nia Bour (neighbour)`. */
function nameOf({ holder, person }: Flag): string {
  const other = otherOf(holder);
  if (other === undefined) return 'the victim';
  const name = person ?? 'the person who was asked';
  return other === 'other' ? name : `${name} (${OTHER_WORDS[other]})`;
}

const WORDS: Readonly<Record<Flag['kind'], (who: string) => Pick<FlagLine, 'what' | 'advice'>>> = {
  pressured: (who) => ({ what: `Pressure is reported by ${who}`, advice: DO_NOT_RING }),
  stopped: (who) => ({ what: `Stopped by ${who}, and what was not sent is erased`, advice: '' }),
  'passed-on': (who) => ({
    what: `A supervisor passes something on about ${who}`,
    advice: `These are the supervisor’s words. Do not ask ${who} about it, unless they say so.`,
  }),
  'locked-out': (who) => ({
    what: `Many wrong codes for the link of ${who}: new places have to wait`,
    advice: `Ask ${who}, in a safe way, whether it was they. Then give a new code.`,
  }),
};

export function flagLine(flag: Flag): FlagLine {
  const who = nameOf(flag);
  return { ...flag, ...WORDS[flag.kind](who), link: `private link of ${who}` };
}
