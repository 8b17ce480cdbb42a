import { BY_SOURCE } from './best-time';
import type { EventTime, Reading, TimeCandidate, TimeFlag, TimeSource } from './candidate';

/** The reading to begin with, until an officer has chosen: the one that most independent sources share. */
export interface LikelyTime<Time extends TimeCandidate = TimeCandidate> {
  readonly candidate: Time & EventTime;
  readonly reading: Reading;
  /** The sources that share it, its own first. */
  readonly sources: readonly TimeSource[];
  /** How many independent sources there are that can be read. */
  readonly independent: number;
}

/** Sources that come from one hand count once: a writer of a file that repeats itself is no second witness. */
const HAND: Readonly<Record<TimeSource, string>> = {
  overlay: 'picture',
  'file-name': 'name',
  container: 'file',
  'apple-creationdate': 'file',
  exif: 'file',
  'file-date': 'device',
  'her-answer': 'answer',
  'clock-check': 'clock',
  'learned-offset': 'clock',
  upload: 'upload',
};

/** Times of something else, most likely: they would agree with one another on when a file was saved. */
const NO_WITNESS: ReadonlySet<TimeFlag> = new Set([
  'zero',
  'future',
  'near-upload',
  'later-than-name',
  'encoding-time',
]);

/** Seconds by which two clocks that agree may differ, and in which a file is closed after its last frame. */
const SLACK = 10;

/** Doorbells and phones in the UK write local time; few write UTC and do not say so. */
const AS: readonly Reading['as'][] = ['stated', 'Europe/London', 'UTC'];
const SURE: readonly EventTime['confidence'][] = ['high', 'medium', 'low'];

interface Vote<Time> {
  readonly candidate: Time & EventTime;
  readonly reading: Reading;
  readonly hand: string;
  /** Between which instants the clip starts by it, in seconds. */
  readonly from: number;
  readonly to: number;
}

const isUsable = (time: TimeCandidate): time is EventTime =>
  time.ofEvent && time.readings.length > 0 && !time.flags.some((flag) => NO_WITNESS.has(flag));

/** What a person read in the picture is of another hand than an answer about the clock. */
const handOf = ({ source, flags }: TimeCandidate): string =>
  source === 'her-answer' && flags.includes('read-in-picture') ? HAND.overlay : HAND[source];

/** A file is written between the first frame and the last: its own times may be of any moment in between. */
function votesOf<Time extends TimeCandidate>(candidate: Time & EventTime, duration: number): Vote<Time>[] {
  const { of, source, plusMinusSeconds } = candidate;
  const written =
    of === 'end' || source === 'container' || source === 'apple-creationdate' || source === 'file-date';
  const margin = (plusMinusSeconds ?? 0) + SLACK / 2;
  return candidate.readings.map((reading) => {
    const at = Date.parse(reading.instant) / 1_000;
    return {
      candidate,
      reading,
      hand: handOf(candidate),
      from: at - margin - (written ? duration : 0),
      to: at + margin,
    };
  });
}

const agree = (one: Vote<unknown>, other: Vote<unknown>): boolean =>
  one.from <= other.to && other.from <= one.to;

/**
 * Ties, in this order: more independent sources; a start before an end; the surer source; the order of sources
 * (`BY_SOURCE`); as stated, as UK time, as UTC; the earlier.
 * @param duration seconds that the clip is long
 * @returns `undefined` where nothing can be read
 */
export function likelyTime<Time extends TimeCandidate>(
  times: readonly Time[],
  duration: number,
): LikelyTime<Time> | undefined {
  const isEvent = (time: Time): time is Time & EventTime => isUsable(time);
  const votes = times.filter(isEvent).flatMap((time) => votesOf(time, duration));
  const bySource = (one: Vote<Time>, other: Vote<Time>): number =>
    BY_SOURCE.indexOf(one.candidate.source) - BY_SOURCE.indexOf(other.candidate.source);
  const ranked = votes
    .map((vote) => {
      const others = votes.filter(
        (other) => other !== vote && other.hand !== vote.hand && agree(vote, other),
      );
      return { vote, others, hands: new Set(others.map(({ hand }) => hand)).size };
    })
    .sort(
      (one, other) =>
        other.hands - one.hands ||
        Number(one.vote.candidate.of === 'end') - Number(other.vote.candidate.of === 'end') ||
        SURE.indexOf(one.vote.candidate.confidence) - SURE.indexOf(other.vote.candidate.confidence) ||
        bySource(one.vote, other.vote) ||
        AS.indexOf(one.vote.reading.as) - AS.indexOf(other.vote.reading.as) ||
        one.vote.from - other.vote.from,
    );
  const [first] = ranked;
  if (first === undefined) return undefined;
  const shared = [first.vote, ...[...first.others].sort(bySource)].map(({ candidate }) => candidate.source);
  return {
    candidate: first.vote.candidate,
    reading: first.vote.reading,
    sources: [...new Set(shared)],
    independent: new Set(votes.map(({ hand }) => hand)).size,
  };
}
