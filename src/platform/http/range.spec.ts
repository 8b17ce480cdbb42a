import fc from 'fast-check';
import { chooseRange } from './range';

const part = (start: number, end: number) => ({ kind: 'part', range: { start, end } });

describe('a Range header on 1000 bytes', () => {
  it.each([
    ['bytes=0-499', part(0, 499)],
    ['bytes=500-999', part(500, 999)],
    ['bytes=-500', part(500, 999)],
    ['bytes=9500-', { kind: 'unsatisfiable' }],
    ['bytes=0-0', part(0, 0)],
    ['bytes=-1', part(999, 999)],
    ['bytes=999-', part(999, 999)],
    ['bytes=1000-', { kind: 'unsatisfiable' }],
    ['bytes=0-5000', part(0, 999)],
    ['bytes=-5000', part(0, 999)],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['BYTES= 0-1 ', part(0, 1)],
    ['bytes=,0-1,', part(0, 1)],
    ['bytes=0-1,5000-', part(0, 1)],
    ['bytes=5000-,6000-', { kind: 'unsatisfiable' }],
    ['bytes=0-1,3-4', { kind: 'whole' }],
    [`bytes=0-${'9'.repeat(300)}`, part(0, 999)],
    [`bytes=${'9'.repeat(300)}-`, { kind: 'unsatisfiable' }],
    ['bytes=9007199254740993-9007199254740992', { kind: 'whole' }],
  ])('%s', (header, expected) => {
    expect(chooseRange(header, 1000)).toEqual(expected);
  });

  it.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=5-2',
    'bytes=1-2;3-4',
    'bytes=0x1-2',
    'bytes=1.0-2',
    'bytes= 1 - 2',
    'items=0-1',
    'bytes=0-1,x',
    `bytes=${'0-0,'.repeat(10_000)}`,
  ])('that is not valid is ignored: %s', (header) => {
    expect(chooseRange(header, 1000)).toEqual({ kind: 'whole' });
  });
});

describe('a Range header on nothing', () => {
  it('cannot be satisfied, but a suffix of nothing is the whole', () => {
    expect(chooseRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' });
    expect(chooseRange('bytes=-5', 0)).toEqual({ kind: 'whole' });
  });
});

describe('any Range header', () => {
  it('never names a byte outside the representation, whatever is sent', () => {
    const soup = fc.string({
      unit: fc.constantFrom('b', 'bytes=', '0', '1', '9', '12', '-', ',', ' ', '='),
      maxLength: 40,
    });
    const likely = fc
      .array(fc.tuple(fc.option(fc.nat()), fc.option(fc.nat())), { maxLength: 3 })
      .map((pairs) => `bytes=${pairs.map(([a, b]) => `${a ?? ''}-${b ?? ''}`).join(',')}`);
    fc.assert(
      fc.property(fc.oneof(soup, likely), fc.nat(), (header, size) => {
        const choice = chooseRange(header, size);
        if (choice.kind !== 'part') return;
        expect(choice.range.start).toBeGreaterThanOrEqual(0);
        expect(choice.range.end).toBeGreaterThanOrEqual(choice.range.start);
        expect(choice.range.end).toBeLessThan(size);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives exactly the bytes asked for that exist', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 300 }), (a, b, size) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const bytes = Array.from({ length: size }, (_, index) => index);
        const choice = chooseRange(`bytes=${first}-${last}`, size);
        const given = choice.kind === 'part' ? bytes.slice(choice.range.start, choice.range.end + 1) : [];
        expect(given).toEqual(bytes.slice(first, last + 1));
        const suffix = chooseRange(`bytes=-${a}`, size);
        const end = suffix.kind === 'part' ? bytes.slice(suffix.range.start, suffix.range.end + 1) : [];
        expect(end).toEqual(a === 0 ? [] : bytes.slice(-a));
      }),
    );
  });
});
