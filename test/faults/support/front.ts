import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * One address before several processes of a kind, as a proxy is: each connection goes to the next of them, and past those that
 * refuse it. What breaks later is for whoever called.
 */
export class Front {
  private behind: readonly string[] = [];
  private turn = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Front> {
    const server = createServer();
    const front = new Front(server);
    server.on('connection', (socket) => front.serve(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Leads to these from now on. */
  to(...addresses: string[]): void {
    this.behind = addresses;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    socket.on('error', () => undefined);
    this.turn += 1;
    const { behind, turn } = this;
    this.lead(
      socket,
      behind.map((_, place) => behind[(place + turn) % behind.length] ?? ''),
    );
  }

  private lead(socket: Socket, [first, ...others]: readonly string[]): void {
    if (first === undefined) {
      socket.destroy();
      return;
    }
    const { hostname, port } = new URL(first);
    const to = connect(Number(port), hostname);
    const refused = (): void => this.lead(socket, others);
    to.once('error', refused);
    to.once('connect', () => {
      to.off('error', refused);
      to.on('error', () => socket.destroy());
      to.on('close', () => socket.destroy());
      socket.on('close', () => to.destroy());
      socket.pipe(to).pipe(socket);
    });
  }
}
