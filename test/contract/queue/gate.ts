import { connect, createServer, type Server, type Socket } from 'node:net';

/** A door in front of PostgreSQL: shut, it looks to its clients as a server that went away and is not back yet. */
export class Gate {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  /** @param target address of the real server. */
  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  async open(): Promise<void> {
    const server = createServer((client) => {
      const inner = connect(this.target.port, this.target.host);
      for (const [socket, other] of [
        [client, inner],
        [inner, client],
      ] as const) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.port = address.port;
    this.server = server;
  }

  async shut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** The same database, reached through the gate. */
  through(url: string): string {
    const changed = new URL(url);
    changed.port = String(this.port);
    return changed.href;
  }
}
