import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { incomingKey, type IncomingKey, type IncomingStore } from '../../platform/object-store';
import type { RestoreGuard } from './restore-guard';
import { INCOMING, RESTORE_GUARD } from './stores';
import { SweepRepository } from './sweep.repository';

/** So many names the database is asked about at once. */
const MOST = 1_000;

/** Keeps what has arrived whole out of the reach of the process that received it, and erases there what the victim took out. */
@Injectable()
export class ArrivedService {
  constructor(
    private readonly database: Database,
    private readonly sweeps: SweepRepository,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    @Inject(RESTORE_GUARD) private readonly guard: RestoreGuard,
  ) {}

  /** Looks through all that is there, so that nothing that is still arriving hides what has arrived behind it. */
  async run(): Promise<void> {
    const apart = new Set<IncomingKey>();
    for await (const key of this.incoming.taken()) apart.add(key);
    for await (const entries of batched(this.incoming.list())) {
      await this.takeArrived(entries.map(({ key }) => key).filter((key) => !apart.has(key)));
    }
    for await (const keys of batched(apart)) await this.erase(keys);
  }

  private async takeArrived(keys: readonly IncomingKey[]): Promise<void> {
    if (keys.length === 0) return;
    const arrived = await this.database.transaction((tx) => this.sweeps.arrived(tx, keys));
    for (const key of arrived) await this.incoming.take(incomingKey(key));
  }

  /** A row was there when it was taken, so one without a row was taken out, or the database was put back. */
  private async erase(keys: readonly IncomingKey[]): Promise<void> {
    if (keys.length === 0) return;
    const orphans = await this.database.transaction((tx) => this.sweeps.orphans(tx, keys));
    if (orphans.length === 0 || (await this.guard.behind()) !== undefined) return;
    for (const key of orphans) await this.incoming.remove(incomingKey(key));
  }
}

async function* batched<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < MOST) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
