import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { All, Controller, Module, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  createHttpApp,
  type HttpApp,
  type SendableObject,
  sendObject,
  type SendResult,
} from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { allowedUntil } from './watched';

const bytes = randomBytes(3_000_001);
const etag = createHash('sha256').update(bytes).digest('hex');

let sources: Readable[] = [];
let results: Promise<SendResult | Error>[] = [];
let access = new AbortController();

const clip: SendableObject = {
  size: bytes.length,
  etag,
  lastModified: new Date('2026-11-24T14:26:51Z'),
  contentType: 'video/mp4',
  filename: 'Tür.mp4',
  disposition: 'attachment',
  open: ({ start, end }) => {
    const source = Readable.from(chunks(bytes.subarray(start, end + 1)));
    sources.push(source);
    return Promise.resolve(source);
  },
};

function* chunks(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
}

/** Never ends: a source that is read far faster than the client takes it. */
const endless: SendableObject = {
  ...clip,
  size: 50 * 1024 ** 3,
  open: () => {
    const block = Buffer.alloc(65_536);
    const source = new Readable({
      read() {
        this.push(block);
      },
    });
    sources.push(source);
    return Promise.resolve(source);
  },
};

const objects: Record<string, SendableObject> = {
  clip,
  endless,
  empty: { ...clip, size: 0, open: () => Promise.reject(new Error('an empty object is never opened')) },
  short: { ...clip, size: bytes.length + 10 },
  long: { ...clip, size: 1_000, open: () => Promise.resolve(Readable.from([Buffer.alloc(2_000)])) },
  missing: { ...clip, open: () => Promise.reject(new Error('no such object')) },
  broken: {
    ...clip,
    open: () =>
      Promise.resolve(
        Readable.from(
          (function* () {
            yield Buffer.alloc(1_000);
            throw new Error('disk');
          })(),
        ),
      ),
  },
  silent: {
    ...clip,
    open: () => {
      const source = new Readable({ read: () => undefined });
      sources.push(source);
      return Promise.resolve(source);
    },
  },
};

@Controller()
class Files {
  @All('/:name') send(@Req() request: Request, @Res() response: Response): Promise<SendResult> {
    const object = objects[request.path.slice(1)] ?? clip;
    const result = sendObject(request, response, object, { watch: allowedUntil(access.signal) });
    results.push(result.catch((error: unknown) => error as Error));
    return result;
  }
}

@Module({ controllers: [Files] })
class FilesModule {}

let http: HttpApp;
let port: number;

