import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { SILENCE_MS } from '../database';
import { type QueueBackend, workerOptions } from './backend';

const PREFIX = 'lintel';

/** Redis is set up so that it may throw jobs away. */
class UnsafeRedis extends Error {
  constructor(policy: string) {
    super(
      `Redis must run with maxmemory-policy noeviction, but it has ${policy}: ` +
        'it would drop jobs when its memory is full.',
    );
    this.name = 'UnsafeRedis';
  }
}

/** BullMQ on Redis: one connection for all queues, two for each worker. */
export function redisBackend(redisUrl: string): QueueBackend {
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(times * 100, 1_000),
    // A machine that is gone without a word is noticed; by default the system first asks after two hours.
    keepAlive: SILENCE_MS,
  };
  const shared = new Redis(redisUrl, { ...options, lazyConnect: true });
  // Queues and workers report trouble themselves; without a listener ioredis would print it as well.
  shared.on('error', () => undefined);
  return {
    queue: (name) => new Queue(name, { connection: shared, prefix: PREFIX }),
    worker: (name, processor, settings) =>
      new Worker(name, processor, {
        connection: shared,
        prefix: PREFIX,
        autorun: false,
        ...workerOptions(settings),
      }),
    check: async () => {
      const first = new Redis(redisUrl, {
        lazyConnect: true,
        maxRetriesPerRequest: 1,
        retryStrategy: () => null,
      });
      // What it rejects with says only that the connection was closed, also where a password is missing or wrong.
      let told: Error | undefined;
      first.on('error', (error) => (told = error));
      try {
        await first.connect();
        // INFO, because hosted servers often forbid CONFIG.
        const policy = /maxmemory_policy:(\S+)/.exec(await first.info('memory'))?.[1] ?? 'an unknown policy';
        if (policy !== 'noeviction') throw new UnsafeRedis(policy);
      } catch (error) {
        throw told ?? error;
      } finally {
        first.disconnect();
      }
    },
    close: () => {
      shared.disconnect();
      return Promise.resolve();
    },
  };
}
