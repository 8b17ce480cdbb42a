import { randomUUID } from 'node:crypto';
import { handle } from '../../../src/platform/queue';
import { measure, shrink, weigh } from './jobs';
import { idle, recorder, until, type Workbench } from './workbench';

/** That an older release leaves to a newer one what only that knows. */
export function newerRelease(bench: () => Workbench): void {
  it('puts off what only a newer release knows until one of its workers is there', async () => {
    const { handler } = recorder();
    const old = await bench().start([handler, idle], { longestWaitMs: 100 });
    await bench().asker.transaction((tx) => bench().outbox.add(tx, weigh, { clipId: randomUUID() }));
    // Between two tries it may be in neither list for a moment: what is looked at is what was found.
    let waiting: Awaited<ReturnType<typeof old.waitingJobs>> = [];
    await until(async () => {
      waiting = await old.waitingJobs();
      return waiting.length === 1;
    }, 'it is shown as waiting');
    expect(waiting).toMatchObject([
      { why: 'no worker knows jobs of the kind measure/weigh-clip', unknown: true },
    ]);
    expect(await old.failedJobs()).toEqual([]);
    const attempts: number[] = [];
    const weighing = handle(weigh, (_payload, { attempt, lastAttempt }) => {
      attempts.push(attempt);
      return lastAttempt ? Promise.reject(new Error('it had no more tries')) : Promise.resolve();
    });
    await bench().start([handler, idle, weighing], { jobs: [measure, shrink, weigh] });
    await until(bench().allDone, 'the newer release has done it');
    expect(attempts).toEqual([1]);
  });

  it('gives up, with the reason, what no worker has known for long', async () => {
    const { handler } = recorder();
    const queues = await bench().start([handler, idle], { longestWaitMs: 100, unknownMs: 3_000 });
    const asked = Date.now();
    await bench().asker.transaction((tx) => bench().outbox.add(tx, weigh, { clipId: randomUUID() }));
    await until(async () => (await queues.failedJobs()).length === 1, 'it is given up');
    const [failed] = await queues.failedJobs();
    expect(failed?.reason).toBe('no worker knows jobs of the kind measure/weigh-clip');
    // It waited until then.
    expect((failed?.failedAt.getTime() ?? 0) - asked).toBeGreaterThanOrEqual(3_000);
  });
}