beforeAll(async () => {
  http = await createHttpApp(FilesModule, {
    logger: createLogger({ process: 'workspace', level: 'silent' }),
    publicUrl: 'http://127.0.0.1',
    trustedProxies: [],
  });
  await http.app.listen(0, '127.0.0.1');
  port = (http.app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => http.close());
beforeEach(() => {
  sources = [];
  results = [];
  access = new AbortController();
});

async function open(
  name: string,
  headers: OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<IncomingMessage> {
  const outgoing = httpRequest({ host: '127.0.0.1', port, path: `/${name}`, method, headers, agent: false });
  outgoing.end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return incoming;
}

async function get(name: string, headers: OutgoingHttpHeaders = {}, method = 'GET') {
  const incoming = await open(name, headers, method);
  const parts: Buffer[] = [];
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
  return { status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(parts) };
}

describe('an object over HTTP', () => {
  it('arrives whole, with its length, tag and a name for old and new clients', async () => {
    const answer = await get('clip');
    expect(answer.status).toBe(200);
    expect(answer.body.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-length': String(bytes.length),
      'content-type': 'video/mp4',
      etag: `"${etag}"`,
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'last-modified': 'Tue, 24 Nov 2026 14:26:51 GMT',
      'content-disposition': `attachment; filename="T_r.mp4"; filename*=UTF-8''T%C3%BCr.mp4`,
    });
    expect(await results[0]).toEqual({ status: 200, sent: bytes.length, end: 'complete' });
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=1000000-', 1_000_000, bytes.length],
    ['bytes=-7', bytes.length - 7, bytes.length],
    ['bytes=65535-65537', 65_535, 65_538],
  ])('in part: %s', async (range, start, end) => {
    const answer = await get('clip', { Range: range });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${start}-${end - 1}/${bytes.length}`);
    expect(answer.headers['content-length']).toBe(String(end - start));
    expect(answer.body.equals(bytes.subarray(start, end))).toBe(true);
  });

  it('can be put together from pieces at any byte', async () => {
    const cuts = [0, 1, 999_999, 1_000_000, 2_500_000, bytes.length];
    const pieces: Buffer[] = [];
    for (let piece = 0; piece + 1 < cuts.length; piece += 1) {
      const range = `bytes=${cuts[piece] ?? 0}-${(cuts[piece + 1] ?? 0) - 1}`;
      pieces.push((await get('clip', { Range: range, 'If-Range': `"${etag}"` })).body);
    }
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });

  it('beyond its end is 416 with the size, and no body', async () => {
    const answer = await get('clip', { Range: `bytes=${bytes.length}-` });
    expect(answer.status).toBe(416);
    expect(answer.headers['content-range']).toBe(`bytes */${bytes.length}`);
    expect(answer.body).toHaveLength(0);
    expect(sources).toHaveLength(0);
  });

  it('ignores Range when If-Range names other bytes, or a date', async () => {
    for (const ifRange of ['"other"', `W/"${etag}"`, 'Tue, 24 Nov 2026 14:26:51 GMT']) {
      expect((await get('clip', { Range: 'bytes=0-9', 'If-Range': ifRange })).status).toBe(200);
    }
  });

  it('answers conditions without opening the source', async () => {
    expect((await get('clip', { 'If-None-Match': `W/"${etag}"`, Range: 'bytes=0-1' })).status).toBe(304);
    expect((await get('clip', { 'If-Match': '"other"' })).status).toBe(412);
    expect(sources).toHaveLength(0);
  });

  it('has the same headers for HEAD, which ignores Range and opens nothing', async () => {
    const head = await get('clip', { Range: 'bytes=0-1' }, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(String(bytes.length));
    expect(head.body).toHaveLength(0);
    expect(sources).toHaveLength(0);
  });

  it('may be empty', async () => {
    const whole = await get('empty');
    expect([whole.status, whole.headers['content-length']]).toEqual([200, '0']);
    expect((await get('empty', { Range: 'bytes=0-' })).status).toBe(416);
    expect((await get('empty', { Range: 'bytes=-1' })).status).toBe(200);
  });
});

describe('a transfer that does not end well', () => {
  it('closes the source when the client leaves', async () => {
    const incoming = await open('endless');
    await once(incoming, 'data');
    incoming.destroy();
    expect(await results[0]).toMatchObject({ end: 'client-left' });
    expect(sources[0]?.destroyed).toBe(true);
  });

  it('closes a silent source when the client leaves', async () => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path: '/silent', agent: false });
    outgoing.on('error', () => undefined).end();
    while (sources.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    outgoing.destroy();
    expect(await results[0]).toMatchObject({ end: 'client-left', sent: 0 });
    expect(sources[0]?.destroyed).toBe(true);
  });

  it('reads no further ahead than the client takes', async () => {
    const incoming = await open('endless');
    incoming.pause();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const memory = process.memoryUsage.rss();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(process.memoryUsage.rss() - memory).toBeLessThan(20 * 1024 ** 2);
    incoming.destroy();
    const result = await results[0];
    expect(result).toMatchObject({ end: 'client-left' });
    // What fits into the buffers of the two sockets, and no more.
    expect((result as SendResult).sent).toBeLessThan(32 * 1024 ** 2);
  });

  it('is cut in the middle when the right to read ends', async () => {
    const incoming = await open('endless');
    await once(incoming, 'data');
    const broken = once(incoming, 'error');
    incoming.resume();
    access.abort();
    await broken;
    expect(await results[0]).toMatchObject({ end: 'cut' });
    expect(sources[0]?.destroyed).toBe(true);
  });

  it.each(['short', 'long', 'broken'])('is seen to be incomplete when the source is %s', async (name) => {
    await expect(get(name)).rejects.toThrow();
    expect(await results[0]).toBeInstanceOf(Error);
  });

  it('is a problem, not half an answer, when the source cannot be opened', async () => {
    const answer = await get('missing', { Range: 'bytes=0-1' });
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.headers['content-range']).toBeUndefined();
  });
});
