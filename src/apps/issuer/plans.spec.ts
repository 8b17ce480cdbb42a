import { sha256Hex } from '../../kernel/ids';
import { evidenceKey } from '../../platform/object-store';
import { Plans } from './plans';
import { WorkspaceRefused, type Planned } from './workspace-client';

const entryOf = (number: number) => ({
  ...{ path: `data/${number}`, size: 1, crc32: 0 },
  ...{ sha256: sha256Hex('0'.repeat(64)), object: evidenceKey(`bundles/b/${number}`) },
});

/** A workspace in which a session is called as the bundle that it may fetch. Gives what was said to be known, too. */
function workspaceOf(files: number): { plans: Plans; asked: (readonly string[])[]; told: () => number } {
  const asked: (readonly string[])[] = [];
  let told = 0;
  const plan = (session: string, known: readonly string[]): Promise<Planned> => {
    asked.push(known);
    if (session === 'ended') return Promise.reject(new WorkspaceRefused(401, 'text/plain', Buffer.alloc(0)));
    if (known.includes(session)) return Promise.resolve({ bundle: session, input: undefined });
    told += 1;
    const entries = Array.from({ length: files }, (_, number) => entryOf(number));
    return Promise.resolve({ bundle: session, input: { folder: session, sealedAt: new Date(0), entries } });
  };
  return { plans: new Plans({ plan }), asked, told: () => told };
}

it('is told a plan once, however many parts follow, and asks whether the session still may each time', async () => {
  const { plans, asked, told } = workspaceOf(3);
  const first = await plans.of('one');
  expect([await plans.of('one'), await plans.of('one')]).toEqual([first, first]);
  expect(asked).toEqual([[], ['one'], ['one']]);
  expect(told()).toBe(1);
  await expect(plans.of('ended')).rejects.toThrow(WorkspaceRefused);
});

it('gives each session the plan of its own bundle', async () => {
  const { plans, told } = workspaceOf(3);
  for (const session of ['one', 'two', 'one', 'two'])
    expect(await plans.of(session)).toMatchObject({ folder: session });
  expect(told()).toBe(2);
});

it('keeps no more files than it should, and the last bundle however many it has', async () => {
  const { plans, told } = workspaceOf(15_000);
  await plans.of('one');
  await plans.of('one');
  await plans.of('two');
  await plans.of('two');
  expect(told()).toBe(2);
  await plans.of('one');
  expect(told()).toBe(3);
});

it('names no more bundles than a question holds', async () => {
  const { plans, asked } = workspaceOf(1);
  for (let number = 0; number < 200; number += 1) await plans.of(`bundle-${number}`);
  expect(Math.max(...asked.map((known) => known.length))).toBe(64);
});

it('forgets what nobody asks for', async () => {
  jest.useFakeTimers();
  try {
    const { plans, told } = workspaceOf(3);
    await plans.of('one');
    jest.advanceTimersByTime(59_000);
    await plans.of('one');
    jest.advanceTimersByTime(59_000);
    await plans.of('one');
    expect(told()).toBe(1);
    jest.advanceTimersByTime(60_000);
    await plans.of('one');
    expect(told()).toBe(2);
  } finally {
    jest.useRealTimers();
  }
});

it('asks once more for what was forgotten while the workspace was asked', async () => {
  const input = { folder: 'one', sealedAt: new Date(0), entries: [entryOf(1)] };
  let first = true;
  const plans = new Plans({
    plan: (_, known) => {
      const forgotten = first;
      first = false;
      return Promise.resolve({ bundle: 'one', input: forgotten || known.length > 0 ? undefined : input });
    },
  });
  expect(await plans.of('one')).toMatchObject({ folder: 'one' });
});
