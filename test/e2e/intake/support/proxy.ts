import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a bad proxy makes of the next parts of a file. */
interface Fault {
  readonly spoil: (bytes: Buffer) => Buffer;
  /** Tells her that every byte has arrived. */
  readonly lies: boolean;
  left: number;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A proxy of the kind that offices and phone networks put in between: it takes each request whole, and hands it on. */
export class Proxy {
  private server: Server | undefined;
  private port = 0;
  private fault: Fault | undefined;
  /** A header that it does not know, and takes out of each request. */
  takesOut = '';
  target = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    this.server = createServer((incoming, outgoing) => {
      this.pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    if (this.server === undefined) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** The next `times` parts of a file suffer this. */
  spoil(spoil: Fault['spoil'], { lies, times }: { lies: boolean; times: number }): void {
    this.fault = { spoil, lies, left: times };
  }

  /** Parts that are still to suffer. */
  get left(): number {
    return this.fault?.left ?? 0;
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const whole = await bodyOf(incoming);
    const fault = incoming.method === 'PATCH' && whole.length > 0 ? this.nextFault() : undefined;
    const body = fault === undefined ? whole : fault.spoil(whole);
    const headers = {
      ...incoming.headers,
      ...(whole.length > 0 && { 'content-length': String(body.length) }),
    };
    const onward = request({
      port: this.target,
      host: '127.0.0.1',
      method: incoming.method,
      path: incoming.url,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== this.takesOut)),
    });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const told = { ...answer.headers };
    if (fault?.lies === true && answer.statusCode === 204) {
      told['upload-offset'] = String(Number(incoming.headers['upload-offset']) + whole.length);
    }
    outgoing.writeHead(answer.statusCode ?? 502, told);
    answer.pipe(outgoing);
  }

  private nextFault(): Fault | undefined {
    if (this.fault === undefined || this.fault.left === 0) return undefined;
    this.fault.left -= 1;
    return this.fault;
  }
}
