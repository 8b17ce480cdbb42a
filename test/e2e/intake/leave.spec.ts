import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page, Request } from 'playwright-core';
import { openBrowser, openContext, whole } from '../../support/browser';
import { PATIENCE_MS, until } from '../../support/until';
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
});
afterAll(async () => {
  await browser.close();
  await world.close();
  weather.close();
});

interface Left {
  readonly page: Page;
  readonly her: VisitorBrowser;
}

async function signedIn(javaScript: boolean, width = 1280): Promise<Left> {
  const { link, code } = await world.officer.invite();
  const context = await openContext(browser, { width, javaScript });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Your code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Before you start' }).waitFor();
  // Its script has run, too: on a line that is cut before it came, the button is a plain link.
  await whole(page);
  const her = new VisitorBrowser(world.base);
  const [cookie] = await context.cookies();
  her.cookie = `session=${cookie?.value ?? ''}`;
  expect((await her.get('/notice')).status).toBe(200);
  return { page, her };
}

const exit = (page: Page): Locator => page.locator('.govuk-exit-this-page__button');

const ended = (her: VisitorBrowser): Promise<true> =>
  until(
    'the end of the session',
    async () => ((await her.get('/notice')).status === 401 ? true : undefined),
    120_000,
  );

const withoutSession = (page: Page): Promise<true> =>
  until('a browser without the cookie of the session', async () => {
    const cookies = await page.context().cookies(world.base);
    return cookies.length === 1 && cookies[0]?.name === 'left' ? true : undefined;
  });

/**
 * Back leads to the harmless site, or out of the tab: to no page of hers, and to none that speaks of one. Without a script the link
 * that she opened is still there, and asks for the code as it asks everyone.
 */
async function expectGone({ page, her }: Left, javaScript = true): Promise<void> {
  await page.waitForURL(exitUrl);
  await ended(her);
  // The session is over before the answer that takes its cookie has come.
  await withoutSession(page);
  for (let back = 0; back < 4; back += 1) {
    await page.goBack().catch(() => null);
    const shown = await page.locator('body').innerText();
    if (javaScript) expect(shown.replace('Sunny', '').trim()).toBe('');
    else expect(shown).not.toMatch(/signed out|Before you start|open your link/i);
  }
  await page.context().close();
}

const line = async (page: Page, offline: boolean, latency: number): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const unlimited = { downloadThroughput: -1, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', { offline, latency, ...unlimited });
};

/** A cheap phone. */
async function slow(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
}

/**
 * Offline. The browser takes a second to see it: its error page would take the place of the page before what that one says of itself is
 * told, about one time in five.
 */
async function cut(page: Page): Promise<() => Promise<void>> {
  await line(page, true, 0);
  await page.route(
    () => true,
    async (route) => {
      await sleep(1_000);
      await route.abort('internetdisconnected').catch(() => undefined);
    },
  );
  return async () => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await line(page, false, 0);
  };
}

/** From the press to an empty page, as the page itself measures it; milliseconds. */
async function msToBlank(page: Page, press: () => Promise<unknown>): Promise<number> {
  let tell: (ms: number) => void = () => undefined;
  const told = new Promise<number>((resolve) => (tell = resolve));
  await page.exposeFunction('toldBlank', (ms: number) => tell(ms));
  await page.evaluate(`{
    let pressed;
    for (const type of ['pointerdown', 'keydown'])
      addEventListener(type, () => { pressed ??= performance.now(); }, true);
    new MutationObserver(() => {
      if (document.body.childElementCount === 0) toldBlank(performance.now() - pressed);
    }).observe(document.body, { childList: true });
  }`);
  await press();
  return Promise.race([told, sleep(PATIENCE_MS, Infinity, { ref: false })]);
}

const AT_ONCE_MS = 300;

/** The quickest of three: the machine may stand still for a moment, but what waits for something does so each time. */
async function quickest(measure: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let times = 0; times < 3 && best >= AT_ONCE_MS; times += 1) best = Math.min(best, await measure());
  return best;
}

