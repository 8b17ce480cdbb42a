import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import {
  connect,
  createServer as createLine,
  type AddressInfo,
  type Server as Line,
  type Socket,
} from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { openContext } from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

const WORDS = 'He stood at the gate.';

let world: IntakeWorld;
let browser: Browser;
let weather: Server;
let line: Line;
let base: string;
let exitUrl: string;
/** Whether what is asked stays on its way. */
let isHeld = false;
const sockets = new Set<Socket>();

const portOf = (server: Server | Line): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  weather = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end('<title>Weather</title><h1>Sunny</h1>');
  });
  await once(weather.listen(0, '127.0.0.1'), 'listening');
  exitUrl = `http://localhost:${portOf(weather)}/weather`;
  line = createLine((socket) => {
    const onward = connect(world.config.intake.port, '127.0.0.1');
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => undefined);
    }
    socket.on('data', (bytes) => {
      if (!isHeld) onward.write(bytes);
    });
    onward.pipe(socket);
  });
  await once(line.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${portOf(line)}`;
  world = await IntakeWorld.open({ INTAKE_PUBLIC_URL: base, INTAKE_EXIT_URL: exitUrl });
  // As a phone has it: Playwright takes away the memory of pages that Back shows again.
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});
afterAll(async () => {
  await browser.close();
  for (const socket of sockets) socket.destroy();
  line.close();
  weather.close();
  await world.close();
});

/** Another page lies over that of an entry, which the browser keeps in its memory. */
async function reading(): Promise<Page> {
  isHeld = false;
  const her = new VisitorBrowser(world.base);
  const browserOf = await openContext(browser, { width: 360 });
  await her.enter(await world.officer.invite());
  const id = randomUUID();
  await her.post(`/diary/${id}/what`, { words: WORDS });
  await browserOf.addCookies([{ name: 'session', value: her.cookie.slice('session='.length), url: base }]);
  const page = await browserOf.newPage();
  await page.goto(`${base}/diary/${id}`);
  await page.getByText(WORDS).waitFor();
  await page.locator('footer a', { hasText: 'About this website' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const kept = (page: Page): Promise<string> =>
  page.evaluate<string>(`performance.getEntriesByType('navigation')[0].type`);

it('a page that the browser has kept asks the server before it is shown again', async () => {
  const page = await reading();
  await page.goBack();
  // It was in the browser's memory, and has loaded itself again.
  await until('the page', async () => (await kept(page).catch(() => '')) === 'reload');
  await page.getByText(WORDS).waitFor();
  await page.context().close();
});

it('after the way out Back shows nothing of what the browser has kept, also while nothing comes through', async () => {
  const page = await reading();
  isHeld = true;
  await page.locator('[data-exit] a').first().click();
  await page.waitForURL(exitUrl);
  const back = page.goBack().catch(() => undefined);
  await page.waitForTimeout(2_000);
  // The cookie that says so has made the browser forget them: it has to ask, and until it is answered the other site stands there.
  expect(page.url()).toBe(exitUrl);
  for (const socket of sockets) socket.destroy();
  await back;
  await page.context().close();
});
