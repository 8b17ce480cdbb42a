import { Leave, patienceOf, Written } from './written';

describe('how many frames a tool has written', () => {
  afterEach(() => jest.useRealTimers());

  it('is waited for until it has said so', async () => {
    const written = new Written(patienceOf(180_000));
    const seen: string[] = [];
    const waiting = written.reaches(3).then(() => seen.push('three'));
    written.note(2);
    await Promise.resolve();
    expect(seen).toEqual([]);
    written.note(3);
    await waiting;
    expect(seen).toEqual(['three']);
    await written.reaches(3);
  });

  it('is not waited for for ever', async () => {
    jest.useFakeTimers();
    const written = new Written(patienceOf(180_000));
    let over = false;
    const waiting = written.reaches(1).then(() => (over = true));
    await jest.advanceTimersByTimeAsync(44_900);
    expect(over).toBe(false);
    await jest.advanceTimersByTimeAsync(200);
    await waiting;
    expect(over).toBe(true);
  });
});

it('is waited for for less time than a tool may make no progress, however short that is set', () => {
  expect(patienceOf(180_000)).toBe(45_000);
  expect(patienceOf(20_000)).toBeLessThan(20_000);
});

describe('the leave to put pictures into a tool', () => {
  afterEach(() => jest.useRealTimers());

  /** The pictures that were put, by their place, when five are ready and the tool takes three at once. */
  function five(): { readonly written: Written; readonly put: number[] } {
    jest.useFakeTimers();
    const written = new Written(patienceOf(180_000));
    const leave = new Leave(written, 3);
    const put: number[] = [];
    for (const place of [1, 2, 3, 4, 5]) void leave.next().then(() => put.push(place));
    return { written, put };
  }

  it('is given to as many as the tool takes, in their order, and to one more for each that it has written', async () => {
    const { written, put } = five();
    await jest.advanceTimersByTimeAsync(100);
    expect(put).toEqual([1, 2, 3]);
    written.note(1);
    await jest.advanceTimersByTimeAsync(100);
    expect(put).toEqual([1, 2, 3, 4]);
    written.note(5);
    await jest.advanceTimersByTimeAsync(0);
    expect(put).toEqual([1, 2, 3, 4, 5]);
  });

  it('is given to one in 45 seconds where a tool keeps back all that it was given', async () => {
    const { put } = five();
    await jest.advanceTimersByTimeAsync(44_900);
    expect(put).toEqual([1, 2, 3]);
    await jest.advanceTimersByTimeAsync(200);
    expect(put).toEqual([1, 2, 3, 4]);
    await jest.advanceTimersByTimeAsync(45_000);
    expect(put).toEqual([1, 2, 3, 4, 5]);
  });
});
