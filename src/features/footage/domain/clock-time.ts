import type { Answers } from './answers';
import type { ClockCheck } from './clock-check';
import type { EventTime, TimeCandidate } from './candidate';
import { asLondon, reading } from './readings';

/** What the doorbell's clock showed at the start, as far as the file tells: of its name before its container. */
export function deviceClock(candidates: readonly TimeCandidate[]): string | undefined {
  const starts = candidates.filter(
    (each) =>
      each.ofEvent &&
      each.of === 'start' &&
      each.wall !== null &&
      each.zone !== 'UTC' &&
      each.zone !== 'stated',
  );
  const named = starts.find(({ source, zone }) => source === 'file-name' && zone === 'device-local');
  return (named ?? starts.find(({ source }) => source === 'file-name') ?? starts[0])?.wall ?? undefined;
}

function answered(wall: string): EventTime {
  const { readings, flags } = asLondon(wall);
  const shape = { source: 'her-answer', of: 'start', ofEvent: true, zone: 'Europe/London' } as const;
  return { ...shape, wall, readings, flags, confidence: 'medium', plusMinusSeconds: null };
}

function corrected(wall: string, check: ClockCheck): EventTime {
  const { readings, flags } = asLondon(wall);
  return {
    source: 'clock-check',
    of: 'start',
    ofEvent: true,
    zone: 'device-local',
    wall,
    readings: readings.map(({ as, instant }) =>
      reading(as, new Date(Date.parse(instant) - check.offsetSeconds * 1_000)),
    ),
    flags: [...flags, 'compared-later'],
    confidence: 'medium',
    plusMinusSeconds: check.plusMinusSeconds,
  };
}

/** What the victim's answers on the doorbell's clock add to the times that a file carries. */
export function clockTimes(candidates: readonly TimeCandidate[], answers: Answers): EventTime[] {
  const wall = deviceClock(candidates);
  if (wall === undefined) return [];
  const times: EventTime[] = [];
  if (answers.clockRight === 'yes') times.push(answered(wall));
  if (answers.clockCheck !== undefined) times.push(corrected(wall, answers.clockCheck));
  return times;
}
