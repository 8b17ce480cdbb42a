import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { openQueues } from '../../../src/platform/queue';
import { idle, recorder, until, type Workbench } from './workbench';

/** As whoever has Redis writes it; `lintel` is the prefix of the keys. */
async function written(
  redisUrl: string,
  queue: string,
  act: (queue: Queue) => Promise<unknown>,
): Promise<void> {
  const { hostname, port, password } = new URL(redisUrl);
  const forging = new Queue(queue, {
    connection: { host: hostname, port: Number(port), password },
    prefix: 'lintel',
  });
  await act(forging);
  await forging.close();
}

/** That no job counts for more than the row which asks for it. */
export function forgedJobs(bench: () => Workbench): void {
  async function relayed(clip: string): Promise<string> {
    const queues = await openQueues(bench().choices());
    queues.startRelay();
    await bench().ask(clip);
    await until(async () => (await bench().rows('relayed_at IS NULL')) === 0, 'it is handed over');
    await queues.close();
    const { rows } = await bench().admin.query<{ id: string }>('SELECT id::text FROM lintel.outbox');
    return rows[0]?.id ?? '';
  }

  it('does what the database asks for, whatever somebody has made of it in the queue', async () => {
    const [clip, other] = [randomUUID(), randomUUID()];
    const id = await relayed(clip);
    await written(bench().home.redisUrl ?? '', 'measure', async (queue) => {
      const job = await queue.getJob(`${clip}.${id}`);
      await job?.updateData({ clipId: other });
    });
    const { runs, handler } = recorder();
    await bench().start([handler, idle]);
    await until(bench().allDone, 'it is done');
    expect(runs).toEqual([clip]);
  });

  it('does nothing that the database does not ask for, and takes nothing for done by it', async () => {
    const [clip, other] = [randomUUID(), randomUUID()];
    const id = await relayed(clip);
    const url = bench().home.redisUrl ?? '';
    await written(url, 'measure', async (queue) => {
      await queue.remove(`${clip}.${id}`);
      await queue.add('measure-clip', { clipId: other }, { jobId: `${other}.${id}` });
      await queue.add('measure-clip', { clipId: other }, { jobId: `${other}.none` });
    });
    await written(url, 'shrink', (queue) =>
      queue.add('shrink-clip', { clipId: clip }, { jobId: `${clip}.${id}` }),
    );
    const { runs, handler } = recorder();
    const queues = await bench().start([handler, idle], { relay: { overdueSeconds: 1 } });
    await until(async () => {
      const { measure: measured, shrink } = (await queues.counts()).queues;
      return (measured?.['waiting'] ?? 1) + (shrink?.['waiting'] ?? 1) === 0;
    }, 'what was forged has been looked at');
    await until(bench().allDone, 'what was asked for is done');
    expect(runs).toEqual([clip]);
    expect(await queues.failedJobs()).toEqual([]);
  });

  it('does a finished job no second time when somebody hands it out again', async () => {
    const clip = randomUUID();
    const { runs, handler } = recorder();
    const queues = await bench().start([handler, idle]);
    await bench().ask(clip);
    await until(bench().allDone, 'it is done');
    const { rows } = await bench().admin.query<{ id: string }>('SELECT id::text FROM lintel.outbox');
    const jobId = `${clip}.${rows[0]?.id ?? ''}`;
    await written(bench().home.redisUrl ?? '', 'measure', async (queue) => {
      await until(async () => (await queue.getJobState(jobId)) === 'completed', 'the queue knows it');
      await queue.remove(jobId);
      await queue.add('measure-clip', { clipId: clip }, { jobId });
      await until(async () => (await queue.getJobState(jobId)) === 'completed', 'it was handed out again');
    });
    expect(runs).toEqual([clip]);
    expect(await queues.failedJobs()).toEqual([]);
  });

  it.each([
    { why: 'by a delay of a year', delay: 365 * 86_400_000, ahead: 0 },
    { why: 'by a worker whose clock was a day ahead', delay: 86_400_000 / 48, ahead: 86_400_000 },
  ])('does what was put off into a far future, $why', async ({ delay, ahead }) => {
    const clip = randomUUID();
    const id = await relayed(clip);
    await written(bench().home.redisUrl ?? '', 'measure', async (queue) => {
      await queue.remove(`${clip}.${id}`);
      await queue.add('measure-clip', { clipId: clip }, { jobId: `${clip}.${id}`, delay });
    });
    const redis = new Redis(bench().home.redisUrl ?? '');
    await redis.hset(`lintel:measure:${clip}.${id}`, 'processedOn', Date.now() + ahead);
    redis.disconnect();
    const { runs, handler } = recorder();
    await bench().start([handler, idle], { relay: { overdueSeconds: 1 } });
    await until(bench().allDone, 'it is done', 15_000);
    expect(runs).toEqual([clip]);
  });

  it('leaves what is put off for a while as it is', async () => {
    const clip = randomUUID();
    const id = await relayed(clip);
    const { runs, handler } = recorder();
    await written(bench().home.redisUrl ?? '', 'measure', async (queue) => {
      await queue.remove(`${clip}.${id}`);
      await queue.add('measure-clip', { clipId: clip }, { jobId: `${clip}.${id}`, delay: 600_000 });
      await bench().start([handler, idle], { relay: { overdueSeconds: 1 } });
      await sleep(3_000);
      expect(await queue.getJobState(`${clip}.${id}`)).toBe('delayed');
    });
    expect(runs).toEqual([]);
  });

  it('tells by the database of work that the queue does not hand out', async () => {
    const clip = randomUUID();
    await relayed(clip);
    await written(bench().home.redisUrl ?? '', 'measure', (queue) => queue.pause());
    const { runs, handler } = recorder();
    const queues = await bench().start([handler, idle], { relay: { overdueSeconds: 1 } });
    expect((await queues.counts()).outbox.late).toBe(0);
    await bench().admin.query("UPDATE lintel.outbox SET created_at = now() - interval '61 minutes'");
    await sleep(2_500);
    expect(runs).toEqual([]);
    expect(await queues.failedJobs()).toEqual([]);
    expect((await queues.counts()).outbox.late).toBe(1);
  });
}
