import { TooManyWaiting, Turns } from './turns';

/** Runs that end when they are told to, in the order in which they began. */
function bench(waiting: number, places: { readonly atOnce: number; readonly each?: number } = { atOnce: 1 }) {
  const turns = new Turns({ ...places, waiting });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (group: string, name: string): Promise<string> =>
    turns.run(group, async () => {
      begun.push(name);
      await new Promise<void>((end) => ends.push(end));
      return name;
    });
  const endOne = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { begun, ask, endOne, groups: () => turns.size };
}

describe('work in turns', () => {
  it('lets one who comes late pass a crowd', async () => {
    const { begun, ask, endOne } = bench(100);
    for (let at = 0; at < 48; at += 1) void ask('crowd', `c${at}`);
    const mine = ask('other', 'mine');
    await new Promise(setImmediate);
    await endOne();
    await endOne();
    expect(begun.slice(0, 3)).toEqual(['c0', 'c1', 'mine']);
    await endOne();
    expect(await mine).toBe('mine');
    expect(begun[3]).toBe('c2');
  });

  it('refuses the newest of the largest crowd when too many wait, and nobody else', async () => {
    const { begun, ask, endOne } = bench(3);
    const outcomes: string[] = [];
    const note = (group: string, name: string): void =>
      void ask(group, name).then(
        () => outcomes.push(`${name} done`),
        (error: unknown) =>
          outcomes.push(`${name} ${error instanceof TooManyWaiting ? 'refused' : 'failed'}`),
      );
    for (let at = 0; at < 5; at += 1) note('crowd', `c${at}`);
    note('other', 'mine');
    await new Promise(setImmediate);
    expect(outcomes).toEqual(['c4 refused', 'c3 refused']);
    for (let at = 0; at < 4; at += 1) await endOne();
    expect(begun).toEqual(['c0', 'c1', 'mine', 'c2']);
    expect(outcomes.slice(2).sort()).toEqual(['c0 done', 'c1 done', 'c2 done', 'mine done']);
  });

  it('leaves places free that one group alone may not have', async () => {
    const { begun, ask, endOne } = bench(100, { atOnce: 3, each: 2 });
    for (let at = 0; at < 5; at += 1) void ask('crowd', `c${at}`);
    void ask('other', 'mine');
    await new Promise(setImmediate);
    expect(begun).toEqual(['c0', 'c1', 'mine']);
    for (let at = 0; at < 3; at += 1) await endOne();
    // A place is free, but not for a third of the crowd.
    expect(begun.slice(3)).toEqual(['c2', 'c3']);
    await endOne();
    expect(begun.slice(5)).toEqual(['c4']);
  });

  it('remembers no group that has nothing under way', async () => {
    const { ask, endOne, groups } = bench(1);
    void ask('a', 'a0');
    void ask('b', 'b0');
    await expect(ask('b', 'b1')).rejects.toThrow(TooManyWaiting);
    await endOne();
    await endOne();
    await new Promise(setImmediate);
    expect(groups()).toBe(0);
  });

  it('lets nobody wait for ever behind work that hangs, and counts whoever gave up no more', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1, patienceMs: 20 });
    let end: () => void = () => undefined;
    const hanging = turns.run('a', () => new Promise<void>((resolve) => (end = resolve)));
    await expect(turns.run('a', () => Promise.resolve(1))).rejects.toThrow(TooManyWaiting);
    const next = turns.run('b', () => Promise.resolve(2));
    end();
    await hanging;
    expect(await next).toBe(2);
    expect(turns.size).toBe(0);
  });

  it('goes on after work that failed', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1 });
    await expect(turns.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.run('a', () => Promise.resolve(1))).toBe(1);
  });
});
