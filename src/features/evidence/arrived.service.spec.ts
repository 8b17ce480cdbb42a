import { Database, type Transaction } from '../../platform/database';
import {
  incomingKey,
  type IncomingEntry,
  type IncomingKey,
  type IncomingStore,
} from '../../platform/object-store';
import { ArrivedService } from './arrived.service';
import type { RestoreGuard } from './restore-guard';
import { SweepRepository } from './sweep.repository';

const name = (number: number): IncomingKey => incomingKey(`clip-${String(number).padStart(5, '0')}`);

/** A store with so many names, of which the database says that those from `whole` on have arrived whole. */
function service(count: number, whole: number) {
  const taken: string[] = [];
  const asked = { lists: 0, queries: 0, most: 0 };
  const store: Pick<IncomingStore, 'list' | 'take' | 'taken'> = {
    async *list() {
      await Promise.resolve();
      asked.lists += 1;
      for (let number = 0; number < count; number += 1) {
        yield { key: name(number), size: 1, modifiedAt: new Date(0) } satisfies IncomingEntry;
      }
    },
    async *taken() {
      // Nothing is apart yet.
    },
    take: async (key) => {
      await Promise.resolve();
      taken.push(key);
    },
  };
  const tx = {
    query: async (_: string, [keys]: [string[]]) => {
      await Promise.resolve();
      asked.queries += 1;
      asked.most = Math.max(asked.most, keys.length);
      return keys.filter((key) => key >= name(whole)).map((key) => ({ key }));
    },
  } as unknown as Transaction;
  const database = { transaction: (work: (tx: Transaction) => unknown) => work(tx) } as unknown as Database;
  const guard = { behind: () => Promise.resolve(undefined) } as unknown as RestoreGuard;
  const arrived = new ArrivedService(database, new SweepRepository(), store as IncomingStore, guard);
  return { arrived, taken, asked };
}

describe('taking in what has arrived', () => {
  it('finds what has arrived behind thousands that are still arriving, with few names in memory', async () => {
    const { arrived, taken, asked } = service(3_500, 3_400);
    await arrived.run();
    expect(taken).toHaveLength(100);
    expect(asked.most).toBeLessThanOrEqual(1_000);
  });

  it('waits its turn afterwards, however many are there', async () => {
    const { arrived, asked } = service(3_000, 3_000);
    await arrived.run();
    expect(asked.lists).toBe(1);
  });
});
