import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Watchdog } from './watchdog';

const STALL_MS = 60_000;
const never = () => new Promise<never>(() => undefined);

describe('the watchdog of a job', () => {
  /** A program that shows no progress, and what was found of it in the end. */
  async function watching(during: (guard: Watchdog) => Promise<void>): Promise<boolean> {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    const closed = once(child, 'close');
    const guard = new Watchdog(child, { stallMs: STALL_MS });
    try {
      await during(guard);
      return guard.stalled;
    } finally {
      guard.end();
      child.kill('SIGKILL');
      await closed;
      jest.useRealTimers();
    }
  }
  const pass = (times: number): Promise<void> => jest.advanceTimersByTimeAsync(times * STALL_MS);

  it('stops what stands still', async () => {
    expect(await watching(() => pass(0.9))).toBe(false);
    expect(await watching(() => pass(1.1))).toBe(true);
  });

  it('does not take for a standstill that nothing is given to it or taken of it', async () => {
    expect(await watching((guard) => guard.unwatched(() => pass(5)))).toBe(false);
  });

  it('goes on afterwards, with the whole time', async () => {
    const later = (times: number) =>
      watching(async (guard) => {
        await guard.unwatched(() => pass(5));
        await pass(times);
      });
    expect(await later(0.9)).toBe(false);
    expect(await later(1.1)).toBe(true);
  });

  it('looks at it within such a wait while the job itself is waited for, once or twice at once', async () => {
    const inside = (times: number, also: (guard: Watchdog) => void) =>
      watching((guard) =>
        guard.unwatched(async () => {
          also(guard);
          await guard.watched(() => pass(times));
        }),
      );
    expect(await inside(0.9, () => undefined)).toBe(false);
    expect(await inside(1.1, () => undefined)).toBe(true);
    expect(await inside(1.1, (guard) => void guard.watched(never))).toBe(true);
  });

  it('stops nothing once the job is over', async () => {
    const late = watching(async (guard) => {
      guard.end();
      guard.progress();
      await pass(2);
    });
    expect(await late).toBe(false);
  });
});
