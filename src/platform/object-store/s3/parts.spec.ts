import { Readable } from 'node:stream';
import fc from 'fast-check';
import { copyRanges, partsOf, smallestPart } from './parts';

describe('parts', () => {
  it('hold every byte once, in order, and only the last is short', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 50 }), async (given, size) => {
        const parts: Buffer[] = [];
        for await (const part of partsOf(Readable.from(given), size)) parts.push(part);
        expect(Buffer.concat(parts).equals(Buffer.concat(given))).toBe(true);
        expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true);
        expect(parts.every((part) => part.length > 0 && part.length <= size)).toBe(true);
      }),
    );
  });
});

describe('the ranges of a copy', () => {
  const GiB = 1024 ** 3;

  it.each([1, 5 * GiB, 5 * GiB + 1, 8 * GiB, 5 * 1024 * GiB])(
    'cover %d bytes within the limits of S3',
    (size) => {
      const ranges = copyRanges(size, GiB / 2);
      expect(ranges.length).toBeLessThanOrEqual(10_000);
      expect(ranges[0]?.start).toBe(0);
      expect(ranges.at(-1)?.end).toBe(size - 1);
      for (const [index, { start, end }] of ranges.entries()) {
        expect(end - start + 1).toBeLessThanOrEqual(5 * GiB);
        expect(start).toBe(index === 0 ? 0 : (ranges[index - 1]?.end ?? NaN) + 1);
      }
    },
  );
});

it.each([0, 1, 8 * 1024 ** 3, 5 * 1024 ** 4])('sends up to %d bytes in at most 10,000 parts', (limit) => {
  expect(Math.ceil(limit / smallestPart(limit))).toBeLessThanOrEqual(10_000);
});
