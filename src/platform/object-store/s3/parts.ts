/** Cuts a stream into bodies of exactly `bytes`, the last one shorter. An empty stream has no part. */
export async function* partsOf(source: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (length + rest.length >= bytes) {
      const head = rest.subarray(0, bytes - length);
      rest = rest.subarray(head.length);
      yield Buffer.concat([...waiting, head], bytes);
      waiting = [];
      length = 0;
    }
    if (rest.length > 0) {
      waiting.push(rest);
      length += rest.length;
    }
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}

/** S3 allows 10,000 parts of at most 5 GiB. */
const MAX_PARTS = 10_000;

/** The byte ranges, both ends included, by which an object is copied. */
export function copyRanges(size: number, partBytes: number): { start: number; end: number }[] {
  const step = Math.max(partBytes, Math.ceil(size / MAX_PARTS));
  const count = Math.ceil(size / step);
  return Array.from({ length: count }, (_, index) => ({
    start: index * step,
    end: Math.min(size, (index + 1) * step) - 1,
  }));
}
