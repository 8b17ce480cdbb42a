import { createHash } from 'node:crypto';
import { ownChannel } from './own-channel';
import { LiveClient } from './live-client';

const AGAIN_MS = 1_000;

type Told = () => void;

/** What PostgreSQL calls an investigation when it tells that something of it has changed. */
const keyOf = (investigation: string): string => createHash('sha256').update(investigation).digest('hex');

/**
 * Hears from PostgreSQL that something of an investigation has changed, by one connection for the whole process, which is opened when
 * somebody first wants to know. Who may know is for the one who asks.
 */
export class ChangeListener {
  private readonly told = new Map<string, Set<Told>>();
  private client: LiveClient | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly url: string) {}

  /** Calls `told` at each change, and once after the connection was lost, since a change may have been missed. Gives how to stop. */
  subscribe(investigation: string, told: Told): () => void {
    const key = keyOf(investigation);
    const those = this.told.get(key) ?? new Set();
    this.told.set(key, those.add(told));
    if (this.client === undefined && this.timer === undefined) void this.connect();
    return () => {
      those.delete(told);
      if (those.size === 0 && this.told.get(key) === those) this.told.delete(key);
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const client = new LiveClient({ connectionString: this.url });
    this.client = client;
    client.on('notification', ({ payload }) => {
      for (const told of this.told.get(payload ?? '') ?? []) told();
    });
    const lost = (): void => {
      if (this.client !== client || this.closed) return;
      this.client = undefined;
      this.timer = setTimeout(() => {
        this.timer = undefined;
        void this.connect();
      }, AGAIN_MS);
      this.timer.unref();
    };
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
      await client.query(`LISTEN ${await ownChannel(client)}`);
      for (const those of this.told.values()) for (const told of those) told();
    } catch {
      lost();
    }
  }
}
