import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { buildProgram, programs } from './support/program';

const program = programs();
let world: IntakeWorld;
let browser: Browser;
let weather: Server;
let exitUrl: string;
beforeAll(async () => {
  buildProgram();
  weather = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end('<title>Weather</title><h1>Sunny</h1>');
  });
  await once(weather.listen(0, '127.0.0.1'), 'listening');
  exitUrl = `http://localhost:${(weather.address() as AddressInfo).port}/weather`;
  world = await IntakeWorld.open({ INTAKE_EXIT_URL: exitUrl }, program.starter);
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await world.close();
  weather.close();
});

async function signedIn(javaScript: boolean): Promise<{ page: Page; her: VisitorBrowser }> {
  const { link, code } = await world.officer.invite();
  const context = await openContext(browser, { width: 1280, javaScript });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Your code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  const her = new VisitorBrowser(world.base);
  const [cookie] = await context.cookies();
  her.cookie = `session=${cookie?.value ?? ''}`;
  expect((await her.get('/notice')).status).toBe(200);
  return { page, her };
}

async function expectGone(page: Page, her: VisitorBrowser): Promise<void> {
  await page.waitForURL(exitUrl);
  expect((await her.get('/notice')).status).toBe(401);
  expect((await page.context().cookies(world.base)).map(({ name }) => name)).toEqual([]);
  await page.goBack();
  expect(await page.locator('main').innerText()).not.toContain('What it does not do');
}

describe('"Exit this page" goes to a harmless site in the same tab, and her session has ended by then', () => {
  it.each([true, false])('by the button, JavaScript %s', async (javaScript) => {
    const { page, her } = await signedIn(javaScript);
    await page.locator('.govuk-exit-this-page__button').click();
    await expectGone(page, her);
    await page.context().close();
  });

  it('by Shift three times', async () => {
    const { page, her } = await signedIn(true);
    // The keys are heard once the page's script has run.
    await page.waitForLoadState('load');
    for (let count = 0; count < 3; count += 1) await page.keyboard.press('Shift');
    await expectGone(page, her);
    await page.context().close();
  });
});

describe('the program', () => {
  it('ends by itself when its parent has gone', async () => {
    const { child } = program.last();
    const gone = once(child, 'exit');
    child.disconnect();
    expect(await gone).toEqual([0, null]);
    await world.start();
  });

  it('says in one sentence what it misses', async () => {
    await expect(
      program.starter({ config: world.config, home: world.home, env: {}, log: () => undefined }),
    ).rejects.toThrow('ended while starting');
  });

  it('weighs little on a thin line: the page of the files and all that it loads', async () => {
    const her = new VisitorBrowser(world.base);
    await her.enter(await world.officer.invite());
    const context = await openContext(browser, { width: 360 });
    await context.addCookies([
      { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
    ]);
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      sizes.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
    });
    await page.goto(`${world.base}/files`, { waitUntil: 'networkidle' });
    await page
      .getByLabel('Add files')
      .setInputFiles({ name: 'a', mimeType: 'video/mp4', buffer: Buffer.of(1) });
    await page.getByRole('button', { name: 'Go on to send' }).waitFor({ state: 'visible' });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(8);
    expect(bytes).toBeLessThan(150_000);
    await context.close();
  });
});
