import { offsetWords } from './learned-view';

describe('how far a clock is off', () => {
  it.each([
    [0, 'right to the second'],
    [7, '7 s fast'],
    [420, '7 min 0 s fast'],
    [-3_570, '59 min 30 s slow'],
    [-3_630, '1 h 0 min 30 s slow'],
  ])('of %i seconds', (seconds, words) => expect(offsetWords(seconds)).toBe(words));
});
