import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import {
  axeFindings,
  keptOnDevice,
  openBrowser,
  screenshot,
  scrollsSideways,
  shows,
  whole,
} from '../../../support/browser';
import { htmlFindings } from '../../../support/html';
import { EVERY_LOOK } from '../../../support/looks';
import { PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT } from '../../../support/pseudo-languages';
import { inThisProcess, IntakeWorld } from '../../../medium/intake/support/intake';
import { ASKED, type Asked } from './asked';
import { keyboardFindings } from './keyboard';
import type { Language } from '../../../../src/apps/intake/texts/language';
import { people, WHO, type People, type Who } from './people';
import { STATES, type State } from './states';

/** How a page is looked at. */
export interface Mode {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Colours of the system's own, and nothing that moves. */
  readonly forced?: boolean;
  /** The colours of the night. */
  readonly dark?: boolean;
  readonly axe?: boolean;
  readonly keyboard?: boolean;
}

const REVEALING = /police|evidence|stalk|crime|pressure|investigat|officer/i;

interface Place {
  readonly world: IntakeWorld;
  readonly browser: Browser;
  readonly all: People;
}

async function contextFor(
  { world, browser, all }: Place,
  { width, height }: Pick<Mode, 'width' | 'height'>,
  locale: string,
  who: Who,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height }, locale });
  const value = all.sessions[who];
  if (value !== '') await context.addCookies([{ name: 'session', value, url: world.base }]);
  return context;
}

/** Behind the code nothing comes before these. */
const FIRST = new Set(['notice', 'diary', 'diary-empty', 'diary-sent', 'diary-renewed']);
/** Where the way back is a link or a button of the page's own. */
const OWN_WAY = new Set(['done', 'own-code', 'receipt-plain', 'our-fault', 'file-not-here']);

/** The way back, above what the page is about. */
async function backOf(page: Page, { name, who }: State): Promise<string> {
  // Who has stopped has no session any more to go back into.
  if (who === 'nobody' || who === 'stopping' || FIRST.has(name)) return '';
  const back = OWN_WAY.has(name) ? 'main a[href^="/"]' : '.govuk-back-link[href^="/"]';
  return (await shows(page, back)) ? '' : 'has no way back';
}

async function findingsOf(page: Page, mode: Mode, state: State): Promise<string[]> {
  const hers = !state.name.startsWith('recipient-');
  const found = mode.axe === true ? await axeFindings(page) : [];
  const back = await backOf(page, state);
  if (back !== '') found.push(back);
  await whole(page);
  const asked = await page.evaluate<Asked>(ASKED);
  if (hers && asked.out !== '') found.push(`has ${asked.out}`);
  if (asked.sideways) found.push('scrolls sideways');
  for (const [what, where] of [
    ['cuts off', asked.cut],
    ['breaks or reverses', asked.reversed],
    ['has no room for the numbers or points of', asked.cramped],
    ['ends a line within a word of', asked.torn],
    ['hides', asked.hidden],
  ] as const)
    if (where.length > 0) found.push(`${what} ${where.join(', ')}`);
  const { cookies, ...kept } = await keptOnDevice(page);
  if (Object.values(kept).some((count) => count > 0) || cookies.some((name) => name !== 'session'))
    found.push(`keeps ${JSON.stringify({ cookies, ...kept })}`);
  if (REVEALING.test(asked.title)) found.push(`tells by its title: ${asked.title}`);
  // In any language: the word for a mistake, a colon, and the one name of all pages.
  if (asked.mistaken && !/^\S.*\s?[:：] /.test(asked.title))
    found.push(`tells of a mistake, and its title does not: ${asked.title}`);
  if (asked.headings !== 1) found.push('has not exactly one heading of its own');
  if (mode.forced === true && asked.moving > 0) found.push('moves');
  if (mode.keyboard === true) found.push(...(await keyboardFindings(page)));
  return found;
}

/** As the next one sees it: other window, other colours. */
async function showAs(page: Page, { width, height, dark, forced }: Mode): Promise<void> {
  await page.emulateMedia({
    colorScheme: dark === true ? 'dark' : 'light',
    forcedColors: forced === true ? 'active' : 'none',
    reducedMotion: forced === true ? 'reduce' : 'no-preference',
  });
  await page.setViewportSize({ width, height });
}

/** What a page says, and what it says only when something on it is opened. */
type Reader = (name: string, shown: string, folded: string) => void;

const READ = `(() => {
  const [main, ...others] = document.querySelectorAll('main');
  if (main === undefined || others.length > 0) throw new Error('has not exactly one main part');
  const folded = Array.from(main.querySelectorAll('details:not([open]) > :not(summary)'), (part) => part.textContent);
  return [main.innerText, folded.join('\\n')];
})()`;

async function read(page: Page, name: string, reader: Reader): Promise<void> {
  await whole(page);
  const [shown, folded] = await page.evaluate<[string, string]>(READ);
  reader(name, shown, folded);
}

interface Sent {
  readonly pages: Promise<string>[];
  end(): void;
}

