const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in decimal units, as phones show it, in a language: the page's script and the server write it alike. */
export function sizeText(bytes: number, tag: string): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  const text = new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: UNITS[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: unit === 0 || value >= 99.95 ? 0 : 1,
    useGrouping: false,
  }).format(value);
  // As on the officers' pages.
  return tag === 'en-GB' ? text.replace('kB', 'KB') : text;
}
