/** Cuts a stream into bodies of exactly `bytes`, the last one shorter. An empty stream has no part. */
export async function* partsOf(source: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Buffer> {
  // Memory that is never written to is never taken from the system: a short body costs its own length only.
  let part = Buffer.allocUnsafeSlow(bytes);
  let length = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length;) {
      const piece = chunk.subarray(at, at + bytes - length);
      part.set(piece, length);
      length += piece.length;
      at += piece.length;
      if (length < bytes) continue;
      yield part;
      part = Buffer.allocUnsafeSlow(bytes);
      length = 0;
    }
  }
  if (length > 0) yield part.subarray(0, length);
}

/** S3 allows 10,000 parts of 5 MiB (but for the last) to 5 GiB. */
const MAX_PARTS = 10_000;
const MIN_PART_BYTES = 5 * 1024 ** 2;

/** The smallest bodies by which up to `limitBytes` can be sent: many uploads at once must fit in memory. */
export const smallestPart = (limitBytes: number): number =>
  Math.max(MIN_PART_BYTES, Math.ceil(limitBytes / MAX_PARTS));

/** The byte ranges, both ends included, by which an object is copied. */
export function copyRanges(size: number, partBytes: number): { start: number; end: number }[] {
  const step = Math.max(partBytes, Math.ceil(size / MAX_PARTS));
  const count = Math.ceil(size / step);
  return Array.from({ length: count }, (_, index) => ({
    start: index * step,
    end: Math.min(size, (index + 1) * step) - 1,
  }));
}