/** The pages that come while it is used, as they were sent: what a browser shows is mended already. */
function sentOf(page: Page): Sent {
  const pages: Promise<string>[] = [];
  const keep = (answer: Response): void => {
    const isPage =
      answer.request().isNavigationRequest() && (answer.status() < 300 || answer.status() >= 400);
    if (!isPage) return;
    const text = answer.text();
    // Whoever waits for it hears of a failure, and nobody else.
    text.catch(() => undefined);
    pages.push(text);
  };
  page.on('response', keep);
  return { pages, end: () => void page.off('response', keep) };
}

async function look(
  { world, all }: Place,
  page: Page,
  modes: readonly [Mode, ...Mode[]],
  state: State,
  reader?: Reader,
): Promise<string[]> {
  const { name, path, act } = state;
  const found: string[] = [];
  await showAs(page, modes[0]);
  const sent = sentOf(page);
  try {
    await page.goto(world.base + path(all.paths));
    await act?.(page, world.home);
    if (reader !== undefined) await read(page, name, reader);
    const asked = modes.some(({ axe }) => axe === true) ? sent.pages : [];
    for (const html of await Promise.all(asked)) {
      const wrong = await htmlFindings(html);
      found.push(...wrong.map((finding) => `${name}, as it was sent: ${finding}`));
    }
    for (const mode of modes) {
      await showAs(page, mode);
      await screenshot(page, `${mode.name}-${name}`);
      const findings = await findingsOf(page, mode, state);
      found.push(...findings.map((finding) => `${name}, ${mode.name}: ${finding}`));
    }
  } catch (error) {
    found.push(`${name}: cannot be looked at: ${String(error)}`);
  } finally {
    sent.end();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
  return found;
}

/** An address that is wider than a phone, and a telephone number with a country. */
export const LONG_CONTACT =
  'Write to domestic-abuse.and.stalking-team@bedfordshire-and-hertfordshire.police.example, call +44 20 7946 0958, or see https://www.police.example/stalking/reaching-us/by-day-and-night.';

/** Opens the site with everyone who may visit it, for the suite of the file that calls this. */
export function place(
  given: Readonly<Record<string, string>> = {},
  languages: readonly Language[] = [PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT],
): () => Place {
  let made: Place;
  beforeAll(async () => {
    const world = await IntakeWorld.open(given, inThisProcess(languages));
    made = { world, browser: await openBrowser(), all: await people(world) };
  });
  afterAll(async () => {
    await made.browser.close();
    await made.world.close();
  });
  return () => made;
}

/** Every one of so many states, which stand beside those of the same page: of each page some are in each share. */
export const shareOf = (number: number, shares: number): readonly State[] =>
  EVERY_LOOK ? STATES : STATES.filter((_, place) => place % shares === number);

/** The first for every state, and of the others one in turn. */
function modesFor([first, ...others]: readonly [Mode, ...Mode[]], state: State): readonly [Mode, ...Mode[]] {
  const place = STATES.indexOf(state) % others.length;
  return [first, ...others.filter((_, at) => EVERY_LOOK || at === place)];
}

/** Opens these pages of hers once, as each who may see it, and looks at it in the modes. */
export function everyPage(
  here: () => Place,
  locale: string,
  modes: readonly [Mode, ...Mode[]],
  { states = STATES, reader }: { states?: readonly State[]; reader?: Reader } = {},
): void {
  const names = modes.map(({ name }) => name).join(', ');
  describe(`${states.length} pages and states of hers, ${names}`, () => {
    it.each(WHO.filter((who) => states.some((one) => one.who === who)))(
      'as it is for %s: accessible, not too wide, neutral, and nothing on the device but the one cookie',
      async (who) => {
        const context = await contextFor(here(), modes[0], locale, who);
        // One tab: a new one for each state would be a process each, in which axe is compiled anew.
        const page = await context.newPage();
        const found: string[] = [];
        for (const state of states.filter((one) => one.who === who)) {
          found.push(...(await look(here(), page, modesFor(modes, state), state, reader)));
        }
        await context.close();
        expect(found).toEqual([]);
      },
      300_000,
    );
  });
}

/** Pages that are printed. */
export function onPaper(here: () => Place, names: readonly string[]): void {
  describe('on paper', () => {
    it.each(names)(
      '%s has all its words and nothing that only a screen can use',
      async (name) => {
        const { world, all } = here();
        const state = STATES.find((one) => one.name === name);
        if (state === undefined) throw new Error(`there is no ${name}`);
        const context = await contextFor(here(), { width: 794, height: 1123 }, 'en-GB', state.who);
        const page = await context.newPage();
        await page.goto(world.base + state.path(all.paths));
        await page.emulateMedia({ media: 'print' });
        await screenshot(page, `paper-${name}`);
        expect(await page.locator('.govuk-button:visible, .intake-footer:visible').count()).toBe(0);
        // What leads to another page is a word within what is said, or not there; and the sheet is used from edge to edge.
        expect(await page.locator('main p > a:only-child:visible').allInnerTexts()).toEqual([]);
        expect((await page.locator('h1').boundingBox())?.width).toBeGreaterThan(700);
        expect(await page.locator('h1').isVisible()).toBe(true);
        for (const details of await page.locator('.govuk-details__text').all())
          expect((await details.boundingBox())?.height).toBeGreaterThan(20);
        expect(await scrollsSideways(page)).toBe(false);
        await context.close();
      },
      300_000,
    );
  });
}
