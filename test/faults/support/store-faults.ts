import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Transform } from 'node:stream';
import type { Chance } from './chance';

/**
 * - silent: takes what comes, and says nothing. - stalling: falls silent in the middle of what is read.
 * - down: refuses connections. - errors: answers 500. - slow: takes a second and a half for each answer.
 * - truncating: ends bodies that are read early, in good order. - flipping: one bit of what is read or written is another.
 * - lying: says that evidence was stored, and stores nothing.
 */
export type StoreFault =
  | 'silent'
  | 'stalling'
  | 'down'
  | 'errors'
  | 'slow'
  | 'truncating'
  | 'flipping'
  | 'lying';

const SLOW_MS = 1_500;
/** Of those that do not strike every time. */
const ONE_OF = 3;

/** Stands before a real S3 and passes everything on as it is, signatures too, until it is told to fail. */
export class FaultyStore {
  fault: StoreFault | undefined;
  private server: Server | undefined;
  private port = 0;

  private constructor(
    private readonly behind: URL,
    private readonly chance: Chance,
  ) {}

  static async before(endpoint: string, chance: Chance): Promise<FaultyStore> {
    const store = new FaultyStore(new URL(endpoint), chance);
    await store.listen();
    return store;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async begin(fault: StoreFault): Promise<void> {
    this.fault = fault;
    if (fault === 'down') await this.close();
  }

  async cure(): Promise<void> {
    if (this.fault === 'down') await this.listen();
    this.fault = undefined;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async listen(): Promise<void> {
    const server = createServer((asked, answer) => {
      this.serve(asked, answer).catch(() => answer.destroy());
    });
    await new Promise<void>((resolve) => {
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  private async serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { fault } = this;
    const { method, url = '' } = asked;
    const strikes = this.chance.below(ONE_OF) === 0;
    const isBody = /^\/[^/?]+\/[^?]/.test(url);
    if (fault === 'errors') {
      refuse(asked, answer);
      return;
    }
    if (fault === 'silent') {
      asked.resume();
      return;
    }
    if (fault === 'slow') await sleep(SLOW_MS);
    if (fault === 'lying' && method === 'PUT' && strikes && isBody && url.startsWith('/lintel-evidence/')) {
      asked.resume();
      answer.writeHead(200, {
        ETag: '"0123456789abcdef0123456789abcdef"',
        'x-amz-version-id': 'no-such-version',
      });
      answer.end();
      return;
    }
    const falsified = strikes && isBody;
    this.pass(asked, answer, {
      sent: fault === 'flipping' && method === 'PUT' && falsified ? flipLastBit() : undefined,
      given:
        fault === 'stalling' && method === 'GET' && isBody
          ? stall()
          : method !== 'GET' || !falsified
            ? undefined
            : fault === 'flipping'
              ? flipLastBit()
              : fault === 'truncating'
                ? truncate()
                : undefined,
    });
  }

  private pass(
    asked: IncomingMessage,
    answer: ServerResponse,
    { sent, given }: { readonly sent: Transform | undefined; readonly given: Transform | undefined },
  ): void {
    const { method, url, headers } = asked;
    const to = { host: this.behind.hostname, port: this.behind.port, method, path: url, headers };
    const passed = request(to, (back) => {
      const isShort = given !== undefined && back.headers['content-length'] !== undefined;
      const { 'content-length': length, ...rest } = back.headers;
      answer.writeHead(
        back.statusCode ?? 502,
        isShort ? rest : { ...rest, ...(length && { 'content-length': length }) },
      );
      if (given === undefined) back.pipe(answer);
      else back.pipe(given).pipe(answer);
      back.on('error', () => answer.destroy());
    });
    passed.on('error', () => answer.destroy());
    asked.on('error', () => passed.destroy());
    if (sent === undefined) asked.pipe(passed);
    else asked.pipe(sent).pipe(passed);
  }
}

function refuse(asked: IncomingMessage, answer: ServerResponse): void {
  asked.resume();
  answer.writeHead(500, { 'Content-Type': 'application/xml' });
  answer.end('<Error><Code>InternalError</Code></Error>');
}

function flipLastBit(): Transform {
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      this.push(held);
      held = Buffer.from(chunk);
      done();
    },
    flush(done) {
      if (held.length > 0) held[held.length - 1] = (held[held.length - 1] ?? 0) ^ 1;
      this.push(held);
      done();
    },
  });
}

/** Gives the first piece, and then neither a byte nor an end. */
function stall(): Transform {
  let given = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      if (given) return;
      given = true;
      done(null, chunk.subarray(0, chunk.length >> 1));
    },
    flush() {
      given = true;
    },
  });
}

/** Keeps the last bytes back. */
function truncate(): Transform {
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      this.push(held);
      held = chunk;
      done();
    },
    flush(done) {
      this.push(held.subarray(0, held.length >> 1));
      done();
    },
  });
}
