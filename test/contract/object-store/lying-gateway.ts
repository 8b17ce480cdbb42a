import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';

export interface LyingGateway {
  readonly endpoint: string;
  /** The last byte of every locked object read, of every record of an upload, or of every body written, through it comes out wrong. */
  lying: 'reads' | 'records' | 'writes' | undefined;
  /** Refuses so many of the calls that end an upload in parts. */
  refusals: number;
  stop(): Promise<void>;
}

type Falsified = Pick<LyingGateway, 'lying' | 'refusals'>;

/** Stands before a real S3 and passes everything on as it is, signatures too, except what it is told to falsify. */
export async function startLyingGateway(endpoint: string): Promise<LyingGateway> {
  const gateway: Falsified = { lying: undefined, refusals: 0 };
  const server = createServer((asked, answer) => forward(new URL(endpoint), asked, answer, gateway));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(gateway, {
    endpoint: `http://127.0.0.1:${String(port)}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function forward(to: URL, asked: IncomingMessage, answer: ServerResponse, gateway: Falsified): void {
  const { method, url, headers } = asked;
  if (gateway.refusals > 0 && method === 'POST' && url?.includes('uploadId=')) {
    gateway.refusals -= 1;
    asked.resume();
    answer.writeHead(503, { 'Content-Type': 'application/xml' });
    answer.end('<Error><Code>ServiceUnavailable</Code></Error>');
    return;
  }
  const passed = request({ host: to.hostname, port: to.port, method, path: url, headers }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers);
    const isObject = method === 'GET' && given.headers['x-amz-version-id'] !== undefined;
    const isRecord = method === 'GET' && url?.includes('.info') === true;
    if ((gateway.lying === 'reads' && isObject) || (gateway.lying === 'records' && isRecord))
      given.pipe(flipLastBit()).pipe(answer);
    else given.pipe(answer);
  });
  if (gateway.lying === 'writes' && method === 'PUT') asked.pipe(flipLastBit()).pipe(passed);
  else asked.pipe(passed);
}

function flipLastBit(): Transform {
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      this.push(held);
      held = chunk;
      done();
    },
    flush(done) {
      if (held.length > 0) held[held.length - 1] = (held[held.length - 1] ?? 0) ^ 1;
      this.push(held);
      done();
    },
  });
}
