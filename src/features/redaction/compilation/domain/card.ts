import { dateFormat } from '../../../../kernel/formatters';
import type { ExhibitRef } from '../../../../kernel/ids';
import { isSaidMake, MAKE_NAMES } from '../../../footage';

/** What the card before a part tells of it. */
export interface Titled {
  readonly exhibit: ExhibitRef;
  /** The time that an officer chose; `null` where none did. */
  readonly settledAt: Date | null;
  /** The make of the doorbell; `null` where it is not known. */
  readonly make: string | null;
}

const day = dateFormat('en-GB', {
  ...{ timeZone: 'Europe/London', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
});
const clock = dateFormat('en-GB', {
  ...{ timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  timeZoneName: 'short',
});

/** A likely time is no settled one: a film that goes round must not make it one. */
export const cardLines = ({ exhibit, settledAt, make }: Titled): string[] => [
  exhibit,
  settledAt === null
    ? 'Time not settled'
    : `${day.format(settledAt).replace(',', '')}, ${clock.format(settledAt)}`,
  make === null || make === 'unknown' || !isSaidMake(make) ? 'Camera not known' : MAKE_NAMES[make],
];
