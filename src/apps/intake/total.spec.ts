import { UPLOAD } from './texts/files.en';
import { needsChoosing, NOTHING_ON_THE_WAY, totalOf, type Counted } from './browser/shared/total';

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

  it('says how much longer the rest takes, as long as there is a rest and somebody knows', () => {
    const half = [file('waiting', 10, 10), file('partial', 10, 5)];
    const way = { files: 1, unnoted: 0, timeLeft: 'about 3 minutes' };
    expect(totalOf(UPLOAD, half, way).words).toBe('1 of 2 are here. Time left: about 3 minutes.');
    expect(totalOf(UPLOAD, half, { ...way, timeLeft: '' }).words).toBe('1 of 2 are here.');
    expect(totalOf(UPLOAD, [file('waiting', 10, 10)], way).words).toBe('Your file is here.');
  });

  it('lets nobody go while a page brings files, and less so while one is not noted', () => {
    const files = [file('waiting', 10, 10), file('chosen', 10, 0)];
    const advice = (bringing: number, unnoted: number): string =>
      totalOf(UPLOAD, files, { files: bringing, unnoted, timeLeft: '' }).advice;
    expect(advice(1, 0)).toMatch(/^Please stay on this page until the rest is here\./);
    expect(advice(1, 1)).toMatch(/^Please stay on this page: we have not noted down all your files yet\./);
    expect(advice(0, 1)).toBe(advice(1, 1));
    expect(advice(0, 0)).toBe('You can also do this later. This list stays here.');
    expect(totalOf(UPLOAD, files.slice(0, 1), NOTHING_ON_THE_WAY).advice).toMatch(/^You can leave now /);
  });

  it('asks for nothing and lets nobody go while another page brings the rest', () => {
    const [here, coming] = [file('waiting', 10, 10), file('coming', 10, 5)];
    expect(totalFor(here, coming)).toEqual({
      words: '1 of 2 are here.',
      advice: '',
      percent: 75,
      rest: true,
    });
    expect(totalFor(coming, file('chosen', 10, 0)).advice).toBe(UPLOAD.later);
    expect([needsChoosing(coming), needsChoosing(file('partial', 10, 5))]).toEqual([false, true]);
  });
});
