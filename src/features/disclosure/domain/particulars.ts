import { otherOf, OTHER_WORDS, type Holder } from '../../invitations';
import { formatDate, formatDateTime, formatDuration } from '../../../platform/http';
import { isSaidMake, MAKE_NAMES } from '../../footage';
import type { WrittenKind } from '../../written';
import { takenFrom } from './taken-from';

/** What is known of an item beside its words. */
export interface Particulars {
  /** When it was recorded: chosen by an officer, or the time on which most sources agree; null: not known. */
  readonly eventAt: Date | null;
  readonly eventBy: 'chosen' | 'likely' | null;
  /** Seconds; null for what is no film, or was not read. */
  readonly seconds: number | null;
  /** Of what the police made or added: when they did. */
  readonly sentAt: Date;
  readonly added?: boolean | undefined;
  readonly written?: { readonly kind: WrittenKind } | null | undefined;
  readonly exhibit?: { readonly reference: string } | null | undefined;
}

/** What the victim, or somebody to the victim, sent. */
const SENT: ReadonlySet<WrittenKind> = new Set(['incident', 'message', 'note']);

function cameBy({ added, written, exhibit }: Particulars): string {
  if (written) return SENT.has(written.kind) ? 'sent' : 'made';
  if (takenFrom(exhibit?.reference ?? '') !== undefined) return 'made';
  return added === true ? 'added' : 'sent';
}

const when = (known: Particulars): string => {
  const { eventAt, eventBy, sentAt } = known;
  if (eventAt === null) return `Time not known; ${cameBy(known)} ${formatDate(sentAt)}`;
  return `${eventBy === 'chosen' ? '' : 'Probably '}${formatDateTime(eventAt)}`;
};

/** What the defence reads of a third person: a relation or a make may name a house in a small street. */
const THIRD_PERSON = 'Given by a third person';

/** Of a single frame, by whoever the recording came. */
const TAKEN = 'Taken from a recording by an officer';

/** How an item came, without a name, as the police and the prosecutor read it. */
export function sourceOf({
  kind,
  make,
  added,
  sentBy,
  exhibit,
}: {
  /** Of what is written, in words. */
  readonly kind: string | undefined;
  readonly make: string | null;
  readonly added: boolean;
  /** Whose private link it came by. */
  readonly sentBy: Holder | null;
  readonly exhibit?: { readonly reference: string } | null | undefined;
}): string {
  if (kind !== undefined) return kind;
  if (takenFrom(exhibit?.reference ?? '') !== undefined) return TAKEN;
  if (added) return 'Added by an officer';
  const other = otherOf(sentBy);
  const as = other === undefined || other === 'other' ? '' : ` (${OTHER_WORDS[other]})`;
  const doorbell = make !== null && isSaidMake(make) ? MAKE_NAMES[make] : make;
  return `${other === undefined ? 'Given by the victim' : THIRD_PERSON}${as}${doorbell === null ? '' : `; doorbell: ${doorbell}`}`;
}

/** The same as anybody may read it. */
export const openSource = (source: string): string =>
  source.startsWith(THIRD_PERSON) ? THIRD_PERSON : source;

/** `26 October 2026 at 21:14:03 GMT; length 0:32`: by which rows with the same words are told apart. Nothing of names or places. */
export const particularsOf = (known: Particulars): string =>
  known.seconds === null ? when(known) : `${when(known)}; length ${formatDuration(known.seconds)}`;
