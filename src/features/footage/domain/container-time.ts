import type { MediaFacts } from '../../../platform/media';
import type { TimeCandidate, TimeFlag } from './candidate';
import { containerClue } from './container-clue';
import { asUtc, bothReadings, reading } from './readings';
import type { Source } from './source';
import { statedInstant } from './wall-time';
import { isZero } from './zero-time';

/** `2026-07-14T21:03:05`, without the `Z` that ffprobe prints and that means nothing; null when it is not such a text. */
const bareWall = (raw: string): string | null =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.exec(raw.trim().replace(' ', 'T'))?.[0] ?? null;

/** Matroska's DateUTC is UTC by its specification (RFC 9559 section 5.1.2.11); QuickTime's field has no zone. */
const statesUtc = (facts: MediaFacts): boolean => facts.container.includes('matroska');

/**
 * The container's time of creation, which in MP4 and QuickTime counts from 1904 without a zone. Most devices write local
 * time there and some UTC, so both readings are given; in UK summer they are an hour apart.
 */
export function containerTime(facts: MediaFacts, source: Source): TimeCandidate[] {
  const raw = facts.creationTimeRaw;
  const wall = raw === null ? null : bareWall(raw);
  if (wall === null) return [];
  const shape = { source: 'container', wall, plusMinusSeconds: null } as const;
  if (isZero(wall)) {
    const nothing = {
      of: 'nothing',
      ofEvent: false,
      confidence: 'none',
      readings: [],
      flags: ['zero'],
    } as const;
    return [{ ...shape, ...nothing, zone: 'unknown' }];
  }
  const utc = statesUtc(facts);
  const { readings, flags } = utc ? { readings: [asUtc(wall)], flags: [] } : bothReadings(wall);
  const found = { ...shape, readings, zone: utc ? 'UTC' : 'unknown' } as const;
  const late: TimeFlag[] = source.make === 'nest' ? [...flags, 'maybe-late'] : [...flags];
  if (source.original === 'copy') {
    return [
      { ...found, flags: [...late, 'encoding-time'], of: 'encoding', ofEvent: false, confidence: 'none' },
    ];
  }
  const confidence = source.original === 'original' ? 'medium' : 'low';
  return [{ ...found, flags: late, of: 'start', ofEvent: true, confidence }];
}

/** Apple's own tag, with its offset. Of the phone's own film it is the start; of a saved clip it may be the saving. */
export function appleTime(facts: MediaFacts, source: Source): TimeCandidate[] {
  const { appleCreated } = containerClue(facts);
  const instant = appleCreated === null ? undefined : statedInstant(appleCreated);
  if (instant === undefined) return [];
  const found = {
    source: 'apple-creationdate',
    wall: appleCreated?.slice(0, 19) ?? null,
    zone: 'stated',
    readings: [reading('stated', instant)],
    plusMinusSeconds: null,
  } as const;
  return source.kind === 'screen-recording' || source.kind === 'edited'
    ? [{ ...found, flags: ['encoding-time'], of: 'encoding', ofEvent: false, confidence: 'none' }]
    : [{ ...found, flags: ['maybe-saving-time'], of: 'start', ofEvent: true, confidence: 'medium' }];
}
