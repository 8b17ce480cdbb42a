import type { AddressInfo } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { createHttpApp, type HttpApp } from '../../../src/platform/http';
import { TornRead } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';

@Controller()
class Pages {
  @Get('/refused') refused(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' });
  }
  @Get('/unanswered') unanswered(): never {
    throw new Error('Query read timeout');
  }
  @Get('/full') full(): never {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
  @Get('/torn') torn(): never {
    throw new TornRead();
  }
}

@Module({ controllers: [Pages] })
class PagesModule {}

let http: HttpApp;
let base: string;

beforeAll(async () => {
  const logger = createLogger({ process: 'intake', level: 'fatal' }, { write: () => undefined });
  http = await createHttpApp(PagesModule, {
    logger,
    publicUrl: 'https://drop.example',
    trustedProxies: [],
  });
  await http.app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(http.app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => http.close());

it.each(['/refused', '/unanswered', '/full'])(
  'what stands behind a page and is away (%s) is no fault of the software: when to come again is said, and nothing of where it is',
  async (path) => {
    const answer = await fetch(base + path);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'service-away' });
    expect(text).toContain('Nothing that was sent has been lost');
    expect(text).not.toMatch(/10\.1\.2\.3|ECONN|ENOSPC|Query/);
  },
);

it('whatever passes by itself says when to come again, whoever threw it', async () => {
  const answer = await fetch(`${base}/torn`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
});
