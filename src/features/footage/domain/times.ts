import type { FileFacts } from '../../../platform/media';
import type { Answers } from './answers';
import type { EventTime, TimeCandidate, TimeFlag } from './candidate';
import { clockTimes } from './clock-time';
import { appleTime, containerTime } from './container-time';
import { exifTime } from './exif-time';
import { nameClue } from './name-clue';
import { nameTimes } from './named-time';
import { reading } from './readings';
import { recogniseSource } from './source';
import { withoutZero } from './zero-time';

const MINUTE = 60_000;
/** Clocks of phones and servers may differ a little. */
export const SLACK = 5 * MINUTE;
/** A file that was written so shortly before the upload was most likely exported then. */
const JUST_BEFORE = 15 * MINUTE;

function uploadTime(uploadedAt: Date): TimeCandidate {
  const readings = [reading('UTC', uploadedAt)];
  const shape = { source: 'upload', of: 'upload', ofEvent: false, confidence: 'none', zone: 'UTC' } as const;
  return { ...shape, wall: null, readings, flags: [], plusMinusSeconds: null };
}

function fileTime(fileDate: Date): TimeCandidate {
  return {
    source: 'file-date',
    of: 'end',
    ofEvent: true,
    zone: 'UTC',
    wall: null,
    readings: [reading('UTC', fileDate)],
    flags: ['maybe-saving-time'],
    confidence: 'low',
    plusMinusSeconds: null,
  };
}

/** What is wrong with a time in the light of when the file came: it cannot be later, and should not be just before. */
function doubts(time: TimeCandidate, uploadedAt: Date): TimeFlag[] {
  const ages = time.readings.map(({ instant }) => uploadedAt.getTime() - Date.parse(instant));
  if (ages.length === 0) return [];
  const flags: TimeFlag[] = [];
  if (ages.every((age) => age < -SLACK)) flags.push('future');
  const fromFile =
    time.source === 'container' || time.source === 'file-date' || time.source === 'apple-creationdate';
  if (fromFile && ages.some((age) => Math.abs(age) <= JUST_BEFORE)) flags.push('near-upload');
  return flags;
}

/** A container's time that is later than the name's, by more than the clip is long and a summer hour. */
function laterThanName(time: EventTime, named: readonly TimeCandidate[], duration: number): boolean {
  const starts = named
    .filter(({ ofEvent, of }) => ofEvent && of === 'start')
    .flatMap(({ readings }) => readings);
  if (starts.length === 0 || time.source === 'file-name') return false;
  const latest = Math.max(...starts.map(({ instant }) => Date.parse(instant)));
  const limit = latest + duration * 1_000 + 2 * MINUTE;
  return time.readings.length > 0 && time.readings.every(({ instant }) => Date.parse(instant) > limit);
}

/**
 * Every time that a clip carries or that the victim gives, each with its source, its zone and all ways to read it. The time of
 * the upload is among them, and is never the event's. Never throws.
 * @param facts null before the probe
 */
export function timeCandidates(
  fileName: string,
  facts: FileFacts | null,
  uploadedAt: Date,
  answers: Answers = {},
): TimeCandidate[] {
  const source = recogniseSource(fileName, facts);
  const media = facts?.kind === 'media' ? facts : null;
  const named = nameTimes(nameClue(fileName), source).map(withoutZero);
  const found: TimeCandidate[] = [
    ...named,
    ...(media === null ? [] : [...containerTime(media, source), ...appleTime(media, source)]),
    ...(facts?.kind === 'picture' ? exifTime(facts, source) : []),
    ...(answers.fileDate === undefined ? [] : [fileTime(answers.fileDate)]),
  ].map(withoutZero);
  const doubted = found.map((time): TimeCandidate => {
    const late = time.ofEvent && laterThanName(time, named, media?.duration ?? 0);
    const flags = [
      ...time.flags,
      ...doubts(time, uploadedAt),
      ...(late ? (['later-than-name'] as const) : []),
    ];
    if (!time.ofEvent) return { ...time, flags };
    const weak = flags.some(
      (flag) => flag === 'future' || flag === 'near-upload' || flag === 'later-than-name',
    );
    return { ...time, flags, confidence: weak ? 'low' : time.confidence };
  });
  return [...doubted, ...clockTimes(doubted, answers), uploadTime(uploadedAt)];
}
