import type { EventTime, TimeCandidate } from './candidate';

/** The span in which the best candidate puts the start of a clip. */
export interface BestTime {
  readonly candidate: EventTime;
  readonly earliest: Date;
  readonly latest: Date;
}

const SURE: Readonly<Record<EventTime['confidence'], number>> = { high: 3, medium: 2, low: 1 };
/** At the same confidence, what somebody checked comes before what a device wrote. */
export const BY_SOURCE: readonly EventTime['source'][] = [
  'overlay',
  'clock-check',
  'learned-offset',
  'her-answer',
  'file-name',
  'exif',
  'apple-creationdate',
  'container',
  'file-date',
];

const usable = (time: TimeCandidate): time is EventTime =>
  time.ofEvent && time.of === 'start' && time.readings.length > 0 && !time.flags.includes('future');

/**
 * The candidate to reckon with where a machine must choose one, such as for a countdown. It decides nothing about
 * evidence: an officer does. The time of upload is never chosen.
 */
export function bestTime(candidates: readonly TimeCandidate[]): BestTime | undefined {
  const [candidate] = candidates
    .filter(usable)
    .sort(
      (a, b) =>
        SURE[b.confidence] - SURE[a.confidence] || BY_SOURCE.indexOf(a.source) - BY_SOURCE.indexOf(b.source),
    );
  if (candidate === undefined) return undefined;
  const instants = candidate.readings.map(({ instant }) => Date.parse(instant));
  return { candidate, earliest: new Date(Math.min(...instants)), latest: new Date(Math.max(...instants)) };
}
