import { EventEmitter } from 'node:events';
import { type BackendFactory, PostgresConnection, PostgresQueueBackend } from 'bullmq';

type Choices = Extract<ConstructorParameters<typeof PostgresConnection>[0], { readonly schema?: string }>;

/** What one queue or worker uses of a connection that is not its own. BullMQ's own class takes such a one for jobs to be added only. */
class SharingBackend extends PostgresQueueBackend {
  private ending = false;

  private readonly failed = (error: unknown): void => void this.emit('error', error);

  /** Listens anew, and wakes who waits for what the old line would have said. */
  private readonly lineLost = (): void => {
    if (!this.ending) void super.reconnectBlocking();
    void this.disconnect();
  };

  constructor(...[connection, name, opts]: ConstructorParameters<typeof PostgresQueueBackend>) {
    super(connection, name, opts, false);
    connection.on('error', this.failed);
    connection.on('listenerinvalidated', this.lineLost);
  }

  override async disconnectBlocking(wait?: boolean): Promise<void> {
    this.ending = true;
    await super.disconnectBlocking(wait);
  }

  override async reconnectBlocking(): Promise<void> {
    this.ending = false;
    await super.reconnectBlocking();
  }

  override close(): Promise<void> {
    this.closing ??= this.disconnect();
    this.connection.off('error', this.failed);
    this.connection.off('listenerinvalidated', this.lineLost);
    return this.closing;
  }
}

/** Makes a function wait for its calls before, for pg will refuse a statement while another runs on the same line. */
function inTurn<Given extends unknown[], Result>(
  call: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const result = last.then(() => call(...given));
    last = result.catch(() => undefined);
    return result;
  };
}

/** As many workers as there are wait on the one line. */
class Line extends PostgresConnection {
  private readonly shared = new WeakSet();

  override async getListenClient(): ReturnType<PostgresConnection['getListenClient']> {
    const client = await super.getListenClient();
    if (!this.shared.has(client)) {
      this.shared.add(client);
      if (client instanceof EventEmitter) client.setMaxListeners(0);
      client.query = inTurn(client.query.bind(client)) as typeof client.query;
    }
    return client;
  }
}

/** One pool, and one more line that listens, for all queues and workers of a process: BullMQ would open both for each of them. */
export class SharedConnection {
  private readonly connection: PostgresConnection;

  constructor(choices: Choices) {
    this.connection = new Line(choices);
    this.connection.setMaxListeners(0);
  }

  readonly backend: BackendFactory<PostgresQueueBackend, Choices> = (name, opts) =>
    new SharingBackend(this.connection, name, opts);

  close(): Promise<void> {
    return this.connection.close();
  }
}
