import type { Holder } from '../../invitations';
import { formatDate, formatDuration } from '../../../platform/http';
import { openSource, particularsOf, sourceOf, type Particulars } from './particulars';

/** What a description for many items may leave to be filled in from what is known of each. */
export const PLACEHOLDERS = {
  date: 'the day on which it was recorded, else on which it was sent',
  when: 'when it was recorded, as forms say it',
  length: 'how long it is',
  source: 'how it came; of a third person no more than that',
  reference: 'its exhibit reference',
} as const;
type Placeholder = keyof typeof PLACEHOLDERS;

export interface Describable extends Particulars {
  readonly make: string | null;
  readonly added: boolean;
  readonly sentBy: Holder | null;
  /** Of what is written, in words. */
  readonly kind: string | undefined;
  readonly reference: string | null;
}

const FILL: Readonly<Record<Placeholder, (item: Describable) => string>> = {
  // What was written or added has the day on which it came; of footage that would be read as the day of the event.
  date: ({ eventAt, sentAt, kind, added }) =>
    eventAt === null && kind === undefined && !added
      ? 'a date that is not known'
      : formatDate(eventAt ?? sentAt),
  when: (item) => particularsOf({ ...item, seconds: null }),
  length: ({ seconds }) => (seconds === null ? 'no length' : formatDuration(seconds)),
  // A description stands on what the defence reads.
  source: (item) => openSource(sourceOf(item)),
  reference: ({ reference }) => reference ?? 'no reference',
};

const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(PLACEHOLDERS, name);
const BRACES = /\{([^{}]*)\}/g;

/** One brace without the other, with what stands behind it. */
const STRAY = /[{}][^{}]*/g;

/** Names in braces that stand for nothing, and braces that nothing closes: slips that a schedule would show on every row. */
export const unknownPlaceholders = (text: string): string[] => [
  ...[...text.matchAll(BRACES)].map(([, name = '']) => name).filter((name) => !isPlaceholder(name)),
  ...(text.replaceAll(BRACES, '').match(STRAY) ?? []),
];

/** `Doorbell clip of {date}, {length}` for one item. */
export const filledIn = (text: string, item: Describable): string =>
  text.replaceAll(BRACES, (whole, name: string) => (isPlaceholder(name) ? FILL[name](item) : whole));
