import { wallTime } from './wall-time';

/** What a time in a name tells of: the event, or something that was done with the footage later. */
export type Meaning = 'start' | 'end' | 'sending' | 'screen-recording' | 'encoding';

/** A time as it stands in a name. */
export type NameTime = {
  readonly of: Meaning;
  /** A hint that nobody has confirmed, not a time to build on. */
  readonly hint?: true;
} & (
  | {
      /** As written. `unknown`: nobody says which zone; `device-local`: what the device's own clock showed. */
      readonly zone: 'UTC' | 'device-local' | 'unknown';
      readonly wall: string;
      /** The name says that the camera had its clock on summer time; absent where names do not say it. */
      readonly summerMark?: boolean;
    }
  /** A count of seconds or milliseconds since 1970, which has no zone to be wrong about. */
  | { readonly zone: 'UTC'; readonly instant: Date }
  /** A day without a time. */
  | { readonly zone: 'unknown'; readonly day: string }
);

type Zone = 'UTC' | 'device-local' | 'unknown';

/** A list of one time, or of none when the digits are no time. */
export function stamp(
  date: string | undefined,
  time: string | undefined,
  zone: Zone,
  of: Meaning = 'start',
): NameTime[] {
  const wall = wallTime(date ?? '', time ?? '');
  return wall === undefined ? [] : [{ of, zone, wall }];
}

const FIRST = Date.UTC(2010, 0, 1);
const LAST = Date.UTC(2040, 0, 1);

/** A count since 1970, when it falls into the years in which doorbells record. */
export function counted(milliseconds: number, of: Meaning = 'start'): NameTime[] {
  const plausible = milliseconds >= FIRST && milliseconds < LAST;
  return plausible ? [{ of, zone: 'UTC', instant: new Date(milliseconds) }] : [];
}

const ANYWHERE =
  /(?<!\d)(20\d{2})[-_.]?([01]\d)[-_.]?([0-3]\d)(?:[-_T. ]| at )?([0-2]\d)[-_.:h]?([0-5]\d)[-_.:m]?([0-5]\d)(?!\d)/;

/** A date and a time somewhere in a name, however they are parted. */
export function anyStamp(name: string, zone: Zone, of: Meaning = 'start'): NameTime[] {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = ANYWHERE.exec(name) ?? [];
  return stamp(year + month + day, hour + minute + second, zone, of);
}
