import { RangeNotSatisfiable } from './errors';

/** Bytes `start` to `end`, both included and counted from 0, as in HTTP. Without `end`: to the last one. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

/**
 * The part of an object of `size` bytes that a range means. An end beyond the last byte means the last byte.
 * @throws RangeNotSatisfiable
 */
export function resolveRange(range: ByteRange, size: number): { start: number; end: number } {
  const { start, end = Infinity } = range;
  const whole = Number.isSafeInteger(start) && (end === Infinity || Number.isSafeInteger(end));
  if (!whole || start < 0 || end < start || start >= size) throw new RangeNotSatisfiable(size);
  return { start, end: Math.min(end, size - 1) };
}
