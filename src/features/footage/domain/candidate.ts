/** Where a time comes from. */
export const TIME_SOURCES = [
  'overlay',
  'file-name',
  'container',
  'apple-creationdate',
  'exif',
  'file-date',
  'her-answer',
  'clock-check',
  'learned-offset',
  'upload',
] as const;
export type TimeSource = (typeof TIME_SOURCES)[number];

/** `stated`: the text carries its own offset. `device-local`: what the clock of the device showed, right or wrong. */
export type TimeZone = 'UTC' | 'Europe/London' | 'device-local' | 'stated' | 'unknown';

/** One way to read a time. */
export interface Reading {
  readonly as: 'UTC' | 'Europe/London' | 'stated';
  /** ISO 8601 in UTC. */
  readonly instant: string;
  /** The same instant as clocks in the UK show it, with their offset. */
  readonly london: string;
}

export type TimeFlag =
  /** 1904, 1970 or another zero of a counter: no time at all. */
  | 'zero'
  /** Later than the upload. */
  | 'future'
  /** Only just before the upload: most likely the time of the export. */
  | 'near-upload'
  /** Later than the name says by more than the clip is long: most likely the time of encoding or download. */
  | 'later-than-name'
  /** Written while the file was made again, so it tells of that and not of the event. */
  | 'encoding-time'
  /** It may be when the clip was saved, not when it was recorded. */
  | 'maybe-saving-time'
  /** The hour comes twice when summer time ends: both instants are given. */
  | 'hour-twice'
  /** The hour is left out when summer time begins: no clock in the UK ever showed it. */
  | 'hour-missing'
  /** The mark of summer time in the name and the date do not agree. */
  | 'summer-mark-differs'
  /** Written by a device's own clock, which may be wrong. */
  | 'device-clock'
  /** The clock was compared later, and may have gone differently at the time. */
  | 'compared-later'
  /** As the victim remembers it from the picture, or read it there. */
  | 'read-in-picture'
  /** The clock was compared in the other half of the year: it may not have been changed with summer time. */
  | 'other-season'
  /** About an hour off: perhaps a clock that is not changed with summer time. */
  | 'hour-off'
  /** A day without a time. */
  | 'day-only'
  /** Nobody has confirmed that the digits are a time. */
  | 'hint-only'
  /** This maker's files may reach the cloud up to an hour late. */
  | 'maybe-late';

interface Common {
  /** As written, without a zone; null where a counter or an instant is given. */
  readonly wall: string | null;
  readonly zone: TimeZone;
  /** Earliest first. Empty when it cannot be read as an instant. */
  readonly readings: readonly Reading[];
  readonly flags: readonly TimeFlag[];
  /** How far an instant may be off either way, as far as is known. */
  readonly plusMinusSeconds: number | null;
  /** Where an officer read it in the picture: the frame, counted from 1, and its seconds from the start. */
  readonly seen?: { readonly frame: number; readonly seconds: number };
}

/** A time that may be the event's. */
export interface EventTime extends Common {
  readonly ofEvent: true;
  readonly source: Exclude<TimeSource, 'upload'>;
  readonly of: 'start' | 'end';
  readonly confidence: 'high' | 'medium' | 'low';
}

/** A time of something else, kept because it bounds the event's or explains another. It is never the event's. */
export interface OtherTime extends Common {
  readonly ofEvent: false;
  readonly source: TimeSource;
  readonly of: 'sending' | 'screen-recording' | 'encoding' | 'upload' | 'nothing';
  readonly confidence: 'none';
}

export type TimeCandidate = EventTime | OtherTime;

/** A candidate as it is kept. */
export type KeptTime = TimeCandidate & { readonly id: number };
