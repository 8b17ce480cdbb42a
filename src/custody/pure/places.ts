/**
 * Where records go in the tree. A place tells when its batch was signed, which the events say themselves, and nothing else: each
 * fifth of a second has so many places, whether or not something happened in it, and a record gets any of them.
 */
export const SLOT_LEAVES = 1_024;
export const SLOT_MS = 200;

/** What is known when a batch begins. */
export interface Moment {
  /** Leaves in the tree. */
  readonly size: number;
  /** Milliseconds since the first checkpoint was signed, and how large it was; undefined before the first. */
  readonly since: { readonly ms: number; readonly size: number } | undefined;
}

export interface Places {
  /** Of each record, in the order of the records. */
  readonly places: readonly number[];
  /** How large the tree is then. */
  readonly until: number;
}

/** @param random a whole number below the limit, each as likely, from a source that nobody can foresee */
export type Layout = (count: number, moment: Moment, random: (limit: number) => number) => Places;

const slotsOf = (leaves: number): number => Math.ceil(leaves / SLOT_LEAVES);

/** The slot of the clock, or the next that is free when there is more than it holds. */
function firstPlace({ size, since }: Moment): number {
  const now = since === undefined ? 0 : slotsOf(since.size) + Math.floor(Math.max(0, since.ms) / SLOT_MS);
  return Math.max(now, slotsOf(size)) * SLOT_LEAVES;
}

/** Every record at a random place of its slot: those of one recipient lie as they would if they were alone. */
export const inSlots: Layout = (count, moment, random) => {
  const first = firstPlace(moment);
  const room = Math.max(1, slotsOf(count)) * SLOT_LEAVES;
  const free = Array.from({ length: room }, (_, place) => first + place);
  const places = Array.from({ length: count }, (_, done) => {
    const chosen = done + random(room - done);
    const place = free[chosen] ?? first;
    free[chosen] = free[done] ?? first;
    return place;
  });
  return { places, until: first + room };
};

/** One after another, in the order of the records, and nothing between: as logs were before they had padding. */
export const oneAfterAnother: Layout = (count, { size }) => ({
  places: Array.from({ length: count }, (_, place) => size + place),
  until: size + count,
});
