import { ChangedMeanwhile, requireSeen, seenOf, type Seen } from './seen';

const now = seenOf(['Stalking', null, new Date(0)]);

describe('what a page showed', () => {
  it('is the same as long as nothing is changed, and short enough for a form', () => {
    expect(seenOf(['Stalking', null, '1970-01-01T00:00:00.000Z'])).toBe(now);
    expect(now).toHaveLength(22);
  });

  it.each([[['Stalking', '', new Date(0)]], [[null, 'Stalking', new Date(0)]], [['Stalking', null]], [[]]])(
    'is not the same as %j',
    (other) => expect(seenOf(other)).not.toBe(now),
  );

  it('is acted on when it is what stands now, and by a program that says nothing', () => {
    expect(() => requireSeen(now, now, 'it')).not.toThrow();
    expect(() => requireSeen(now, undefined, 'it')).not.toThrow();
  });

  it('is not acted on by a page of before, nor by a form that lacks it', () => {
    expect(() => requireSeen(now, seenOf([]), 'the details')).toThrow(ChangedMeanwhile);
    expect(() => requireSeen(now, '' as Seen, 'the details')).toThrow('somebody has changed the details');
  });
});
