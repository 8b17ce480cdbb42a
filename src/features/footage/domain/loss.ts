import { HOURS_A_DAY, type Kept } from './kept';
import type { Make } from './make';
import { londonInstants, utcInstant } from './wall-time';

/** Where nothing is known: what many makers say. Only for the order of things, and said to be a guess. */
const GUESSED_HOURS = 30 * HOURS_A_DAY;
const HOUR = 3_600_000;

/** How urgent it is to look for a recording. No stage says that it is still there. */
export interface Loss {
  /** By whose figures; `null`: the make is not known. */
  readonly make: Make | null;
  /** From then on it may be gone even where nobody has changed anything; `null`: it is not known when it was recorded. */
  readonly from: Date | null;
  /** `soon`: that moment has not come. `late`: it has. `past`: so has the longest that can be set. `open`: the day is not known. */
  readonly stage: 'soon' | 'late' | 'past' | 'open';
  /** `from` follows from figures of the make, not from a guess. */
  readonly counted: boolean;
}

/** The first moment of a day, or of a month, by UK clocks. @param date `YYYY-MM-DD` or `YYYY-MM`. @param time `HH:MM` */
export function firstMoment(date: string, time?: string): Date {
  const day = date.length === 'YYYY-MM'.length ? `${date}-01` : date;
  const wall = `${day}T${time ?? '00:00'}:00`;
  return londonInstants(wall)[0] ?? utcInstant(wall);
}

function lossBy(make: Make | null, kept: Kept | undefined, moment: Date | null, now: Date): Loss {
  const hours = kept?.usual ?? kept?.shortest ?? null;
  const counted = hours !== null;
  if (moment === null) return { make, from: null, stage: 'open', counted };
  const from = new Date(moment.getTime() + (hours ?? GUESSED_HOURS) * HOUR);
  if (now < from) return { make, from, stage: 'soon', counted };
  const isPast = kept?.longest != null && now.getTime() >= moment.getTime() + kept.longest * HOUR;
  return { make, from, stage: isPast ? 'past' : 'late', counted };
}

const STAGES: readonly Loss['stage'][] = ['soon', 'late', 'open', 'past'];

/** What goes next comes first; of what may have gone, the newest, which is the likeliest to be there. */
export function byUrgency(one: Loss, other: Loss): number {
  const order = STAGES.indexOf(one.stage) - STAGES.indexOf(other.stage);
  const later = (one.from?.getTime() ?? 0) - (other.from?.getTime() ?? 0);
  return order || (one.stage === 'soon' ? later : -later);
}

/**
 * When a recording may be gone. Of several doorbells the one that removes it first counts. Nobody here knows what a maker or a
 * device still holds. @param moment the earliest at which it can have been recorded
 */
export function lossOf(
  moment: Date | null,
  makes: readonly Make[],
  kept: Readonly<Record<Make, Kept>>,
  now: Date,
): Loss {
  const all = makes.map((make) => lossBy(make, kept[make], moment, now)).sort(byUrgency);
  return all[0] ?? lossBy(null, undefined, moment, now);
}
