import { createReadStream } from 'node:fs';

/** Bytes of a value that are looked for: of a longer one its beginning counts for all of it. */
const LONGEST = 4_096;
/** Bytes by which a value is found; none is shorter. */
const KEY = 4;
const READ = 1024 ** 2;
/** Comparisons that one file may cost: one that was made to need more counts as holding a value. */
const MOST_COMPARISONS = 5_000_000;
const BITS = 20;

/** A place in a table for four bytes (Knuth's multiplicative hash). */
const placeOf = (key: number): number => Math.imul(key, 0x9e37_79b1) >>> (32 - BITS);

/**
 * Many values looked for at once, in a time that does not grow with their number: a file may name tens of thousands, and whoever
 * looked for each by itself would do nothing else for hours.
 */
class Values {
  private readonly marked = new Uint8Array(2 ** BITS);
  private readonly byKey = new Map<number, Buffer[]>();
  readonly longest: number;
  private comparisons = 0;

  constructor(values: readonly Buffer[]) {
    const cut = values.filter((value) => value.length >= KEY).map((value) => value.subarray(0, LONGEST));
    for (const value of cut) {
      const key = value.readInt32LE(0);
      this.marked[placeOf(key)] = 1;
      const same = this.byKey.get(key);
      if (same === undefined) this.byKey.set(key, [value]);
      else same.push(value);
    }
    this.longest = cut.reduce((most, { length }) => Math.max(most, length), 0);
  }

  isIn(bytes: Buffer): boolean {
    if (this.byKey.size === 0 || bytes.length < KEY) return false;
    let key = bytes.readInt32LE(0);
    for (let at = 0; ; at += 1) {
      if (this.marked[placeOf(key)] === 1 && this.startsOneAt(bytes, at, key)) return true;
      const next = bytes[at + KEY];
      if (next === undefined) return false;
      key = (key >>> 8) | (next << 24);
    }
  }

  private startsOneAt(bytes: Buffer, at: number, key: number): boolean {
    const same = this.byKey.get(key);
    if (same === undefined) return false;
    this.comparisons += same.length;
    if (this.comparisons > MOST_COMPARISONS) return true;
    return same.some((value) => bytes.subarray(at, at + value.length).equals(value));
  }
}

/** Whether any of the values, of four bytes or more, occurs in a file. */
export async function holdsBytes(path: string, values: readonly Buffer[]): Promise<boolean> {
  const wanted = new Values(values);
  const overlap = Math.max(0, wanted.longest - 1);
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: READ })) {
    const window = Buffer.concat([rest, chunk as Buffer]);
    if (wanted.isIn(window)) return true;
    rest = Buffer.from(window.subarray(Math.max(0, window.length - overlap)));
  }
  return false;
}
