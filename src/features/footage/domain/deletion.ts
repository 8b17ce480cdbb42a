import { bestTime } from './best-time';
import type { TimeCandidate } from './candidate';
import { HOURS_A_DAY, KEPT } from './kept';
import { MAKES, type Make } from './make';

/** Days that a maker's cloud keeps a clip: as delivered, and at most. */
export interface Retention {
  readonly days: number;
  readonly longestDays: number;
}
export type Retentions = Readonly<Partial<Record<Make, Retention>>>;

/** What is known for the UK. Others are left unknown rather than guessed; the operator may set them. */
export const KNOWN_RETENTION: Retentions = Object.fromEntries(
  MAKES.flatMap((make) => {
    const { usual, longest } = KEPT[make];
    if (usual === null) return [];
    return [[make, { days: usual / HOURS_A_DAY, longestDays: (longest ?? usual) / HOURS_A_DAY }]];
  }),
);

/** When the doorbell deletes its own copy of a clip, as far as can be said. */
export type Deletion =
  | { readonly kind: 'unknown'; readonly because: 'make' | 'retention' | 'time' }
  | {
      readonly kind: 'counted';
      readonly make: Make;
      readonly days: number;
      readonly longestDays: number;
      /** The first moment at which it may be gone, in UTC. */
      readonly from: string;
      /** The moment from which it is gone for certain, in UTC. */
      readonly until: string;
      /** Whole days until `from`; 0 when that is less than a day away, or past. */
      readonly daysLeft: number;
      readonly state: 'kept' | 'maybe-gone' | 'gone';
    };

const DAY = 86_400_000;

/** Counts from the earliest reading of the best time, to be early rather than late. The time of upload is never used. */
export function deletionOf(
  make: Make | null,
  candidates: readonly TimeCandidate[],
  retentions: Retentions,
  now: Date,
): Deletion {
  if (make === null) return { kind: 'unknown', because: 'make' };
  const retention = retentions[make];
  if (retention === undefined) return { kind: 'unknown', because: 'retention' };
  const best = bestTime(candidates);
  if (best === undefined) return { kind: 'unknown', because: 'time' };
  const from = new Date(best.earliest.getTime() + retention.days * DAY);
  const until = new Date(best.latest.getTime() + retention.longestDays * DAY);
  const daysLeft = Math.max(0, Math.floor((from.getTime() - now.getTime()) / DAY));
  const state = now < from ? 'kept' : now < until ? 'maybe-gone' : 'gone';
  const span = { from: from.toISOString(), until: until.toISOString() };
  return { kind: 'counted', make, ...retention, ...span, daysLeft, state };
}
