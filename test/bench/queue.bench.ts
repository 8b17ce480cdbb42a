import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { handle } from '../../src/platform/queue';
import { measure } from '../contract/queue/jobs';
import { type Home, idle, until, Workbench } from '../contract/queue/workbench';

export interface QueueFigures {
  /** Outbox rows committed a second, one a transaction, 8 clients. */
  readonly askedPerSecond: number;
  /** Jobs a second from outbox row to done mark, with nothing to do in them. */
  readonly donePerSecond: number;
  /** Milliseconds from an idle system's commit to the start of the job. */
  readonly startedAfter: { readonly p50: number; readonly p99: number };
}

const CLIENTS = 8;

/** @param redisUrl with it BullMQ runs on Redis, without it on PostgreSQL. Needs the test cluster. */
export async function queueBench(jobs: number, redisUrl?: string): Promise<QueueFigures> {
  const home: Home = {
    ...(redisUrl === undefined ? {} : { redisUrl }),
    disturb: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const bench = await Workbench.make(home);
  try {
    const asking = performance.now();
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        for (let job = 0; job < jobs / CLIENTS; job += 1) await bench.ask(randomUUID());
      }),
    );
    const asked = performance.now() - asking;

    const begun = new Map<string, number>();
    const doing = performance.now();
    await bench.start(
      [
        handle(measure, ({ clipId }) => {
          begun.set(clipId, performance.now());
          return Promise.resolve();
        }),
        idle,
      ],
      { concurrency: 16, lockMs: 10_000 },
    );
    await until(bench.allDone, 'all jobs are done', 120_000);
    const done = performance.now() - doing;

    const waits: number[] = [];
    for (let turn = 0; turn < 50; turn += 1) {
      const clip = randomUUID();
      await bench.ask(clip);
      const committed = performance.now();
      await until(() => begun.has(clip), 'the job begins');
      waits.push((begun.get(clip) ?? 0) - committed);
    }
    waits.sort((a, b) => a - b);
    return {
      askedPerSecond: Math.round((jobs / asked) * 1000),
      donePerSecond: Math.round((jobs / done) * 1000),
      startedAfter: { p50: Math.round(waits[25] ?? 0), p99: Math.round(waits[49] ?? 0) },
    };
  } finally {
    await bench.clear();
  }
}
