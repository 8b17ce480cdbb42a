import { formatBytes, formatDate, formatDateTime, formatDuration, formatToMinute } from './format';

describe('what people read', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [1049, '1 KB'],
    [99_949, '99.9 KB'],
    [99_950, '100 KB'],
    [999_499, '999 KB'],
    [999_500, '1 MB'],
    [2 ** 31, '2.1 GB'],
    [5e15, '5000 TB'],
  ])('%i bytes: %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('names the zone, in winter and in summer', () => {
    expect(formatDateTime('2026-01-02T00:00:00Z')).toBe('2 January 2026 at 00:00:00 GMT');
    expect(formatDateTime('2026-07-01T23:30:00Z')).toBe('2 July 2026 at 00:30:00 BST');
    expect(formatDateTime('2026-07-01T23:30:00Z', 'UTC')).toBe('1 July 2026 at 23:30:00 UTC');
    expect(formatDate('2026-07-01T23:30:00Z')).toBe('2 July 2026');
  });

  it.each([
    ['2026-11-24T14:26:51Z', '24 November 2026 at 14:26'],
    ['2026-07-01T23:30:59Z', '2 July 2026 at 00:30'],
    ['2026-10-24T23:59:59Z', '25 October 2026 at 00:59'],
    ['2026-10-25T00:30:00Z', '25 October 2026 at 01:30 BST'],
    ['2026-10-25T01:30:00Z', '25 October 2026 at 01:30 GMT'],
    ['2026-10-25T02:00:00Z', '25 October 2026 at 02:00'],
    ['2026-03-29T01:00:00Z', '29 March 2026 at 02:00'],
  ])('%s to the minute: %s', (value, text) => expect(formatToMinute(value)).toBe(text));

  it.each([
    [0, '0:00'],
    [59.4, '0:59'],
    [59.6, '1:00'],
    [3600, '1:00:00'],
    [3723, '1:02:03'],
  ])('%d seconds: %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});
