import { connect } from 'node:net';
import { All, Body, Controller, Get, Module, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { createHttpApp, type HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { freePort } from '../../support/port';

const word = z.object({ word: z.string() });
const anything = z.record(z.string(), z.unknown());

const reached: string[] = [];

@Controller()
class Rooms {
  @Post('/open') open(
    @Body({ schema: word }) strict: z.infer<typeof word>,
    @Body({ schema: anything }) loose: unknown,
    @Query() query: unknown,
  ): unknown {
    const seen = [strict, loose, query, {}].map((one) => (one as { polluted?: unknown }).polluted);
    return { polluted: seen.filter((one) => one !== undefined) };
  }
  @Get('/from') from(@Req() { ip, hostname, protocol }: Request): unknown {
    return { ip, hostname, protocol };
  }
  @All('/hidden') hidden(@Req() { method }: Request): string {
    reached.push(method);
    return 'hidden';
  }
}

@Module({ controllers: [Rooms] })
class RoomsModule {}

const apps: HttpApp[] = [];
afterAll(() => Promise.all(apps.map((one) => one.close())));

/** Where it listens. */
async function listen(trustedProxies: readonly string[]): Promise<number> {
  const port = await freePort();
  const logger = createLogger({ process: 'intake', level: 'silent' });
  const http = await createHttpApp(RoomsModule, {
    ...{ logger, publicUrl: `http://127.0.0.1:${port}`, trustedProxies },
  });
  apps.push(http);
  await http.app.listen(port, '127.0.0.1');
  return port;
}

/** Sends bytes as they are; gives all that comes back until the server closes, which it is asked to. */
function say(port: number, ...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

/** The status of each answer on a line. */
const statuses = (text: string): number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));

describe('one request hidden in another', () => {
  let port: number;
  beforeAll(async () => {
    port = await listen([]);
  });
  beforeEach(() => reached.splice(0));

  const HIDDEN = ['GET /hidden HTTP/1.1', 'Host: x', 'Connection: close', '', ''];
  const bytes = HIDDEN.join('\r\n').length;
  const POST = ['POST /open HTTP/1.1', 'Host: x', 'Content-Type: application/json'];

  it('is reached when it is a request of its own, so that these tests can fail', async () => {
    await say(port, 'GET /from HTTP/1.1', 'Host: x', '', ...HIDDEN);
    expect(reached).toEqual(['GET']);
  });

  it.each<[string, string[]]>([
    [
      'with a length and in chunks',
      [`Content-Length: ${bytes + 5}`, 'Transfer-Encoding: chunked', '', '0', ''],
    ],
    [
      'with a length of nothing, and in chunks',
      ['Content-Length: 0', 'Transfer-Encoding: chunked', '', '0', ''],
    ],
    ['with two lengths', ['Content-Length: 0', `Content-Length: ${bytes}`, '']],
    ['with a length that is two', [`Content-Length: 0, ${bytes}`, '']],
    ['with a length with a sign', ['Content-Length: +0', '']],
    ['with a space before the colon of its length', ['Content-Length : 0', '']],
    ['in chunks of a kind that nobody knows', ['Transfer-Encoding: xchunked', '']],
    ['in chunks that are not the last coding', ['Transfer-Encoding: chunked, identity', '', '0', '']],
    [
      'with a header over two lines',
      ['X: a', ' Transfer-Encoding: chunked', 'Transfer-Encoding:', ' chunked', '', '0', ''],
    ],
    ['with a size of a chunk that is no number', ['Transfer-Encoding: chunked', '', '0x0', '', '']],
    ['with a header without a name', [': nothing', '']],
  ])('%s is refused, and nothing behind it is heard', async (_, headers) => {
    const text = await say(port, ...POST, ...headers, ...HIDDEN);
    expect(statuses(text)[0]).toBe(400);
    expect(statuses(text)).toHaveLength(1);
    expect(reached).toEqual([]);
  });

  it.each(['TRACE', 'TRACK', 'CONNECT', 'DEBUG'])(
    '%s gives back nothing of what was sent',
    async (method) => {
      const text = await say(
        port,
        `${method} /from HTTP/1.1`,
        'Host: x',
        'X-Own: what was sent',
        'Connection: close',
        '',
        '',
      );
      expect(text).not.toContain('what was sent');
      expect(statuses(text).every((status) => status >= 400)).toBe(true);
    },
  );
});

describe('where a request comes from', () => {
  const from = async (port: number, ...headers: string[]): Promise<unknown> => {
    const text = await say(port, 'GET /from HTTP/1.1', 'Host: here', 'Connection: close', ...headers, '', '');
    return JSON.parse(/\{.*\}/.exec(text)?.[0] ?? '');
  };
  const FORGED = [
    'X-Forwarded-For: 192.0.2.1',
    'X-Forwarded-Host: elsewhere',
    'X-Forwarded-Proto: https',
    'Forwarded: for=192.0.2.1',
  ];

  it('is what the line says, whatever the visitor says, where no proxy is named', async () => {
    const port = await listen([]);
    expect(await from(port, ...FORGED)).toEqual({ ip: '127.0.0.1', hostname: 'here', protocol: 'http' });
  });

  it('is what the named proxy adds, and not what the visitor told it', async () => {
    const port = await listen(['127.0.0.1']);
    const told = await from(port, 'X-Forwarded-For: 192.0.2.1, 198.51.100.7');
    expect(told).toMatchObject({ ip: '198.51.100.7' });
  });

  it('is what the line says where another proxy is named', async () => {
    const port = await listen(['203.0.113.0/24']);
    expect(await from(port, ...FORGED)).toEqual({ ip: '127.0.0.1', hostname: 'here', protocol: 'http' });
  });
});

describe('what comes in cannot change what every object has', () => {
  it.each([
    [
      'JSON',
      'application/json',
      '{"word":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ],
    ['JSON in depth', 'application/json', '{"word":"a","toString":{"__proto__":{"polluted":1}}}'],
    [
      'a form',
      'application/x-www-form-urlencoded',
      'word=a&__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__=1',
    ],
  ])('%s', async (_, type, body) => {
    const port = await listen([]);
    const answer = await fetch(
      `http://127.0.0.1:${port}/open?__proto__[polluted]=1&constructor[prototype][polluted]=1`,
      {
        method: 'POST',
        headers: { 'Content-Type': type, Origin: `http://127.0.0.1:${port}` },
        body,
      },
    );
    const text = await answer.text();
    expect([201, 400]).toContain(answer.status);
    if (answer.status === 201) expect(JSON.parse(text)).toEqual({ polluted: [] });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
