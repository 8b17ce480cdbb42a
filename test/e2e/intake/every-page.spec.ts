import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFindings, keptOnDevice, openBrowser, screenshot, scrollsSideways } from '../../support/browser';
import { PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT } from '../../support/pseudo-languages';
import { inThisProcess, IntakeWorld } from '../../medium/intake/support/intake';
import { keyboardFindings } from './support/keyboard';
import { people, WHO, type People, type Who } from './support/people';
import { STATES, type State } from './support/states';

interface Mode {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly locale?: string;
  /** Colours of the system's own, and nothing that moves. */
  readonly forced?: boolean;
  readonly axe?: boolean;
  readonly keyboard?: boolean;
}

/** 1280 by 1024 at 400 % is 320 by 256 CSS pixels (WCAG 2.2, 1.4.10). */
const MODES: readonly Mode[] = [
  { name: 'phone', width: 360, height: 740, axe: true },
  { name: 'desk', width: 1280, height: 900 },
  { name: 'zoom', width: 320, height: 256, forced: true, axe: true, keyboard: true },
  { name: 'from-the-right', width: 320, height: 700, locale: PSEUDO_RIGHT_TO_LEFT.tag },
  { name: 'long-words', width: 320, height: 700, locale: PSEUDO_LONG.tag },
];

const TELLING = /police|evidence|stalk|crime|pressure|investigat|officer/i;

let world: IntakeWorld;
let browser: Browser;
let all: People;
beforeAll(async () => {
  world = await IntakeWorld.open({}, inThisProcess([PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT]));
  browser = await openBrowser();
  all = await people(world);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function contextFor(mode: Mode, who: Who): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: mode.width, height: mode.height },
    locale: mode.locale ?? 'en-GB',
    ...(mode.forced === true && { forcedColors: 'active', reducedMotion: 'reduce' }),
  });
  const value = all.sessions[who];
  if (value !== '') await context.addCookies([{ name: 'session', value, url: world.base }]);
  return context;
}

/** What the page runs or moves although she asked for calm. */
const MOVING = `document.getAnimations().filter(({ playState }) => playState === 'running').length`;

async function findingsOf(page: Page, mode: Mode): Promise<string[]> {
  const found = mode.axe === true ? await axeFindings(page) : [];
  if (await scrollsSideways(page)) found.push('scrolls sideways');
  const { cookies, ...kept } = await keptOnDevice(page);
  if (Object.values(kept).some((count) => count > 0) || cookies.some((name) => name !== 'session'))
    found.push(`keeps ${JSON.stringify({ cookies, ...kept })}`);
  if (TELLING.test(await page.title())) found.push(`tells by its title: ${await page.title()}`);
  if ((await page.locator('h1').count()) !== 1) found.push('has not exactly one heading of its own');
  if (mode.forced === true && (await page.evaluate<number>(MOVING)) > 0) found.push('moves');
  if (mode.keyboard === true) found.push(...(await keyboardFindings(page)));
  return found;
}

async function look(context: BrowserContext, mode: Mode, { name, path, act }: State): Promise<string[]> {
  const page = await context.newPage();
  try {
    await page.goto(world.base + path(all.paths));
    await act?.(page, world.home);
    await screenshot(page, `${mode.name}-${name}`);
    return (await findingsOf(page, mode)).map((finding) => `${name}: ${finding}`);
  } catch (error) {
    return [`${name}: cannot be looked at: ${String(error)}`];
  } finally {
    await page.close();
  }
}

describe.each(MODES)('every page of hers in every state, $name', (mode) => {
  it.each(WHO)(
    'as it is for %s: accessible, not too wide, neutral, and nothing on the device but the one cookie',
    async (who) => {
      const context = await contextFor(mode, who);
      const found: string[] = [];
      for (const state of STATES.filter((one) => one.who === who)) {
        found.push(...(await look(context, mode, state)));
      }
      await context.close();
      expect(found).toEqual([]);
    },
    180_000,
  );
});

describe('on paper', () => {
  it.each(['receipt', 'receipt-plain', 'notice-again', 'help-ring'])(
    '%s has all its words and nothing that only a screen can use',
    async (name) => {
      const state = STATES.find((one) => one.name === name);
      if (state === undefined) throw new Error(`there is no ${name}`);
      const context = await contextFor({ name: 'paper', width: 794, height: 1123 }, state.who);
      const page = await context.newPage();
      await page.goto(world.base + state.path(all.paths));
      await page.emulateMedia({ media: 'print' });
      await screenshot(page, `paper-${name}`);
      expect(await page.locator('.govuk-button:visible, .intake-footer:visible').count()).toBe(0);
      expect(await page.locator('h1').isVisible()).toBe(true);
      for (const details of await page.locator('.govuk-details__text').all())
        expect((await details.boundingBox())?.height).toBeGreaterThan(20);
      expect(await scrollsSideways(page)).toBe(false);
      await context.close();
    },
    60_000,
  );
});
