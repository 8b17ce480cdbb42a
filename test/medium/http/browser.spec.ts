import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Header, Module, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Browser } from 'playwright-core';
import { Assets, createHttpApp, type HttpApp, Views } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { openBrowser } from '../../support/browser';
import { freePort } from '../../support/port';

@Controller()
class Pages {
  @Get('/hello') hello(@Res() response: Response): void {
    response.render('hello.njk', { title: 'Hello' });
  }
  @Post('/form') @Header('Content-Type', 'text/plain') form(@Body('word') word: string): string {
    return `got ${word}`;
  }
}

@Module({ controllers: [Pages] })
class PagesModule {}

let browser: Browser;
let http: HttpApp;
let base: string;
let stranger: Server;

beforeAll(async () => {
  browser = await openBrowser();
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const assets = await Assets.load();
  http = await createHttpApp(PagesModule, {
    logger: createLogger({ process: 'intake', level: 'silent' }),
    publicUrl: base,
    trustedProxies: [],
    assets,
    views: new Views({
      folders: [`${__dirname}/views`],
      assets,
      strict: true,
      globals: { serviceName: 'Drop' },
    }),
  });
  await http.app.listen(port, '127.0.0.1');
  stranger = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<form method="post" action="${base}/form"><input name="word" value="x"><button>Go</button></form>`,
    );
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  await http.close();
  await new Promise((resolve) => stranger.close(resolve));
});

describe('a real browser', () => {
  it.each([true, false])(
    'shows our page without one refusal by the policy (JavaScript: %s)',
    async (script) => {
      const context = await browser.newContext({ javaScriptEnabled: script });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('response', (answer) => {
        if (answer.status() >= 400) complaints.push(answer.url());
      });
      await page.goto(`${base}/hello`, { waitUntil: 'networkidle' });
      expect(complaints).toEqual([]);
      if (script) {
        expect(await page.getAttribute('body', 'class')).toContain('govuk-frontend-supported');
        const font = await page.evaluate(`getComputedStyle(document.querySelector('h1')).fontFamily`);
        expect(font).toContain('system-ui');
      }
      await context.close();
    },
  );

  it('runs no script that was smuggled into a page', async () => {
    const page = await browser.newPage();
    await page.goto(`${base}/hello`);
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.bad = 1">')`,
    );
    await page.evaluate(
      `{ const s = document.createElement('script'); s.text = 'window.bad = 1'; document.body.append(s); }`,
    );
    await page.waitForTimeout(200);
    expect(await page.evaluate('window.bad')).toBeUndefined();
    await page.close();
  });

  it('may send our own form, under every name of this machine, and no stranger’s', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    for (const own of [base, base.replace('127.0.0.1', 'localhost')]) {
      await page.goto(`${own}/hello`);
      await page.evaluate(
        `document.body.insertAdjacentHTML('beforeend', '<form method="post" action="/form"><input name="word" value="hello"><button id="go">Go</button></form>')`,
      );
      await page.click('#go');
      expect(await page.textContent('body')).toBe('got hello');
    }
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    await page.click('button');
    expect(await page.textContent('h1')).toContain('did not come from our own page');
    await context.close();
  });
});
