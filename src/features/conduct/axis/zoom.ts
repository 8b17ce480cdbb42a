/** Part of the axis: from its first moment to before its last, milliseconds since the epoch. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

const MINUTE = 60_000;
/** Nothing is shown larger than this, nor smaller than that. */
export const SHORTEST = 5 * MINUTE;
const LONGEST = 200 * 365 * 24 * 60 * MINUTE;
/** So much room on either side of the whole. */
const ROOM = 0.02;

const spanOf = ({ from, until }: Range): number => until - from;

/** Around the same middle, so many times as long. */
export function scaled(range: Range, factor: number): Range {
  const middle = (range.from + range.until) / 2;
  const span = Math.min(LONGEST, Math.max(SHORTEST, spanOf(range) * factor));
  return { from: Math.round(middle - span / 2), until: Math.round(middle + span / 2) };
}

/** By a share of its length; negative: earlier. */
export function moved(range: Range, share: number): Range {
  const by = Math.round(spanOf(range) * share);
  return { from: range.from + by, until: range.until + by };
}

/** All that is dated, with a little room, in which the last of it lies, too. */
export function whole(first: Date, last: Date): Range {
  const room = Math.max(30 * MINUTE, (last.getTime() - first.getTime()) * ROOM);
  return { from: Math.floor(first.getTime() - room), until: Math.ceil(last.getTime() + room) };
}

/** What was asked for, in order and not too short; what was left out is that of the whole. */
export function rangeOf(
  asked: { readonly from?: Date | undefined; readonly until?: Date | undefined },
  all: Range,
): Range {
  const from = asked.from?.getTime() ?? all.from;
  const until = asked.until?.getTime() ?? all.until;
  return scaled({ from: Math.min(from, until), until: Math.max(from, until) }, 1);
}

/** One of `steps` equal parts, counted from 0. */
export function stepOf({ from, until }: Range, step: number, steps: number): Range {
  const width = (until - from) / steps;
  return { from: Math.round(from + step * width), until: Math.round(from + (step + 1) * width) };
}
