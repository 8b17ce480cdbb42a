import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import {
  createServer,
  get,
  type IncomingMessage,
  request,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../test/support/until';
import type { MutualTls } from './mutual-tls';
import { Relay } from './relay';

const BYTES = randomBytes(5_000_001);
const servers: Pick<Server, 'close' | 'closeAllConnections'>[] = [];

/** One certificate for both sides, which is its own authority. */
function ownCertificate(): MutualTls {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-relay-'));
  try {
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const name = ['-subj', '/CN=relay', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...curve, ...name, '-keyout', keyFile, '-out', certFile], {
      stdio: 'ignore',
    });
    const cert = readFileSync(certFile);
    return { cert, key: readFileSync(keyFile), ca: cert, minVersion: 'TLSv1.3' };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener, tls?: MutualTls): Promise<number> {
  const mutual = { ...tls, requestCert: true, rejectUnauthorized: true };
  const server = tls === undefined ? createServer(listener) : createTlsServer(mutual, listener);
  server.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

let ended = 0;
/** Where the bytes lay that were handed on. */
const memory = new Set<ArrayBufferLike>();
/** Hands on what another server answers, over TLS where there is a certificate. */
async function relaying(listener: RequestListener, tls?: MutualTls): Promise<number> {
  const port = await serve(listener, tls);
  return serve((incoming, response) => {
    const method = incoming.method ?? '';
    const relay = new Relay(method, tls);
    const asked = request({ host: '127.0.0.1', port, method, createConnection: relay.connect });
    asked.on('error', () => response.destroy());
    asked.on('response', (answer) => {
      relay.hold(answer);
      const write = response.write.bind(response) as (...given: unknown[]) => boolean;
      response.write = (piece: Buffer, ...more: unknown[]) => {
        memory.add(piece.buffer);
        return write(piece, ...more);
      };
      // As where something is looked at first.
      void sleep(20).then(async () => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        response.flushHeaders();
        await relay.pass(answer, response);
        ended += 1;
      });
    });
    asked.end();
  });
}

async function ask(port: number, method = 'GET'): Promise<IncomingMessage> {
  const asked = request({ host: '127.0.0.1', port, method, agent: false }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

const sized: RequestListener = (_request, response) => {
  response.setHeader('Content-Length', BYTES.length);
  for (let at = 0; at < BYTES.length; at += 100_000) response.write(BYTES.subarray(at, at + 100_000));
  response.end();
};

beforeEach(() => (ended = 0));

const ANSWERS: Readonly<Record<string, readonly [RequestListener, Buffer]>> = {
  'one of known length': [sized, BYTES],
  'one of unknown length': [(_request, response) => response.end(BYTES), BYTES],
  'a short one': [
    (_request, response) => response.setHeader('Content-Length', 3).end('abc'),
    Buffer.from('abc'),
  ],
  'an empty one': [(_request, response) => response.setHeader('Content-Length', 0).end(), Buffer.alloc(0)],
  'one without a body': [(_request, response) => response.writeHead(304).end(), Buffer.alloc(0)],
};

describe.each([
  ['in the clear', undefined],
  ['over TLS', ownCertificate()],
])('%s', (_line, tls) => {
  it.each(Object.entries(ANSWERS))('hands on %s, byte for byte', async (_, [listener, bytes]) => {
    const port = await relaying(listener, tls);
    for (let turn = 0; turn < 3; turn += 1) expect((await buffer(await ask(port))).equals(bytes)).toBe(true);
    expect(ended).toBe(3);
  });

  it('takes no memory for what passes, but for what came with the head', async () => {
    const port = await relaying(sized, tls);
    // Pieces that go round, of which a few are on their way at once.
    memory.clear();
    for (let turn = 0; turn < 3; turn += 1) await buffer(await ask(port));
    expect(memory.size).toBeLessThanOrEqual(tls === undefined ? 5 : 12);
  });

  it('hands on a head alone', async () => {
    const answer = await ask(await relaying(sized, tls), 'HEAD');
    expect(answer.headers['content-length']).toBe(String(BYTES.length));
    expect(await buffer(answer)).toHaveLength(0);
  });

  it('loses no byte where the line is slow at either end', async () => {
    const port = await relaying((_request, response) => {
      response.setHeader('Content-Length', BYTES.length);
      void (async () => {
        for (let at = 0; at < BYTES.length; at += 700_000) {
          response.write(BYTES.subarray(at, at + 700_000));
          await sleep(10);
        }
        response.end();
      })();
    }, tls);
    const answer = await ask(port);
    const parts: Buffer[] = [];
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part);
      if (parts.length % 10 === 0) await sleep(2);
    }
    expect(Buffer.concat(parts).equals(BYTES)).toBe(true);
  });

  it('writes over nothing that the recipient has not taken yet', async () => {
    // More than the system keeps for two lines.
    const times = 16;
    const port = await relaying((_request, response) => {
      response.setHeader('Content-Length', times * BYTES.length);
      for (let turn = 0; turn < times; turn += 1) response.write(BYTES);
      response.end();
    }, tls);
    const answer = await ask(port);
    const sent = createHash('sha256');
    const came = createHash('sha256');
    for (let turn = 0; turn < times; turn += 1) sent.update(BYTES);
    for await (const part of answer as AsyncIterable<Buffer>) {
      came.update(part);
      await sleep(1);
    }
    expect(came.digest('hex')).toBe(sent.digest('hex'));
  });

  it('breaks off what breaks off behind it, at once or in the middle', async () => {
    for (const sent of [0, 10, 2_000_000]) {
      const port = await relaying((_request, response) => {
        response.setHeader('Content-Length', BYTES.length);
        response.flushHeaders();
        response.write(BYTES.subarray(0, sent), () => setTimeout(() => response.destroy(), 50));
        if (sent === 0) setTimeout(() => response.destroy(), 50);
      }, tls);
      await expect(buffer(await ask(port))).rejects.toThrow('aborted');
    }
    expect(ended).toBe(3);
  });

  it('asks no further once the recipient has left', async () => {
    const closed = jest.fn();
    const port = await relaying((incoming, response) => {
      response.once('close', closed);
      sized(incoming, response);
    }, tls);
    await new Promise<void>((resolve) => {
      get({ host: '127.0.0.1', port, agent: false }, (answer) => {
        answer.once('data', () => {
          answer.destroy();
          resolve();
        });
        answer.on('error', () => undefined);
      }).on('error', () => undefined);
    });
    await until('the end of both', () => Promise.resolve(closed.mock.calls.length === 1 && ended === 1));
  });
});
