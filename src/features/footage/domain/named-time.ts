import type { EventTime, OtherTime, Reading, TimeCandidate, TimeFlag, TimeZone } from './candidate';
import type { NameClue } from './name-clue';
import type { NameTime } from './name-time';
import { asLondon, asUtc, bothReadings, reading } from './readings';
import type { Source } from './source';
import { londonOffset, utcInstant } from './wall-time';

interface Read {
  readonly wall: string | null;
  readonly zone: TimeZone;
  readonly readings: readonly Reading[];
  readonly flags: readonly TimeFlag[];
}

/**
 * A camera's own clock. Where its names mark summer time, a name without the mark in summer (or with it in winter) says
 * that the camera and the country do not agree: the reading by the camera's mark is given beside the country's.
 */
function byDeviceClock(wall: string, summerMark: boolean | undefined): Read {
  const { readings, flags } = asLondon(wall);
  const zone = 'device-local';
  if (summerMark === undefined) return { wall, zone, readings, flags: [...flags, 'device-clock'] };
  const marked = new Date(utcInstant(wall).getTime() - (summerMark ? 3_600_000 : 0));
  const agrees = londonOffset(marked) === (summerMark ? 60 : 0);
  // The mark tells October's two hours apart.
  if (agrees) return { wall, zone, readings: [reading('Europe/London', marked)], flags: ['device-clock'] };
  return {
    wall,
    zone,
    readings: [...readings, reading('stated', marked)],
    flags: [...flags, 'device-clock', 'summer-mark-differs'],
  };
}

function read(time: NameTime): Read {
  if ('instant' in time)
    return { wall: null, zone: 'UTC', readings: [reading('UTC', time.instant)], flags: [] };
  if ('day' in time) return { wall: time.day, zone: 'unknown', readings: [], flags: ['day-only'] };
  const { wall, zone } = time;
  if (zone === 'UTC') return { wall, zone, readings: [asUtc(wall)], flags: [] };
  if (zone === 'unknown') return { wall, zone, ...bothReadings(wall) };
  return byDeviceClock(wall, time.summerMark);
}

/** A maker's own name is a better witness than a name that happens to hold digits. */
function confidence(time: NameTime, clue: NameClue): EventTime['confidence'] {
  if (time.hint === true || clue.confidence === 'low') return 'low';
  return clue.confidence === 'high' && time.zone === 'UTC' ? 'high' : 'medium';
}

/** The times that a file's name holds. */
export function nameTimes(clue: NameClue, source: Source): TimeCandidate[] {
  return clue.times.map((time): TimeCandidate => {
    const { flags, ...found } = read(time);
    const all: TimeFlag[] = [
      ...flags,
      ...(time.hint === true ? (['hint-only'] as const) : []),
      ...(source.make === 'nest' ? (['maybe-late'] as const) : []),
    ];
    const common = { ...found, flags: all, source: 'file-name', plusMinusSeconds: null } as const;
    return time.of === 'start' || time.of === 'end'
      ? ({ ...common, of: time.of, ofEvent: true, confidence: confidence(time, clue) } satisfies EventTime)
      : ({ ...common, of: time.of, ofEvent: false, confidence: 'none' } satisfies OtherTime);
  });
}