describe('"Exit this page"', () => {
  it.each([true, false])(
    'goes to a harmless site in the same tab and ends the session, JavaScript %s',
    async (javaScript) => {
      const left = await signedIn(javaScript);
      await exit(left.page).click();
      await expectGone(left, javaScript);
    },
  );

  it('by touch', async () => {
    const left = await signedIn(true, 360);
    await exit(left.page).tap();
    await expectGone(left);
  });

  it('by Shift three times, but not by capital letters', async () => {
    const left = await signedIn(true);
    for (let count = 0; count < 3; count += 1) await left.page.keyboard.press('Shift+A');
    await left.page.keyboard.press('Shift');
    await left.page.getByText('Shift. Press it 2 more times to leave.').waitFor({ state: 'attached' });
    await left.page.keyboard.press('Shift');
    await left.page.keyboard.press('Shift');
    await expectGone(left);
  });

  it('is the first thing that the keyboard finds', async () => {
    const left = await signedIn(true);
    await left.page.keyboard.press('Tab');
    await left.page.keyboard.press('Enter');
    await expectGone(left);
  });

  it('empties the page at once on a slow device and a line of 3 s, and waits for nobody', async () => {
    const ms = await quickest(async () => {
      const left = await signedIn(true);
      await slow(left.page);
      await line(left.page, false, 3_000);
      // oxlint-disable-next-line typescript/no-deprecated -- else it waits for a page that does not come
      const took = await msToBlank(left.page, () => exit(left.page).click({ noWaitAfter: true }));
      await left.page.waitForURL(exitUrl);
      await ended(left.her);
      await left.page.context().close();
      return took;
    });
    expect(ms).toBeLessThan(AT_ONCE_MS);
  });

  it('empties the page offline on a slow device, and the session ends as soon as the device is heard of', async () => {
    const ms = await quickest(async () => {
      const { page, her } = await signedIn(true);
      await slow(page);
      const mend = await cut(page);
      // oxlint-disable-next-line typescript/no-deprecated -- else it waits for a page that does not come
      const took = await msToBlank(page, () => exit(page).click({ noWaitAfter: true }));
      await until('the page without hers', () => Promise.resolve(!page.url().startsWith(world.base)));
      expect((await her.get('/notice')).status).toBe(200);
      await mend();
      const other = await page.context().newPage();
      await other.goto(`${world.base}/diary`);
      expect(other.url()).toBe(exitUrl);
      await ended(her);
      await page.context().close();
      return took;
    });
    expect(ms).toBeLessThan(AT_ONCE_MS);
  });

  it('lets her in again afterwards, with link and code', async () => {
    const { link, code } = await world.officer.invite();
    const context = await openContext(browser, { width: 360 });
    const page = await context.newPage();
    for (let turn = 0; turn < 2; turn += 1) {
      await page.goto(link);
      await page.getByLabel('Your code').fill(code);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'Before you start' }).waitFor();
      expect((await context.cookies(world.base)).map(({ name }) => name)).toEqual(['session']);
      await exit(page).click();
      await page.waitForURL(exitUrl);
      await withoutSession(page);
    }
    await context.close();
  });

  it('cannot be pressed by another site: her session and her cookie stay', async () => {
    const { page, her } = await signedIn(true);
    const other = await page.context().newPage();
    await other.goto(exitUrl);
    // It leads back to where it comes from: what was answered tells that it was asked.
    const answered = other.waitForResponse(`${world.base}/leave`);
    await other.evaluate(`location.href = '${world.base}/leave'`);
    await answered;
    await other.waitForURL(exitUrl);
    expect((await her.get('/notice')).status).toBe(200);
    expect((await page.context().cookies(world.base)).map(({ name }) => name)).toEqual(['session']);
    await page.reload();
    await page.getByRole('heading', { name: 'Before you start' }).waitFor();
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
    const loaded: Request[] = [];
    page.on('requestfinished', (request) => loaded.push(request));
    await page.goto(`${world.base}/files`, { waitUntil: 'networkidle' });
    await page
      .getByLabel('Add files')
      .setInputFiles({ name: 'a', mimeType: 'video/mp4', buffer: Buffer.of(1) });
    await page.getByRole('button', { name: 'Send now' }).waitFor({ state: 'visible' });
    // Of what has come by now: what comes later is nobody's promise when the page is closed.
    const sizes = await Promise.all(loaded.map((request) => request.sizes()));
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    // The page, its script, the note of the file, and its bytes.
    expect(sizes.length).toBeGreaterThan(3);
    expect(bytes).toBeLessThan(150_000);
    await context.close();
  });
});
