const MASK = (1n << 64n) - 1n;
const BLOCK = 128;

const PRIMES = Array.from({ length: 410 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0),
);

/** The largest whole number whose `power`-th power is at most `value`. */
function root(value: bigint, power: bigint): bigint {
  let [low, high] = [0n, 1n << 80n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** power <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** First 64 bits of the fractional parts of roots of primes (FIPS 180-4 sections 4.2.3 and 5.3.5). */
const fraction = (prime: number, power: bigint): bigint => root(BigInt(prime) << (64n * power), power) & MASK;
const K = PRIMES.slice(0, 80).map((prime) => fraction(prime, 3n));
/** Of SHA-512 and, from the next eight primes, of SHA-384 (section 5.3.4). */
const INITIAL = {
  64: PRIMES.slice(0, 8).map((prime) => fraction(prime, 2n)),
  48: PRIMES.slice(8, 16).map((prime) => fraction(prime, 2n)),
} as const;

const turn = (word: bigint, by: bigint): bigint => ((word >> by) | (word << (64n - by))) & MASK;

function block(state: readonly bigint[], view: DataView, at: number): bigint[] {
  const w = Array.from({ length: 16 }, (_, t) => view.getBigUint64(at + 8 * t));
  for (let t = 16; t < 80; t += 1) {
    const [x = 0n, y = 0n] = [w[t - 15], w[t - 2]];
    const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
    const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
    w.push(((w[t - 16] ?? 0n) + s0 + (w[t - 7] ?? 0n) + s1) & MASK);
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let t = 0; t < 80; t += 1) {
    const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
    const t1 = h + s1 + ((e & f) ^ (~e & MASK & g)) + (K[t] ?? 0n) + (w[t] ?? 0n);
    const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + (state[index] ?? 0n)) & MASK);
}

/** SHA-512 (FIPS 180-4), or SHA-384 for 48 bytes, of a short message: Ed25519 and time stamps need it. */
export function sha512(message: Uint8Array, bytes: 48 | 64 = 64): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 17) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  let state: readonly bigint[] = INITIAL[bytes];
  for (let at = 0; at < padded.length; at += BLOCK) state = block(state, view, at);
  const digest = new Uint8Array(64);
  const out = new DataView(digest.buffer);
  state.forEach((word, index) => out.setBigUint64(8 * index, word));
  return digest.subarray(0, bytes);
}
