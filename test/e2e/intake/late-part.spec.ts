import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { comesTo } from './support/where';

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

interface Writing {
  readonly her: VisitorBrowser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** The first part of what is written, which the line carries no further. */
  readonly late: Request[];
}

/** On a thin line: the first part of what is written in `path` stays on its way, and later ones get through. */
async function writing(path: string): Promise<Writing> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  const late: Request[] = [];
  await page.route('**/p/*', (route) => {
    const request = route.request();
    const isPart = request.postData()?.includes('go=keep') === true;
    return isPart && late.length === 0 ? void late.push(request) : route.continue();
  });
  await page.goto(world.base + path);
  return { her, context, page, late };
}

async function onItsWay(late: readonly Request[]): Promise<void> {
  await until('a part on its way', () => Promise.resolve(late.length === 1));
}

/** It comes after all. */
const arrives = async (her: VisitorBrowser, [part]: readonly Request[]): Promise<void> => {
  await her.post(
    new URL(part?.url() ?? '').pathname,
    Object.fromEntries(new URLSearchParams(part?.postData() ?? '')),
  );
};

const PATHS = [
  ['an entry', '/diary/new', '#words'],
  ['rows for many things', '/diary/many', '#what-1'],
] as const;

it.each(PATHS)(
  'of %s, a part that comes after the words were saved takes nothing back',
  async (_, path, field) => {
    const { her, context, page, late } = await writing(path);
    await page.locator(field).fill('A part');
    await onItsWay(late);
    await page.locator(field).fill('A part, and then the whole.');
    await page.locator('button[value="later"], button[value="on"]').last().click();
    await comesTo(page, '/diary');
    await arrives(her, late);
    expect((await her.get('/diary')).text).toContain('A part, and then the whole.');
    await context.close();
  },
);

it.each(PATHS)(
  'of %s, the last words are saved when the page is left while a part is on its way',
  async (_, path, field) => {
    const { her, context, page, late } = await writing(path);
    await page.locator(field).fill('A part');
    await onItsWay(late);
    await page.locator(field).fill('A part, and then the whole.');
    await page.locator('.govuk-back-link').click();
    await comesTo(page, '/diary');
    const whole = async (): Promise<boolean> =>
      (await her.get('/diary')).text.includes('A part, and then the whole.');
    await until('keeping', whole);
    await arrives(her, late);
    expect(await whole()).toBe(true);
    await context.close();
  },
);
