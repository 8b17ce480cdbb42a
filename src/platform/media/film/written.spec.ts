import { Written } from './written';

describe('how many frames a tool has written', () => {
  afterEach(() => jest.useRealTimers());

  it('is waited for until it has said so', async () => {
    const written = new Written();
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
    const written = new Written();
    let over = false;
    const waiting = written.reaches(1).then(() => (over = true));
    await jest.advanceTimersByTimeAsync(900);
    expect(over).toBe(false);
    await jest.advanceTimersByTimeAsync(200);
    await waiting;
    expect(over).toBe(true);
  });
});
