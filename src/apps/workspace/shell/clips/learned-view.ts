import type { LearnedTime, OffsetReason } from '../../../../features/footage';
import { readingWords, TIME_FLAG_WORDS } from './time-words';

/** What is proposed of a doorbell's clock, as the page shows it. */
export interface LearnedView {
  /** `7 min 0 s fast`. */
  readonly offset: string;
  readonly plusMinusSeconds: number;
  readonly confidence: string;
  readonly because: readonly string[];
  readonly wall: string;
  readonly notes: readonly string[];
  readonly readings: readonly { readonly instant: string; readonly as: string }[];
  readonly checks: readonly {
    readonly clipId: string;
    readonly shown: string;
    readonly at: Date;
    readonly offset: string;
  }[];
  readonly others: number;
}

const REASON_WORDS: Readonly<Record<OffsetReason, string>> = {
  'same-make': 'the doorbells are of the same make',
  'make-unknown': 'it is not known whether the doorbells are of the same make',
  'other-link': 'it was compared through another private link, perhaps at another door',
  'several-agree': 'several comparisons agree',
  'only-one': 'there is one comparison only',
  'do-not-agree': 'the comparisons do not agree: the clock may have been set meanwhile',
  'days-away': 'the nearest was made within a week of the clip',
  'weeks-away': 'the nearest was made more than a week from the clip, and the clock may have drifted',
  'other-season': 'summer time began or ended meanwhile, so the time is read both ways',
  'hour-off': 'the clock is about an hour off, as one is that is not changed with summer time',
};

/** `7 min 5 s`, `1 h 0 min 30 s`. */
export function spanWords(seconds: number): string {
  const size = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(size / 3_600), Math.floor((size % 3_600) / 60)];
  const parts = [
    hours > 0 ? `${hours} h` : '',
    hours > 0 || minutes > 0 ? `${minutes} min` : '',
    `${size % 60} s`,
  ].filter((part) => part !== '');
  return parts.join(' ');
}

/** `7 min 5 s fast`, `right to the second`, `1 h 0 min 30 s slow`. */
export const offsetWords = (seconds: number): string =>
  seconds === 0 ? 'right to the second' : `${spanWords(seconds)} ${seconds > 0 ? 'fast' : 'slow'}`;

export const learnedTimeView = ({ time, checks, ...learned }: LearnedTime): LearnedView => ({
  offset: offsetWords(learned.offsetSeconds),
  plusMinusSeconds: learned.plusMinusSeconds,
  confidence: learned.confidence,
  because: learned.because.map((reason) => REASON_WORDS[reason]),
  wall: time.wall?.replace('T', ' ') ?? '',
  notes: time.flags.map((flag) => TIME_FLAG_WORDS[flag]),
  readings: time.readings.map((reading) => ({
    instant: reading.instant,
    as: readingWords(reading, time),
  })),
  checks: checks.map(({ clipId, shown, at, offsetSeconds }) => ({
    clipId,
    shown,
    at,
    offset: offsetWords(offsetSeconds),
  })),
  others: learned.others,
});
