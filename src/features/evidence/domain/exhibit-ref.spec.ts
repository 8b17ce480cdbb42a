import { areInitials, exhibitRef, initialsFor, refInFileName } from './exhibit-ref';

describe('an exhibit reference', () => {
  it("is the producer's initials and a number", () => expect(exhibitRef('AB', 1)).toBe('AB/1'));
  it('stands in a file name without its slash', () =>
    expect(refInFileName(exhibitRef('AB', 12))).toBe('AB-12'));
  it.each(['A', 'ab', 'ABCDE', 'A1', ''])('has two to four capital letters, not %j', (text) =>
    expect(areInitials(text)).toBe(false),
  );
  it('begins with the initials of the name where none were given', () => {
    expect(initialsFor({ initials: 'XY', producerName: 'Ann Bell' })).toBe('XY');
    expect(initialsFor({ initials: '', producerName: 'Ann Bell' })).toBe('AB');
    expect(initialsFor({ initials: '', producerName: '王' })).toBe('XX');
  });
  it.each(['AB', 'XYZ', 'ABCD'])('takes %j', (text) => expect(areInitials(text)).toBe(true));
});
