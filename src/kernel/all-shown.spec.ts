import { allShown, moreThanShown, OthersMatch, requireShown } from './all-shown';

describe('all that was shown', () => {
  const shown = allShown(['a', 'b', 'c']);

  it('is the same in any order', () => {
    expect(() => {
      requireShown(['c', 'a', 'b'], shown);
    }).not.toThrow();
  });

  it.each([
    [['a', 'b', 'c', 'd'], 'there were 3 when this page was made, and there are 4 now'],
    [['a', 'b'], 'there were 3 when this page was made, and there are 2 now'],
    [['a', 'b', 'd'], 'there are 3 as before, but not the same ones'],
    [[], 'there were 3 when this page was made, and there are 0 now'],
  ])('is not %j', (ids, words) => {
    expect(() => {
      requireShown(ids, shown);
    }).toThrow(words);
  });

  it('is nothing where the page had too many, or said nothing', () => {
    for (const [given, words] of [
      [moreThanShown(201), 'there were 201 when this page was made, and there are 1 now'],
      [undefined, 'how many there are was not shown, and there are 1 now'],
    ] as const)
      expect(() => {
        requireShown(['a'], given);
      }).toThrow(words);
    expect(new OthersMatch(shown, 4).kind).toBe('conflict');
  });
});
