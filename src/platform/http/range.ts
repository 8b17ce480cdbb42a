/** First and last byte of a part, both included (RFC 9110 section 14.1.2). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export type RangeChoice =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly range: ByteRange }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: RangeChoice = { kind: 'whole' };
const SPEC = /^(\d*)-(\d*)$/;

/** `null`: not a range at all. `undefined`: a range that this size cannot satisfy. */
function readSpec(spec: string, size: number): ByteRange | undefined | null {
  const match = SPEC.exec(spec);
  if (match === null) return null;
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  if (first === '') {
    if (last === '') return null;
    const length = Math.min(Number(last), size);
    return Number(last) === 0 ? undefined : { start: size - length, end: size - 1 };
  }
  if (last !== '' && isLess(last, first)) return null;
  const start = Number(first);
  if (start >= size) return undefined;
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** Compares digits of any length: a number would lose the last ones beyond 2^53. */
const isLess = (left: string, right: string): boolean => BigInt(left) < BigInt(right);

/**
 * What a Range header asks of a representation of `size` bytes (RFC 9110 section 14.2).
 * - Another unit, bad syntax or a last byte before the first: the field is ignored and the whole is sent.
 * - One satisfiable range: that part. None: 416.
 * - Several satisfiable ranges: the field is ignored, as section 14.2 allows. No player or download client needs
 *   multipart/byteranges, and many small overlapping ranges are an old way to exhaust a server (section 17.15).
 * - A suffix of an empty representation: the whole (a Content-Range cannot name an empty part).
 */
export function chooseRange(header: string | undefined, size: number): RangeChoice {
  if (header === undefined || header.length > 1_000) return WHOLE;
  const unit = /^bytes=(.*)$/i.exec(header.trim());
  if (unit === null) return WHOLE;
  const specs = (unit[1] ?? '')
    .split(',')
    .map((spec) => spec.trim())
    .filter((spec) => spec !== '');
  const ranges = specs.map((spec) => readSpec(spec, size));
  if (specs.length === 0 || ranges.includes(null)) return WHOLE;
  const satisfiable = ranges.filter((range) => range !== undefined && range !== null);
  const [only, ...more] = satisfiable;
  if (only === undefined) return { kind: 'unsatisfiable' };
  if (more.length > 0 || only.end < only.start) return WHOLE;
  return { kind: 'part', range: only };
}
