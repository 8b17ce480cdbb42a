import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { incomingKey, type IncomingKey, type IncomingStore } from '../../platform/object-store';
import type { RestoreGuard } from './restore-guard';
import { INCOMING, RESTORE_GUARD } from './stores';
import { SweepRepository } from './sweep.repository';

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

  /** `true` when there may be more. */
  async run(): Promise<boolean> {
    const taken = await keysOf(this.incoming.taken());
    const apart = new Set<string>(taken);
    const coming = (await keysOf(this.incoming.list())).filter((key) => !apart.has(key)).slice(0, MOST);
    await this.takeArrived(coming);
    await this.erase(taken);
    return coming.length === MOST;
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

async function keysOf(
  entries: AsyncIterable<IncomingKey | { readonly key: IncomingKey }>,
): Promise<IncomingKey[]> {
  const keys: IncomingKey[] = [];
  for await (const entry of entries) keys.push(typeof entry === 'string' ? entry : entry.key);
  return keys;
}
