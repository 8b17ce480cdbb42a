import {
  MAKE_NAMES,
  NO_TIME_WORDS,
  type GroupReading,
  type TimeGroup,
  type TimeGroups,
} from '../../../../features/footage';
import { OTHER_WORDS, type Other } from '../../../../features/invitations';
import { spanWords } from '../../shell/clips/learned-view';
import { OF_WORDS, readingWords, TIME_FLAG_WORDS, TIME_SOURCE_WORDS } from '../../shell/clips/time-words';

interface ReadingRow {
  readonly value: string;
  readonly source: string;
  readonly of: string;
  readonly as: string;
  readonly first: Date;
  readonly last: Date;
  /** From the reading that stands first. */
  readonly apart: string;
  readonly confidence: string;
  readonly plusMinusSeconds: number | null;
  readonly notes: readonly string[];
}

interface GroupRows {
  readonly key: string;
  readonly title: string;
  readonly chosen: boolean;
  /** Which sources agree on the first reading; empty where none is likely. */
  readonly agree: string;
  readonly readings: readonly ReadingRow[];
  readonly clips: readonly { readonly id: string; readonly name: string; readonly value: string }[];
}

export interface TimesTogetherView {
  readonly groups: readonly GroupRows[];
  readonly clips: number;
  readonly without: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}

/** What a file that is no recording straight from a doorbell most likely is. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  'iphone-library': 'from the library of an iPhone',
  'android-camera': 'from the camera of an Android phone',
  whatsapp: 'sent by WhatsApp',
  'screen-recording': 'recorded from a screen',
  edited: 'edited',
};

function titleOf({ make, kind, sentBy }: TimeGroup): string {
  const doorbell = make === null ? 'Doorbell not known' : MAKE_NAMES[make];
  const words = kind === null ? undefined : KIND_WORDS[kind];
  const sender = sentBy === null || sentBy === 'victim' ? undefined : personOf(sentBy);
  return [doorbell, words, sender].filter((part) => part !== undefined).join(', ');
}

const personOf = (holder: string): string =>
  holder in OTHER_WORDS ? `sent by: ${OTHER_WORDS[holder as Other]}` : 'sent by another person';

function agreeWords({ agree }: TimeGroup): string {
  const names = agree.map((source) => TIME_SOURCE_WORDS[source]);
  if (names.length === 0) return '';
  return names.length === 1
    ? `Most likely ${names.join('')}; no other source agrees with it.`
    : `These agree in each clip: ${names.join(', ')}.`;
}

const one = (seconds: number): string =>
  seconds === 0 ? 'the same' : `${spanWords(seconds)} ${seconds > 0 ? 'later' : 'earlier'}`;

/** How far a reading lies from another of the same clips. */
export const apartWords = ({ least, most }: GroupReading['apart']): string =>
  Math.round(least) === Math.round(most)
    ? one(Math.round(least))
    : `from ${one(Math.round(least))} to ${one(Math.round(most))}`;

function rowOf(
  { key, time, reading, first, last, plusMinusSeconds, apart }: GroupReading,
  place: number,
): ReadingRow {
  return {
    value: key,
    source: 'id' in time ? TIME_SOURCE_WORDS[time.source] : `${TIME_SOURCE_WORDS[time.source]}, proposed`,
    of: OF_WORDS[time.of],
    as: readingWords(reading, time),
    ...{ first, last },
    apart: place === 0 ? '' : apartWords(apart),
    confidence: time.confidence,
    plusMinusSeconds,
    notes: time.flags.map((flag) => TIME_FLAG_WORDS[flag]),
  };
}

export const timesTogetherView = ({ groups, without }: TimeGroups): TimesTogetherView => ({
  groups: groups.map((group) => ({
    key: group.key,
    title: titleOf(group),
    chosen: group.chosen,
    agree: agreeWords(group),
    readings: group.readings.map(rowOf),
    clips: group.clips.map(({ clip, state }) => ({
      id: clip.id,
      name: clip.fileName,
      value: `${clip.id}.${state}`,
    })),
  })),
  clips: groups.reduce((sum, { clips }) => sum + clips.length, 0),
  without: without.map(({ clip, why }) => ({ id: clip.id, name: clip.fileName, why: NO_TIME_WORDS[why] })),
});
