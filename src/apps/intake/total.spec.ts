import { UPLOAD } from './texts/files.en';
import { NOTHING_ON_THE_WAY, totalOf, type Counted } from './browser/shared/total';

const file = (state: string, size: number, arrivedBytes: number): Counted => ({ state, size, arrivedBytes });
const totalFor = (...files: Counted[]) => totalOf(UPLOAD, files, NOTHING_ON_THE_WAY);

describe('the sum of the files', () => {
  it('fills its bar as its words count: by files, however large each is', () => {
    expect(totalFor(file('waiting', 10, 10), file('chosen', 2_000_000_000, 0))).toMatchObject({
      words: '1 of 2 are here.',
      percent: 50,
    });
    expect(totalFor(file('chosen', 10, 0), file('partial', 2_000_000_000, 1_000_000_000))).toMatchObject({
      words: '0 of 2 are here.',
      percent: 25,
    });
    expect(totalFor(file('checked', 10, 10), file('stored', 20, 20))).toMatchObject({
      words: 'All 2 are here.',
      percent: 100,
    });
  });

  it('is nothing of a file in which nothing is, and full only when all is here', () => {
    expect(totalFor(file('empty', 0, 0)).percent).toBe(0);
    expect(totalFor().percent).toBe(0);
    expect(totalFor(file('waiting', 5, 5), file('partial', 1_000, 999)).percent).toBe(99);
    expect(totalFor(file('partial', 5, 9), file('chosen', 5, 0)).percent).toBe(50);
  });
});
