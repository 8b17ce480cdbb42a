/** DOS date and time (APPNOTE section 4.4.6) in UTC, rounded down to two seconds, the date in the upper half. */
export function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return date * 65536 + time;
}
