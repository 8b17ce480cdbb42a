import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PermanentFailure } from '../../../src/platform/queue';
import { withAdmin } from '../../support/database';
import { measure, shrink, weigh } from './jobs';
import { clips, idle, recorder, until, type Workbench } from './workbench';

/** That one link's work waits behind itself. */
export function fairShares(bench: () => Workbench): void {
  it('begins the work of another at once while hundreds of jobs of one link wait and those at work do not end', async () => {
    const [hostile, other] = [randomUUID(), randomUUID()];
    const release = new AbortController();
    const held = (_clip: string, { signal }: { signal: AbortSignal }): Promise<void> =>
      sleep(200_000, undefined, { signal: AbortSignal.any([signal, release.signal]) }).catch(() => undefined);
    const theirs = new Set(clips(200));
    const { runs, handler } = recorder((clip, context) =>
      theirs.has(clip) ? held(clip, context) : Promise.resolve(),
    );
    await bench().start([handler, idle], { jobs: [{ ...measure, quick: true }, shrink], concurrency: 2 });
    await bench().askFor(hostile, ...theirs);
    await until(() => runs.length === 2, 'the link has its places');
    await sleep(1_000);
    expect(runs).toHaveLength(2);
    const mine = clips(3);
    await bench().askFor(other, ...mine);
    await until(() => mine.every((clip) => runs.includes(clip)), 'those of the other link are done');
    // Those at work have not ended: nothing else of their link was begun.
    expect(runs).toHaveLength(5);
    release.abort();
    await until(bench().allDone, 'all are done');
    expect(runs).toHaveLength(203);
  });

  it('gives the places of jobs that have failed to the next of their link, also when their worker died before it could say so', async () => {
    const { runs, handler } = recorder(() => Promise.reject(new PermanentFailure('This is not a video.')));
    const queues = await bench().start([handler, idle], { concurrency: 2, relay: { overdueSeconds: 1 } });
    const link = randomUUID();
    await bench().askFor(link, ...clips(5));
    await until(async () => (await queues.failedJobs()).length === 5, 'all five have failed');
    await withAdmin(async (admin) => {
      await admin.query('UPDATE lintel.outbox SET in_queue = true');
    }, bench().database.name);
    await bench().askFor(link, ...clips(1));
    await until(() => runs.length === 6, 'the sixth is begun');
  });

  it('gives no place to jobs of a kind that only a newer release knows, so that the others of their link are done', async () => {
    const { runs, handler } = recorder();
    const queues = await bench().start([handler, idle], { concurrency: 2, longestWaitMs: 60_000 });
    const link = randomUUID();
    await bench().askOf(weigh, link, ...clips(5));
    await until(async () => (await queues.waitingJobs()).length === 5, 'all five are put off');
    await bench().askFor(link, ...clips(3));
    await until(() => runs.length === 3, 'the others are done');
    expect(await queues.failedJobs()).toEqual([]);
  });
}
