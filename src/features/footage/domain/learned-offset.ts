import type { EventTime, Reading, TimeCandidate, TimeFlag } from './candidate';
import type { ClockCheck } from './clock-check';
import { deviceClock } from './clock-time';
import type { Make } from './make';
import { asLondon, asUtc, reading } from './readings';
import { londonOffset, utcInstant } from './wall-time';

/** A comparison of a doorbell's clock with real time that was made for another clip. */
export interface KnownCheck extends ClockCheck {
  /** Of the clip that it was made for. */
  readonly clipId: string;
  readonly make: Make | null;
  /** Made through the same private link, so most likely at the same door. */
  readonly sameLink: boolean;
}

/** Why the confidence is what it is. Codes are put into words elsewhere. */
export type OffsetReason =
  | 'same-make'
  | 'make-unknown'
  | 'other-link'
  | 'several-agree'
  | 'only-one'
  | 'do-not-agree'
  | 'days-away'
  | 'weeks-away'
  | 'other-season'
  | 'hour-off';

/** What the comparisons teach of the clock that stamped another clip. */
export interface LearnedOffset {
  /** Seconds that the clock was ahead of UK time. */
  readonly offsetSeconds: number;
  readonly plusMinusSeconds: number;
  readonly confidence: EventTime['confidence'];
  readonly because: readonly OffsetReason[];
  /** The nearest in time, in that order; the first one counts. */
  readonly checks: readonly KnownCheck[];
  /** How many more there are, all of which are reckoned with. */
  readonly others: number;
}

/** What comparisons for other clips teach of this one's clock, and the time that follows. */
export interface LearnedTime extends LearnedOffset {
  readonly time: EventTime;
}

/** What the target's own clock showed, and where it comes from. */
export interface Target {
  readonly wall: string;
  readonly make: Make | null;
}

const DAY = 86_400_000;
const NEAR_DAYS = 7;
const FAR_DAYS = 45;
const HOUR = 3_600;
/** Two comparisons agree when their spans, of a minute and a half each way, could be of the same clock. */
const AGREE_SECONDS = 180;
/** Comparisons that are named. */
const NAMED = 20;

const comparable = (check: KnownCheck, { make }: Target): boolean =>
  check.make === null || make === null || check.make === make;

/** What of it speaks for, and what against, in the order in which it is told. */
function reasons(checks: readonly KnownCheck[], target: Target, away: number): OffsetReason[] {
  const [first] = checks;
  if (first === undefined) return [];
  const apart = checks.some(
    ({ offsetSeconds }) => Math.abs(offsetSeconds - first.offsetSeconds) > AGREE_SECONDS,
  );
  const season = londonOffset(first.at) !== londonOffset(utcInstant(target.wall));
  const isHour = Math.abs(Math.abs(first.offsetSeconds) - HOUR) <= AGREE_SECONDS;
  return [
    first.make !== null && first.make === target.make ? 'same-make' : 'make-unknown',
    ...(first.sameLink ? [] : ['other-link' as const]),
    checks.length === 1 ? 'only-one' : apart ? 'do-not-agree' : 'several-agree',
    away <= NEAR_DAYS * DAY ? 'days-away' : 'weeks-away',
    ...(season ? ['other-season' as const] : []),
    ...(isHour ? ['hour-off' as const] : []),
  ];
}

function confidenceOf(because: readonly OffsetReason[], away: number): EventTime['confidence'] {
  const has = (reason: OffsetReason): boolean => because.includes(reason);
  if (away > FAR_DAYS * DAY || has('do-not-agree') || has('other-link') || has('other-season')) return 'low';
  if (has('make-unknown') || has('weeks-away') || has('hour-off'))
    return has('several-agree') ? 'medium' : 'low';
  return has('several-agree') ? 'high' : 'medium';
}

/**
 * How far the clock was off that stamped `target`, by comparisons made for other clips of doorbells that may be the same.
 * The nearest in time counts; the others widen the margin so that it holds all of them. `undefined` without any.
 */
export function learnOffset(known: readonly KnownCheck[], target: Target): LearnedOffset | undefined {
  const at = utcInstant(target.wall).getTime();
  const distance = (check: KnownCheck): number => Math.abs(check.at.getTime() - at);
  const checks = known
    .filter((check) => comparable(check, target))
    .sort((one, other) => Number(other.sameLink) - Number(one.sameLink) || distance(one) - distance(other));
  const [first] = checks;
  if (first === undefined) return undefined;
  const because = reasons(checks, target, distance(first));
  return {
    offsetSeconds: first.offsetSeconds,
    plusMinusSeconds: Math.max(
      ...checks.map(
        ({ offsetSeconds, plusMinusSeconds }) =>
          Math.abs(offsetSeconds - first.offsetSeconds) + plusMinusSeconds,
      ),
    ),
    confidence: confidenceOf(because, distance(first)),
    because,
    checks: checks.slice(0, NAMED),
    others: Math.max(0, checks.length - NAMED),
  };
}

/**
 * The start of a clip by a learned offset. When summer time began or ended between the comparison and the clip, it is read
 * both ways: as by a clock that was changed with the others, and as by one that was not.
 */
export function learnedTime({ wall }: Target, learned: LearnedOffset): EventTime {
  const [first] = learned.checks;
  const london = asLondon(wall);
  const then = first === undefined ? 0 : londonOffset(first.at);
  const season = learned.because.includes('other-season');
  const unchanged: readonly Reading[] = !season
    ? []
    : then === 0
      ? [asUtc(wall)]
      : [reading('stated', new Date(utcInstant(wall).getTime() - then * 60_000))];
  const isNew = ({ instant }: Reading): boolean => london.readings.every((each) => each.instant !== instant);
  const flags: TimeFlag[] = [...london.flags, 'device-clock', 'compared-later'];
  if (season) flags.push('other-season');
  if (learned.because.includes('hour-off')) flags.push('hour-off');
  return {
    source: 'learned-offset',
    of: 'start',
    ofEvent: true,
    wall,
    zone: 'device-local',
    readings: [...london.readings, ...unchanged.filter(isNew)].map(({ as, instant }) =>
      reading(as, new Date(Date.parse(instant) - learned.offsetSeconds * 1_000)),
    ),
    flags,
    confidence: learned.confidence,
    plusMinusSeconds: learned.plusMinusSeconds,
  };
}

/** What is proposed for a clip; `undefined` where nothing is known, or its clock was compared for this very clip. */
export function learnedFor(
  clip: {
    readonly id: string;
    readonly source: { readonly make: Make | null } | null;
    readonly times: readonly TimeCandidate[];
  },
  known: readonly KnownCheck[],
): LearnedTime | undefined {
  const wall = deviceClock(clip.times);
  if (wall === undefined || clip.times.some(({ source }) => source === 'clock-check')) return undefined;
  const target = { wall, make: clip.source?.make ?? null };
  const others = known.filter(({ clipId }) => clipId !== clip.id);
  const learned = learnOffset(others, target);
  return learned && { ...learned, time: learnedTime(target, learned) };
}
