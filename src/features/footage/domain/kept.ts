import type { Make } from './make';

/** Where a figure was read, and on which day (`YYYY-MM-DD`). */
export interface Read {
  /** Of the maker's own; `null`: none was found that says it. */
  readonly page: string | null;
  readonly on: string;
}

/** How long a maker's clips last, as far as it is known. It says nothing of a single doorbell: whoever owns it may have chosen otherwise. */
export interface Kept {
  /** Hours, when nobody has changed anything; `null`: not known, or left to the plan. */
  readonly usual: number | null;
  /** The least and the most that can be set or paid for. */
  readonly shortest: number | null;
  readonly longest: number | null;
  /** A card or box in the home removes the oldest when it is full. */
  readonly fills: boolean;
  /** `null`: the operator's own figures. */
  readonly read: Read | null;
  /** Where the maker takes a request to keep or hand over what it holds; `null`: none was found. */
  readonly asks: Read | null;
}

export const HOURS_A_DAY = 24;
const days = (count: number): number => count * HOURS_A_DAY;
const NOT_KNOWN = { usual: null, shortest: null, longest: null, fills: false } as const;

/** The one place for figures of makers, for the UK. What is not known is left open. To be read again with the steps (docs/footage.md). */
export const KEPT: Readonly<Record<Make, Kept>> = {
  ring: {
    ...{ usual: days(30), shortest: days(1), longest: days(180), fills: false },
    read: { page: 'ring.com/support/articles/1nce1', on: '2026-11-27' },
    asks: { page: 'ring.com/account/datarequests', on: '2026-11-27' },
  },
  nest: {
    // Without a plan 3 hours, of the newest 6; with one 30 days, or 60.
    ...{ usual: null, shortest: 3, longest: days(60), fills: false },
    read: { page: null, on: '2026-11-24' },
    asks: { page: 'support.google.com/policies', on: '2026-11-27' },
  },
  blink: {
    ...{ usual: days(30), shortest: days(3), longest: days(30), fills: false },
    read: { page: 'support.blinkforhome.com', on: '2026-11-27' },
    asks: { page: 'support.blinkforhome.com', on: '2026-11-27' },
  },
  eufy: { ...NOT_KNOWN, read: { page: null, on: '2026-11-27' }, asks: null },
  arlo: {
    ...NOT_KNOWN,
    read: { page: null, on: '2026-11-27' },
    asks: { page: 'arlo.com/uk/about/privacy-policy', on: '2026-11-27' },
  },
  tapo: {
    // Its cloud, by plan.
    ...{ usual: null, shortest: days(7), longest: days(30), fills: false },
    read: { page: null, on: '2026-11-24' },
    asks: { page: 'tapo.com/uk/app/privacy', on: '2026-11-27' },
  },
  reolink: {
    // Its cloud as the plan says, or less where that was chosen.
    ...{ ...NOT_KNOWN, fills: true },
    read: { page: 'support.reolink.com/articles/360008518853', on: '2026-11-27' },
    asks: { page: 'reolink.com/privacy-policy', on: '2026-11-27' },
  },
};
