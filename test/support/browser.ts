import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page, type Route } from 'playwright-core';
import { PATIENCE_MS } from './until';

/** Chromium as it is built to run without a window: the same engine, for half the processor's time. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium-headless-shell';

/** The real Chromium of the system. Close it in `afterAll`. What a profile on disk keeps is looked at in the whole of it (`traces`). */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    timeout: PATIENCE_MS,
    // Chromium's own sandbox does not run as root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS));
  return browser;
}

/** A fresh profile of the given width, like a phone below 600 pixels. */
export async function openContext(
  browser: Browser,
  { width, javaScript = true }: { width: number; javaScript?: boolean },
): Promise<BrowserContext> {
  const phone = width < 600;
  const context = await browser.newContext({
    viewport: { width, height: phone ? 740 : 900 },
    hasTouch: phone,
    isMobile: phone,
    javaScriptEnabled: javaScript,
    locale: 'en-GB',
  });
  if (LATE_MS > 0) await context.route(() => true, late);
  return context;
}

/** LINTEL_LATE=600 plays a thin line: what a page loads or sends by itself comes that many milliseconds later. What waits for nothing fails then. */
const LATE_MS = Number(process.env['LINTEL_LATE'] ?? 0);
const BY_ITSELF = new Set(['script', 'fetch', 'xhr', 'ping', 'eventsource']);

async function late(route: Route): Promise<void> {
  if (BY_ITSELF.has(route.request().resourceType())) await sleep(LATE_MS);
  // Nobody waits for it any more where the page has gone meanwhile.
  await route.continue().catch(() => undefined);
}

/** A click ends when the next page begins to arrive: what is asked at once may meet a part of it. */
export const whole = (page: Page): Promise<void> => page.waitForLoadState();

/** A dependency of the builder's, so it is looked up from there. */
const AXE = readFileSync(
  createRequire(createRequire(__filename).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Of axe, within the page: a colour is read once, not once for each word and each ground under it, which takes it longest. */
const COLOURS_ONCE = `{
  const { prototype } = axe.commons.color.Color;
  const { parseString } = prototype;
  const read = new Map();
  prototype.parseString = function (text) {
    const known = read.get(text);
    if (known !== undefined) return Object.assign(this, known);
    parseString.call(this, text);
    const { r, g, b, alpha } = this;
    read.set(text, { r, g, b, alpha });
    return this;
  };
}`;

/** What is right is not described, and what is found is told in lines there: half of the time was to describe and to send it. */
const JUDGED = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + (failureSummary ?? ''))))`;

/** What axe finds wrong by WCAG 2.2 AA and its best practices, one line each; empty when nothing. */
export async function axeFindings(page: Page): Promise<string[]> {
  await whole(page);
  if (page.frames().length > 1) return framesFindings(page);
  // A page that is looked at again has it already: it is half a megabyte.
  const again = await page.evaluate<string[] | null>(`typeof axe === 'object' ? ${JUDGED} : null`);
  return again ?? page.evaluate<string[]>(`(() => { ${AXE} })(); ${COLOURS_ONCE} ${JUDGED}`);
}

/** Each of its frames is given axe by the builder. */
async function framesFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

/** Whether a page has to be scrolled sideways. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  await whole(page);
  // At one moment: the window may be about to change.
  return page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
}

/**
 * Whether anything that `selector` means can be seen now, as `:visible` of a locator has it. The first locator on a page gives it a script of
 * Playwright's own, which takes a quarter of the time that the page itself takes: what looks at many pages and uses few asks without.
 */
export async function shows(page: Page, selector: string): Promise<boolean> {
  await whole(page);
  return page.evaluate<boolean>(`Array.from(document.querySelectorAll(${JSON.stringify(selector)})).some((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  })`);
}

/** Keeps a picture of the whole page when LINTEL_SCREENSHOTS names a folder. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['LINTEL_SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

export interface Kept {
  readonly cookies: string[];
  readonly local: number;
  readonly session: number;
  readonly databases: number;
  readonly caches: number;
  readonly workers: number;
}

/** Everything that the page's origin keeps on the device. */
export async function keptOnDevice(page: Page): Promise<Kept> {
  await whole(page);
  const cookies = await page.context().cookies();
  const kept = await page.evaluate<[number, number, number, number, number]>(`Promise.all([
    localStorage.length,
    sessionStorage.length,
    indexedDB.databases().then((list) => list.length),
    caches.keys().then((list) => list.length),
    navigator.serviceWorker.getRegistrations().then((list) => list.length),
  ])`);
  const [local, session, databases, storedCaches, workers] = kept;
  return {
    cookies: cookies.map(({ name }) => name),
    local,
    session,
    databases,
    caches: storedCaches,
    workers,
  };
}
