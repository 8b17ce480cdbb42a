import { DateTime } from 'luxon';

export const CHANNELS = ['none', 'in-person', 'phone', 'text', 'email', 'advocate'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How the victim said that they may be reached. */
export interface SafeContact {
  readonly doNotContact: boolean;
  readonly channel: Channel;
  /** A number, an address or a name, as the channel needs it. */
  readonly address: string;
  /** ISO weekdays: 1 is Monday. */
  readonly days: readonly number[];
  /** `HH:MM`, local time of the United Kingdom; until is not part of the span, and may be `24:00`. */
  readonly from: string;
  readonly until: string;
  /** What must never be done. */
  readonly never: string;
  /** Whom the victim may ask: shown on the victim's pages. */
  readonly ask: string;
}

/** A record as it is kept. */
export interface KeptSafeContact extends SafeContact {
  /** Names it among the records of its link: whoever writes the next one says which they saw. */
  readonly record: string;
}

const ZONE = 'Europe/London';

/**
 * Whether a message may leave at `now`. Without a record it may not; `doNotContact` outweighs everything else. No
 * argument of this rule says "urgent", so that nothing can override it.
 */
export function mayContact(record: SafeContact | undefined, now: Date): boolean {
  if (record === undefined || record.doNotContact || record.channel === 'none') return false;
  const local = DateTime.fromJSDate(now, { zone: ZONE });
  const time = local.toFormat('HH:mm');
  return record.days.includes(local.weekday) && time >= record.from && time < record.until;
}
