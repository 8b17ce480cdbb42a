import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The line between her and the server, which can be cut like a real one. */
export class Line {
  private readonly sockets = new Set<Socket>();
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private server: Server | undefined;
  private port = 0;
  private bend = false;
  target = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(this.target, '127.0.0.1');
      const pair = [near, far] as const;
      this.pairs.add(pair);
      near.on('close', () => this.pairs.delete(pair));
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
      }
      near.on('data', (part: Buffer) => this.spoil(part));
      near.pipe(far).on('close', () => near.destroy());
      far.pipe(near).on('close', () => far.destroy());
    });
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** One bit of the next large piece changes on its way, as on a faulty line behind whose back nobody checks. */
  bendOnce(): void {
    this.bend = true;
  }

  private spoil(part: Buffer): void {
    if (!this.bend || part.length < 16_384) return;
    this.bend = false;
    part[part.length - 100] = (part.at(-100) ?? 0) ^ 1;
  }

  /**
   * What is on its way never arrives, and neither end hears of it, as when a phone has changed its network. New
   * connections work.
   */
  strand(): void {
    for (const [near, far] of this.pairs) {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    }
    this.pairs.clear();
  }

  /** Nothing comes through any more, and nobody answers. */
  async cut(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
