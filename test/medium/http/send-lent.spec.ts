import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  get as ask,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import type { Lent } from '../../../src/kernel/lent';
import { sendObject, type SendableObject, type SendResult } from '../../../src/platform/http';
import { until } from '../../support/until';
import { allowedUntil } from './watched';

const bytes = randomBytes(3_000_001);
const large = randomBytes(40_000_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');

let closed = 0;
/** One buffer again and again, which is nonsense as soon as the next piece is asked for: whoever kept it finds that. */
function lent(body: Buffer): Lent {
  const piece = Buffer.alloc(100_000);
  let at = 0;
  return {
    next(taken) {
      piece.fill(0);
      const length = body.copy(piece, 0, at, at + piece.length);
      at += length;
      setImmediate(() => (length === 0 ? taken(null) : taken(null, piece.subarray(0, length))));
    },
    close: () => {
      closed += 1;
      return Promise.resolve();
    },
  };
}
const lending: SendableObject = {
  ...{ size: bytes.length, etag: sha256, contentType: 'video/mp4' },
  open: ({ start, end }) => Promise.resolve(lent(bytes.subarray(start, end + 1))),
};
const objects: Record<string, SendableObject> = {
  lending,
  proven: { ...lending, sha256 },
  damaged: { ...lending, sha256: sha256.replace(/^./, (first) => (first === '0' ? '1' : '0')) },
  large: { ...lending, size: large.length, open: () => Promise.resolve(lent(large)) },
  less: { ...lending, size: bytes.length + 10 },
  piece: {
    ...lending,
    size: large.length + 1,
    open: ({ start, end }) => {
      const piece = Buffer.from(large.subarray(start, end + 1));
      const giveBack = (): void => {
        given += 1;
        piece.fill(0);
      };
      return Promise.resolve({ bytes: piece, giveBack });
    },
  },
  more: { ...lending, size: 1_000, open: () => Promise.resolve(lent(bytes)) },
};

let server: Server;
let results: Promise<SendResult | Error>[] = [];
let access = new AbortController();
/** Pieces that were given back. */
let given = 0;

beforeAll(async () => {
  const app = express();
  app.get('/:name', (request, response) => {
    const sent = sendObject(request, response, objects[request.params.name] ?? lending, {
      watch: allowedUntil(access.signal),
    });
    results.push(sent.catch((error: unknown) => error as Error));
  });
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  results = [];
  access = new AbortController();
  closed = 0;
  given = 0;
});

async function open(name: string, headers: OutgoingHttpHeaders = {}): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  const outgoing = ask({ port, host: '127.0.0.1', path: `/${name}`, headers, agent: false });
  outgoing.on('error', () => undefined);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return incoming;
}

const get = async (name: string, headers: OutgoingHttpHeaders = {}): Promise<Buffer> =>
  buffer(await open(name, headers));

describe('what is lent piece by piece', () => {
  it.each(['lending', 'proven'])('arrives whole and in part, and is closed: %s', async (name) => {
    expect((await get(name)).equals(bytes)).toBe(true);
    const part = await get(name, { Range: 'bytes=99999-2000000' });
    expect(part.equals(bytes.subarray(99_999, 2_000_001))).toBe(true);
    await Promise.all(results);
    expect(closed).toBe(2);
  });

  it('is not overwritten before the system has taken it, however slowly it is read', async () => {
    const incoming = await open('large');
    incoming.pause();
    await sleep(300);
    expect((await buffer(incoming)).equals(large)).toBe(true);
    await Promise.all(results);
  });

  it('is closed when the client leaves, or the right ends', async () => {
    const incoming = await open('large');
    incoming.pause();
    await once(incoming, 'readable');
    incoming.destroy();
    expect(await results[0]).toMatchObject({ end: 'client-left' });
    const other = await open('large');
    const broken = once(other, 'error');
    other.pause();
    await sleep(100);
    access.abort();
    other.resume();
    await broken;
    expect(await results[1]).toMatchObject({ end: 'cut' });
    expect(closed).toBe(2);
  });

  it.each(['damaged', 'less', 'more'])('is seen to be incomplete where it is %s', async (name) => {
    await expect(get(name)).rejects.toThrow();
    expect(await results[0]).toBeInstanceOf(Error);
    expect(closed).toBe(1);
  });
});

describe('one piece that is lent', () => {
  /** The client may have all of it before this side is told that it has left. */
  const givenBack = (pieces: number): Promise<unknown> =>
    until('the return of each piece', () => Promise.resolve(given === pieces));
  const range = { Range: `bytes=0-${large.length - 1}` };

  it('is given back once the system has all of it, and not before, however slowly it is read', async () => {
    const incoming = await open('piece', range);
    incoming.pause();
    await sleep(300);
    expect(given).toBe(0);
    expect((await buffer(incoming)).equals(large)).toBe(true);
    await givenBack(1);
  });

  it('goes out in many parts on one line, each with its own bytes', async () => {
    const parts = Array.from({ length: 20 }, (_, at) => at * 1_000_000);
    const got = await Promise.all(parts.map((at) => get('piece', { Range: `bytes=${at}-${at + 65_535}` })));
    for (const [nth, at] of parts.entries())
      expect(got[nth]?.equals(large.subarray(at, at + 65_536))).toBe(true);
    await givenBack(20);
  });
});
