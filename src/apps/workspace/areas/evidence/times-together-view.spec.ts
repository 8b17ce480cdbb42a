import { apartWords } from './times-together-view';

describe('how far a reading lies from the first one', () => {
  it.each([
    [0, 0, 'the same'],
    [3_600, 3_600, '1 h 0 min 0 s later'],
    [-420, -420, '7 min 0 s earlier'],
    [-2, 15.4, 'from 2 s earlier to 15 s later'],
    [0, 61, 'from the same to 1 min 1 s later'],
    [0.2, 0.4, 'the same'],
  ])('from %d to %d seconds is told as %j', (least, most, words) => {
    expect(apartWords({ least, most })).toBe(words);
  });
});
