import type { KeptTime, LikelyTime, TimeFlag, TimeSource } from '../../../../features/footage';

type Reading = KeptTime['readings'][number];

export const TIME_SOURCE_WORDS: Readonly<Record<TimeSource, string>> = {
  overlay: 'Burned into the picture',
  'file-name': 'File name',
  container: 'Inside the file',
  'apple-creationdate': 'Apple creation date',
  exif: 'Written into the photograph',
  'file-date': 'Date of the file on the sender’s device',
  'her-answer': 'The sender says the clock was right',
  'clock-check': 'The doorbell’s clock, compared with real time',
  'learned-offset': 'Learned from other clips of the doorbell',
  upload: 'Upload',
};

export const OF_WORDS: Readonly<Record<KeptTime['of'], string>> = {
  start: 'start of the clip',
  end: 'end of the clip',
  sending: 'when it was sent to the person who gave it',
  'screen-recording': 'when the screen was recorded',
  encoding: 'when the file was made again',
  upload: 'when it came here',
  nothing: 'no time at all',
};

export const ZONE_WORDS: Readonly<Record<KeptTime['zone'], string>> = {
  UTC: 'UTC',
  'Europe/London': 'UK time',
  'device-local': 'the device’s own clock',
  stated: 'states its own offset',
  unknown: 'no zone stated',
};

export const AS_WORDS: Readonly<Record<Reading['as'], string>> = {
  UTC: 'read as UTC',
  'Europe/London': 'read as UK time',
  stated: 'as stated',
};

/** How one of the readings of a time came about; in the hour that comes twice, which of the two it is. */
export function asWords({ as, instant }: Reading, all: readonly Reading[], words = AS_WORDS): string {
  const [first, second] = all.filter((each) => each.as === as);
  if (first === undefined || second === undefined) return words[as];
  return `${words[as]}, ${instant === first.instant ? 'before' : 'after'} the clocks went back`;
}

/** Where summer time lies between a comparison of a clock and the clip: whether the clock went with it. */
const SEASON_WORDS: typeof AS_WORDS = {
  'Europe/London': 'if the clock was changed with summer time',
  UTC: 'if the clock stayed on winter time',
  stated: 'if the clock stayed on summer time',
};

/** The same of one of the readings of `time`; of what is learned of a clock, what it says of summer time. */
export const readingWords = (
  reading: Reading,
  { source, flags, readings }: Pick<KeptTime, 'source' | 'flags' | 'readings'>,
): string =>
  asWords(
    reading,
    readings,
    source === 'learned-offset' && flags.includes('other-season') ? SEASON_WORDS : AS_WORDS,
  );

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** Which sources agree on a reading, out of how many, and why it is taken where none does. */
export function likelyWords(
  { independent }: Pick<LikelyTime, 'independent'>,
  sources: readonly TimeSource[],
): string {
  const names = listed(sources.map((source) => TIME_SOURCE_WORDS[source]));
  if (sources.length > 1) return `These sources agree on it: ${names}.`;
  return independent === 1
    ? `Only one source can be read: ${names}.`
    : `No two of ${independent} independent sources agree; this is the first by their order: ${names}.`;
}

export const TIME_FLAG_WORDS: Readonly<Record<TimeFlag, string>> = {
  zero: 'the zero of a counter',
  future: 'later than the upload',
  'near-upload': 'just before the upload: perhaps the time of the export',
  'later-than-name': 'later than the name says: perhaps the time of the download',
  'encoding-time': 'written when the file was made again',
  'maybe-saving-time': 'perhaps when it was saved',
  'hour-twice': 'this hour came twice that night',
  'hour-missing': 'no clock in the UK showed this time',
  'summer-mark-differs': 'the mark of summer time and the date do not agree',
  'device-clock': 'the device’s clock may be wrong',
  'compared-later': 'the clock was compared later',
  'read-in-picture': 'the sender read it in the picture',
  'other-season': 'compared in the other half of the year: perhaps not changed with summer time',
  'hour-off': 'about an hour off: perhaps a clock that is not changed with summer time',
  'day-only': 'a day without a time',
  'hint-only': 'nobody has confirmed that these digits are a time',
  'maybe-late': 'this maker’s files may come up to an hour late',
};
