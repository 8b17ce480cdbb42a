import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { RecentLooks, type Look } from './recent-looks';

const asked = (path: string, cookie = 'a'): Request => ({ headers: { cookie }, path }) as unknown as Request;
const look = { ticket: 't' } as unknown as Look;

it('finds what was looked up within a second, by the same cookie alone', () => {
  let now = 0;
  const recent = new RecentLooks(undefined, () => now);
  recent.keep(asked('/x'), look);
  expect(recent.find(asked('/x'))).toBe(look);
  expect(recent.find(asked('/x', 'b'))).toBeUndefined();
  expect(recent.find(asked('/y'))).toBeUndefined();
  now = 1_000;
  expect(recent.find(asked('/x'))).toBeUndefined();
});

it('keeps nothing that has run out, also beside one that is looked up again and again', () => {
  let now = 0;
  const recent = new RecentLooks(undefined, () => now);
  for (; now < 100_000; now += 100) {
    recent.keep(asked('/always'), look);
    recent.keep(asked(`/once/${now}`), look);
  }
  // One a hundred milliseconds, of eleven seconds.
  expect(recent.size).toBeLessThanOrEqual(112);
});

describe('what is sent further under a look', () => {
  const told: object[] = [];
  const recent = new RecentLooks(({ path, parts, bytes }) => told.push({ path, parts, bytes }));
  const further = (): void => {
    recent.count(asked('/x'), 100);
    recent.count(asked('/x'), 50);
  };
  beforeEach(() => {
    told.length = 0;
    recent.keep(asked('/x'), look);
  });
  afterEach(() => recent.forgetAll());

  it.each([
    ['looked up again', () => recent.keep(asked('/x'), look)],
    ['forgotten', () => recent.forgetAll()],
  ])('is told once when it is %s', (_how, over) => {
    further();
    expect(told).toEqual([]);
    over();
    over();
    expect(told).toEqual([{ path: '/x', parts: 2, bytes: 150 }]);
  });

  it('is told when nothing more is asked for', async () => {
    further();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(told).toEqual([{ path: '/x', parts: 2, bytes: 150 }]);
  });

  it('is not told where it is nothing', () => {
    recent.forgetAll();
    expect(told).toEqual([]);
  });
});

it('forgets all at once', () => {
  const recent = new RecentLooks(undefined, () => 0);
  recent.keep(asked('/x'), look);
  recent.forgetAll();
  expect(recent.find(asked('/x'))).toBeUndefined();
});

describe('several parts that are asked for at once after a look has run out', () => {
  let now = 0;
  let recent: RecentLooks;
  const response = (): Response => new EventEmitter() as unknown as Response;
  beforeEach(() => {
    now = 0;
    recent = new RecentLooks(undefined, () => now);
    recent.keep(asked('/x'), look);
    now = 1_500;
  });

  it('are looked up once, and the others find what the first has kept', async () => {
    expect(recent.renewal(asked('/x'), response())).toBeUndefined();
    const other = async (): Promise<Look | undefined> => {
      await recent.renewal(asked('/x'), response());
      return recent.find(asked('/x'));
    };
    const found = Promise.all([other(), other()]);
    recent.keep(asked('/x'), look);
    expect(await found).toEqual([look, look]);
    expect(recent.renewal(asked('/x', 'b'), response())).toBeUndefined();
  });

  it('find nothing where the first found no right, and look themselves', async () => {
    const first = response();
    expect(recent.renewal(asked('/x'), first)).toBeUndefined();
    const other = recent.renewal(asked('/x'), response());
    first.emit('close');
    await other;
    expect(recent.find(asked('/x'))).toBeUndefined();
    // The next is the first again; the end of the one before does not end its look.
    expect(recent.renewal(asked('/x'), response())).toBeUndefined();
    first.emit('close');
    expect(recent.renewal(asked('/x'), response())).toBeInstanceOf(Promise);
  });

  it('wait for nobody where nothing like them was looked up lately', () => {
    expect([1, 2].map(() => recent.renewal(asked('/page'), response()))).toEqual([undefined, undefined]);
    recent.forgetAll();
    expect([1, 2].map(() => recent.renewal(asked('/x'), response()))).toEqual([undefined, undefined]);
  });
});
