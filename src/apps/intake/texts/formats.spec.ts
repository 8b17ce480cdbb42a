import { formatBytes } from '../../../platform/http';
import { Formats } from './formats';

const english = new Formats('en-GB');
const german = new Formats('de');
const arabic = new Formats('ar-EG');

describe('numbers, sizes, dates and lists of a language', () => {
  it('are those of the officers’ pages in English', () => {
    expect(english.bytes(4_123_456)).toBe('4.1 MB');
    expect(english.exactBytes(1)).toBe('1 byte');
    expect(english.exactBytes(4_123_456)).toBe('4123456 bytes');
    expect(english.date('2026-11-24T12:00:00Z')).toBe('24 November 2026');
    expect(english.dateTime('2026-07-14T21:15:00Z')).toBe('14 July 2026 at 22:15:00 BST');
    expect(english.month('2026-03')).toBe('March 2026');
    expect(english.clocks(['2026-07-14T21:05:00Z'])).toEqual(['22:05']);
    expect(english.span(65)).toBe('1 hour and 5 minutes');
    expect(english.span(0)).toBe('0 minutes');
    expect(english.either(['21:05', '22:05'])).toBe('21:05 or 22:05');
  });

  it.each([0, 1, 999, 1000, 1049, 99_949, 99_950, 999_499, 999_500, 2 ** 31, 5e15])(
    'write %d bytes as the officers’ pages do',
    (bytes) => expect(english.bytes(bytes)).toBe(formatBytes(bytes)),
  );

  it('are its own in any other', () => {
    expect(german.number(1234.5)).toBe('1.234,5');
    expect(german.bytes(1_500_000)).toBe('1,5 MB');
    expect(german.bytes(1)).toBe('1\u00a0Byte');
    expect(german.date('2026-11-24T23:30:00Z')).toBe('24. November 2026');
    expect(german.span(125)).toBe('2 Stunden und 5 Minuten');
    expect(german.either(['21:05', '22:05'])).toBe('21:05 oder 22:05');
    expect(arabic.number(12)).toBe('١٢');
    expect(arabic.month('2026-03')).toBe('مارس ٢٠٢٦');
  });

  it('tell the time of the place where it happened', () => {
    expect(german.dateTime('2026-07-14T21:15:00Z')).toMatch(/^14\. Juli 2026 um 22:15:00 /);
  });

  it('keep the two passings of October’s double hour apart', () => {
    const twice = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
    expect(english.clocks(twice)).toEqual(['01:30 BST', '01:30 GMT']);
    expect(new Set(german.clocks(twice)).size).toBe(2);
  });
});
