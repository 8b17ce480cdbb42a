import { EventEmitter } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Module, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { sendCsv } from '../../../src/apps/workspace/shell/sending/send-csv';
import { createHttpApp, type HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { freePort } from '../../support/port';
import { until } from '../../support/until';

/** Beyond it Node warns of a leak, on each answer anew. */
const MOST = EventEmitter.defaultMaxListeners;

let seen: Response | undefined;
const PAGE = [['x'.repeat(1_000_000)]];
const PAGES = 60;

@Controller()
class Answers {
  /** As whatever is handed on, by Node's own means, which add six. */
  @Get('/passed') async passed(@Res() response: Response): Promise<void> {
    seen = response;
    await pipeline(Readable.from(endless()), response).catch(() => undefined);
  }
  @Post('/brought') async brought(@Res() response: Response): Promise<void> {
    await this.passed(response);
  }
  @Get('/list.csv') async list(@Res() response: Response): Promise<void> {
    seen = response;
    await sendCsv(
      response,
      'list.csv',
      ['what'],
      Array.from({ length: PAGES }, () => PAGE),
      (row) => row,
    );
  }
}

function* endless(): Generator<string> {
  for (;;) yield 'x'.repeat(65_536);
}

@Module({ controllers: [Answers] })
class AnswersModule {}

let http: HttpApp;
let base: string;
beforeAll(async () => {
  http = await createHttpApp(AnswersModule, {
    logger: createLogger({ process: 'intake', level: 'error' }, { write: () => undefined }),
    publicUrl: 'https://drop.example',
    trustedProxies: [],
    metrics: { process: 'intake', host: '127.0.0.1', port: await freePort() },
    admission: {
      ...{ addressPosts: 100, addressBodies: 100, bodies: 100, addressConnections: 100 },
      ...{ addressReads: { perMinute: 100, open: 100 }, slowestBytes: 1, slowSeconds: 60 },
    },
    graceMs: 100,
  });
  await http.app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(http.app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => http.close());
beforeEach(() => (seen = undefined));

it.each(['GET /passed', 'POST /brought'])('few wait for the end of an answer to %s', async (what) => {
  const [method = '', path = ''] = what.split(' ');
  const leaving = new AbortController();
  const headers = { Origin: 'https://drop.example' };
  const body = method === 'POST' ? { body: 'brought' } : {};
  const answer = await fetch(`${base}${path}`, { method, headers, ...body, signal: leaving.signal });
  expect(answer.ok).toBe(true);
  expect(seen?.listenerCount('close')).toBeLessThanOrEqual(MOST);
  leaving.abort();
});

it('no more wait for the end of a list because whoever reads it is slow', async () => {
  const answer = await new Promise<IncomingMessage>((resolve) => get(`${base}/list.csv`, resolve));
  const counts: number[] = [];
  let read = 0;
  answer.on('data', (bytes: Buffer) => {
    read += bytes.length;
    counts.push(seen?.listenerCount('close') ?? 0);
    answer.pause();
    setImmediate(() => answer.resume());
  });
  await until('the end', () => Promise.resolve(answer.complete));
  expect(read).toBeGreaterThan(PAGES * 1_000_000);
  expect(Math.max(...counts)).toBeLessThanOrEqual(MOST);
});
