import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Post, Req, Res, Header } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CorrectedMeanwhile } from '../../../src/features/evidence';
import { DomainError, NotFound } from '../../../src/kernel/errors';
import { Assets, createHttpApp, type HttpApp, Views, wantsPage } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';

class SlowDown extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'slow-down';
  override readonly facts = { retryAfterSeconds: 12.2 };
  constructor() {
    super('Too many wrong codes. Please wait a little.', { cause: new Error('the secret reason') });
  }
}

const person = z.strictObject({ title: z.string().min(1), age: z.number().int().max(150) });

let release: () => void = () => undefined;
let arrived: () => void = () => undefined;
const asked = new Promise<void>((resolve) => (arrived = resolve));

@Controller()
class Pages {
  @Get('/missing') missing(): never {
    throw new NotFound('This link');
  }
  @Get('/meanwhile') meanwhile(): never {
    throw new CorrectedMeanwhile({ producerName: 'Nora New', description: 'The red door' });
  }
  @Get('/busy') busy(): never {
    throw new SlowDown();
  }
  @Get('/broken') broken(): never {
    throw new Error('password=hunter2 at /srv/secret');
  }
  @Post('/api/v1/people') add(@Body({ schema: person }) body: z.infer<typeof person>): unknown {
    return { seen: body };
  }
  @Post('/form') form(@Body() body: unknown, @Req() request: Request): unknown {
    return { body, page: wantsPage(request) };
  }
  @Get('/hello') hello(@Res() response: Response): void {
    response.render('hello.njk', { title: '<Hello>' });
  }
  @Get('/mine/:thing') mine(@Req() request: Request): string {
    Object.assign(request, {
      officer: { id: '0b8f6c5e-1111-4222-8333-944444444444', displayName: 'Sam Sample' },
    });
    return 'mine';
  }
  @Get('/slow') @Header('Content-Type', 'text/plain') async slow(): Promise<string> {
    await new Promise<void>((resolve) => {
      release = resolve;
      arrived();
    });
    return 'done';
  }
}

@Module({ controllers: [Pages] })
class PagesModule {}

let http: HttpApp;
let base: string;
let ready: boolean | 'silent' = true;
let questions = 0;
const lines: string[] = [];

