import { asWords } from './time-words';

const reading = (as: 'UTC' | 'Europe/London', instant: string) => ({ as, instant, london: '' });
const utc = reading('UTC', '2026-10-25T01:30:00.000Z');
const summer = reading('Europe/London', '2026-10-25T00:30:00.000Z');
const winter = reading('Europe/London', '2026-10-25T01:30:00.000Z');

describe('how a time was read', () => {
  it('tells the two passings of the hour that comes twice apart', () => {
    const all = [utc, summer, winter];
    expect(all.map((each) => asWords(each, all))).toEqual([
      'read as UTC',
      'read as UK time, before the clocks went back',
      'read as UK time, after the clocks went back',
    ]);
  });

  it('says no more than that where the hour came once', () =>
    expect(asWords(summer, [utc, summer])).toBe('read as UK time'));
});
