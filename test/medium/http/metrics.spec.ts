import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, Param, Req } from '@nestjs/common';
import type { Request } from 'express';
import { NotFound } from '../../../src/kernel/errors';
import { createHttpApp, type HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { freePort } from '../../support/port';
import { until } from '../../support/until';

@Controller()
class Pages {
  @Get('/clips/:id') clip(@Param('id') id: string): string {
    if (id === 'missing') throw new NotFound('The clip');
    return id;
  }
  @Get('/broken-line') breaks(@Req() request: Request): Promise<never> {
    request.socket.destroy();
    return new Promise(() => undefined);
  }
}

@Module({ controllers: [Pages] })
class PagesModule {}

let http: HttpApp;
let base: string;
let port: number;

beforeAll(async () => {
  port = await freePort();
  http = await createHttpApp(PagesModule, {
    logger: createLogger({ process: 'intake', level: 'silent' }),
    publicUrl: 'http://127.0.0.1',
    trustedProxies: [],
    metrics: { process: 'intake', host: '127.0.0.1', port },
    ahead: ({ url = '' }) =>
      url.startsWith('/ahead/')
        ? (response, otherwise) => (url.endsWith('/not') ? otherwise() : void response.end(url))
        : undefined,
  });
  await http.app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(http.app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => http.close());

const figures = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
const counted = (text: string, labels: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith('lintel_http_request_seconds_count') && line.includes(labels))
      ?.split(' ')
      .at(-1) ?? 0,
  );

it('counts by route, never by address', async () => {
  const secret = 'c2VjcmV0LXRva2VuLW9mLWhlcnM';
  for (const path of [`/clips/${secret}`, '/clips/2', '/clips/missing', `/nowhere/${secret}`])
    await (await fetch(base + path)).text();
  await until('four answers', async () => counted(await figures(), 'route="none",status="4xx"') === 1);
  const text = await figures();
  expect(counted(text, 'method="GET",route="/clips/:id",status="2xx"')).toBe(2);
  expect(counted(text, 'method="GET",route="/clips/:id",status="4xx"')).toBe(1);
  expect(text).toContain('lintel_http_requests_open{process="intake"} 0');
  expect(text).not.toContain(secret);
});

it('tells a line that broke from an answer', async () => {
  await expect(fetch(`${base}/broken-line`)).rejects.toThrow();
  await until('it', async () => counted(await figures(), 'route="/broken-line",status="broken"') === 1);
});

it('counts what is answered ahead of everything, which has no header of ours, and what then is not', async () => {
  const ahead = await fetch(`${base}/ahead/1`);
  expect([await ahead.text(), ahead.headers.get('x-frame-options')]).toEqual(['/ahead/1', null]);
  const not = await fetch(`${base}/ahead/not`);
  expect([not.status, not.headers.get('x-frame-options')]).toEqual([404, 'DENY']);
  await until('its figure', async () => counted(await figures(), 'route="none",status="2xx"') === 1);
});

it('gives figures at their own address alone', async () => {
  expect((await fetch(`${base}/metrics`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/clips/1`)).status).toBe(404);
});
