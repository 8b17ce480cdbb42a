import { ownChannel } from './own-channel';
import { LiveClient } from './live-client';

/** The server answers 8 000 bytes at most; names are ids. */
const MAX_NAME = 200;

/**
 * Locks of uploads that all processes of a database share: the database gives them to one session, on a connection of its own,
 * however many are held. They go when the process dies. The connection must be a session: no pooler that shares it out.
 */
export class SharedLocks {
  private client: Promise<LiveClient> | undefined;
  private readonly held = new Map<string, () => void>();
  private closed = false;

  constructor(private readonly url: string) {}

  /**
   * `false` when somebody has it, here or elsewhere. `giveUp` is called when another wants it, and when it is lost because
   * the connection is. @throws the driver's error
   */
  async take(name: string, giveUp: () => void): Promise<boolean> {
    if (name.length > MAX_NAME) throw new RangeError('the name of a lock is too long');
    if (this.held.has(name)) return false;
    this.held.set(name, giveUp);
    try {
      const client = await this.connected();
      const { rows } = await client.query<{ mine: boolean }>('SELECT lintel.take_upload($1) AS mine', [name]);
      if (rows[0]?.mine === true) return true;
    } catch (error) {
      this.held.delete(name);
      throw error;
    }
    this.held.delete(name);
    return false;
  }

  /** Asks whoever has it to give it up. */
  async ask(name: string): Promise<void> {
    const here = this.held.get(name);
    if (here !== undefined) here();
    else await (await this.connected()).query('SELECT pg_notify(lintel.own_channel(), $1)', [name]);
  }

  async giveBack(name: string): Promise<void> {
    if (!this.held.delete(name) || this.client === undefined) return;
    // Without the connection it is free already.
    await this.client
      .then((client) => client.query('SELECT lintel.give_back_upload($1)', [name]))
      .catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.then((client) => client.end()).catch(() => undefined);
  }

  private connected(): Promise<LiveClient> {
    if (this.closed) throw new Error('the locks are closed');
    this.client ??= this.connect().catch((error: unknown) => {
      this.client = undefined;
      throw error;
    });
    return this.client;
  }

  private async connect(): Promise<LiveClient> {
    const client = new LiveClient({ connectionString: this.url, connectionTimeoutMillis: 5_000 });
    // Every end comes with 'end'; the error itself is told to whoever asks next.
    client.on('error', () => undefined);
    client.on('end', () => this.lost());
    client.on('notification', ({ payload = '' }) => this.held.get(payload)?.());
    await client.connect();
    await client.query(`LISTEN ${await ownChannel(client)}`);
    return client;
  }

  private lost(): void {
    this.client = undefined;
    for (const giveUp of this.held.values()) giveUp();
  }
}