beforeAll(async () => {
  const logger = createLogger(
    { process: 'intake', level: 'debug' },
    { write: (line) => void lines.push(line) },
  );
  const assets = await Assets.load();
  const views = new Views({
    folders: [`${__dirname}/views`],
    assets,
    strict: true,
    globals: { serviceName: 'Secure file drop' },
  });
  http = await createHttpApp(PagesModule, {
    logger,
    publicUrl: 'https://drop.example',
    trustedProxies: [],
    ready: () => {
      questions += 1;
      if (ready === 'silent') return new Promise(() => undefined);
      return ready ? Promise.resolve() : Promise.reject(new Error('no database'));
    },
    assets,
    views,
    wasm: true,
    bodyLimitBytes: 4_000,
    graceMs: 5_000,
  });
  await http.app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(http.app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(async () => {
  release();
  await http.close();
});

const json = { 'Content-Type': 'application/json' };

it('logs each request with time, route, status, what kind of place it came from and the officer’s id, without address or name', async () => {
  expect(await (await fetch(`${base}/mine/of-sam?q=secret`)).text()).toBe('mine');
  const line = JSON.parse(lines.find((one) => one.includes('"route":"/mine/:thing"')) ?? '{}') as Record<
    string,
    unknown
  >;
  expect(line).toMatchObject({
    ...{ route: '/mine/:thing', source: 'this-machine', officer: '0b8f6c5e-1111-4222-8333-944444444444' },
    res: { status: 200 },
  });
  expect(line['time']).toMatch(/^20.*Z$/);
  expect(line['responseTime']).toBeGreaterThanOrEqual(0);
  expect(JSON.stringify(line)).not.toMatch(/127\.0\.0\.1|Sam Sample|secret/);
});

describe('an error', () => {
  it('is a problem document for programs, with the id that its log line carries', async () => {
    const answer = await fetch(`${base}/broken`);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const body = (await answer.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ type: 'about:blank', status: 500, title: 'Internal Server Error' });
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(body['correlation']).toBe(answer.headers.get('x-correlation-id'));
    expect(
      lines.some((line) => line.includes(String(body['correlation'])) && line.includes('request failed')),
    ).toBe(true);
  });

  it('that refuses leaves its code and its place in the log, and none of its words', async () => {
    const answer = await fetch(`${base}/meanwhile`);
    expect([answer.status, (await answer.text()).includes('Nora New')]).toEqual([409, true]);
    const line = lines.find((one) => one.includes('request refused') && one.includes('corrected-meanwhile'));
    expect(line).toContain('http-app.spec');
    expect(lines.join('')).not.toMatch(/Nora New|The red door/);
  });

  it('is a page for people and names neither cause nor address', async () => {
    const answer = await fetch(`${base}/missing`, { headers: { Accept: 'text/html,*/*' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('This link could not be found.');
  });

  it('says when to come back', async () => {
    const answer = await fetch(`${base}/busy`);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('13');
    expect(await answer.text()).not.toContain('secret reason');
  });

  it('lists every field that needs another look', async () => {
    const answer = await fetch(`${base}/api/v1/people`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ title: '', age: 200, extra: 1 }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'invalid-input',
      errors: [
        { field: 'title', message: 'Please fill this in.' },
        { field: 'age', message: 'This must be at most 150.' },
        { field: '', message: 'Not expected here: extra.' },
      ],
    });
  });

  it.each([
    ['an unknown address', 404, {}, '/nowhere'],
    ['an address that cannot be decoded', 404, {}, '/%ff'],
    ['broken JSON', 400, { method: 'POST', headers: json, body: '{"a":' }, '/api/v1/people'],
    [
      'a body above the limit',
      413,
      { method: 'POST', headers: json, body: `"${'x'.repeat(5_000)}"` },
      '/form',
    ],
    ['an API path asked for as HTML', 404, { headers: { Accept: 'text/html' } }, '/api/v1/nowhere'],
  ])('%s is a problem document with status %i', async (_name, status, init, path) => {
    const answer = await fetch(base + path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const body = (await answer.json()) as { detail: string };
    expect(body.detail).not.toMatch(/JSON|Unexpected|entity|ff/);
  });
});

describe('every answer', () => {
  it('forbids storing, framing, sniffing and foreign content', async () => {
    const { headers } = await fetch(`${base}/nowhere`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]+' 'wasm-unsafe-eval'/);
    expect(policy).not.toContain('unsafe-inline');
  });

  it('leaves no link, query or cookie in the log', async () => {
    await fetch(`${base}/i/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg?q=private`, {
      headers: { Cookie: 'sid=cookie-secret', Referer: 'http://x/i/AbCdEfGhIjKlMnOp' },
    });
    const log = lines.join('');
    expect(log).not.toMatch(/AbCdEfGh|private|cookie-secret|127\.0\.0\.1/);
  });
});

describe('a change', () => {
  const send = (headers: Record<string, string>, body = 'a=1'): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        `${base}/form`,
        { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } },
        (incoming) => {
          let text = '';
          incoming.setEncoding('utf8').on('data', (part: string) => (text += part));
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
        },
      );
      outgoing.on('error', reject).end(body);
    });

  it('is taken from our own page', async () => {
    const answer = await send({ Origin: 'https://drop.example', 'Sec-Fetch-Site': 'same-origin' });
    expect(answer.status).toBe(201);
    expect(answer.text).toContain('"a":"1"');
  });
  it('may have as many ticked boxes as fit', async () => {
    const { status, text } = await send({ Origin: 'https://drop.example' }, 'a=1' + '&a='.repeat(1_200));
    expect(status).toBe(201);
    expect((JSON.parse(text) as { body: { a: string[] } }).body.a).toHaveLength(1_201);
  });

  it('is refused from another site, before its body is read', async () => {
    expect((await send({ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await send({})).status).toBe(403);
  });
});

describe('pages and assets', () => {
  it('render escaped, with assets named by their content and without crown, crest or GDS font', async () => {
    const page = await (await fetch(`${base}/hello`, { headers: { Accept: 'text/html' } })).text();
    expect(page).toContain('&lt;Hello&gt;');
    expect(page).toContain('1.5 GB, 24 November 2026 at 14:26:51 GMT, 1:02:03');
    expect(page).not.toMatch(/crown|crest|GOV\.UK/i);
    const links = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThanOrEqual(4);
    for (const link of links) {
      const answer = await fetch(base + link);
      expect([link, answer.status]).toEqual([link, 200]);
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect(await answer.text()).not.toMatch(/GDS Transport|@font-face/);
    }
  });

  it('give an unnamed asset a validator instead of a year', async () => {
    const first = await fetch(`${base}/assets/lintel/page.js`);
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(`${base}/assets/lintel/page.js`, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    expect((await fetch(`${base}/assets/../package.json`)).status).toBe(404);
    expect((await fetch(`${base}/assets/%2e%2e/package.json`)).status).toBe(404);
  });
});

describe('health', () => {
  it('tells running from ready, without saying why', async () => {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
    ready = false;
    const answer = await fetch(`${base}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('not ready');
    ready = true;
  });

  it('is not ready while what it needs says nothing, as a database does that hangs', async () => {
    ready = 'silent';
    const before = questions;
    const ask = () => fetch(`${base}/readyz`, { signal: AbortSignal.timeout(20_000) });
    for (const { status } of await Promise.all([ask(), ask(), ask()])) expect(status).toBe(503);
    // Each of them would hold a connection for as long as the database hangs.
    expect(questions).toBe(before + 1);
    ready = true;
  }, 30_000);

  it('closing lets a request in flight end and takes no new one', async () => {
    const inFlight = new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(`${base}/slow`, resolve).on('error', reject).end();
    });
    await asked;
    // A connection that is already open may still ask, and is told that it was the last time.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        httpRequest(base + path, { agent }, resolve)
          .on('error', reject)
          .end();
      });
    (await ask('/healthz')).resume();
    const closing = http.close();
    const late = await ask('/assets/lintel/page.js').catch(() => undefined);
    if (late !== undefined) expect(late.headers.connection).toBe('close');
    agent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
    release();
    const answer = await inFlight;
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await closing;
  });
});
