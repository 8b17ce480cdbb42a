import type { Range } from './source';

/** Ranges that lie next to each other or overlap, as one. */
export function joined(ranges: readonly Range[]): Range[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((left, right) => left.start - right.start)) {
    const last = all.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** What is left of a file without some ranges, which are in order and apart. */
export function without(size: number, left: readonly Range[]): Range[] {
  const kept: Range[] = [];
  let at = 0;
  for (const { start, end } of left) {
    kept.push({ start: at, end: start });
    at = end;
  }
  return [...kept, { start: at, end: size }];
}
