import { copyFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { draft } from '../../support/drafts';
import { PATIENCE_MS, until } from '../../support/until';
import { inThisProcess, IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { COUNTING, LATE, ownClips, type OwnClips } from './support/own-clips';
import { Walk } from './support/walk';

const ARABIC = draft('ar');
/** As many as a busy week leaves. */
const MANY = 44;

let world: IntakeWorld;
let browser: Browser;
let clips: OwnClips;
/** A harmless site that never answers: what stands on the page meanwhile is seen. */
let slow: Server;
beforeAll(async () => {
  slow = createServer(() => undefined);
  await once(slow.listen(0, '127.0.0.1'), 'listening');
  const INTAKE_EXIT_URL = `http://localhost:${(slow.address() as AddressInfo).port}/weather`;
  world = await IntakeWorld.open({ INTAKE_EXIT_URL }, inThisProcess([ARABIC]));
  browser = await openBrowser();
  clips = await ownClips(world.home);
});
afterAll(async () => {
  await browser.close();
  await world.close();
  slow.closeAllConnections();
  slow.close();
});

async function visit(width: number, her = new VisitorBrowser(world.base)): Promise<Page> {
  if (her.cookie === '') await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width });
  const value = her.cookie.slice('session='.length);
  await context.addCookies([{ name: 'session', value, url: world.base }]);
  const page = await context.newPage();
  await page.addInitScript(COUNTING);
  await page.goto(`${world.base}/files`);
  return page;
}

const rows = (page: Page): Locator => page.locator('[data-part="list"] > li');
const rowOf = (page: Page, path: string): Locator =>
  rows(page).filter({ has: page.locator('[data-part="name"]', { hasText: basename(path) }) });
const tiles = (page: Page): Locator => page.locator('.intake-picture');
const wish = (page: Page): Locator => page.locator('[data-part="pictures"] button');
const here = async (page: Page, count: number): Promise<void> => {
  await page
    .getByText('It is here. We are checking it.')
    .nth(count - 1)
    .waitFor();
};
const add = async (page: Page, paths: readonly string[]): Promise<void> => {
  await page.getByLabel('Add files').setInputFiles([...paths]);
  await here(page, paths.length);
};

/** Brings its line into sight: of what nobody sees there is no picture. */
async function pictured(page: Page, path: string): Promise<void> {
  await rowOf(page, path).scrollIntoViewIfNeeded();
  await rowOf(page, path).locator('canvas').waitFor();
}

interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, w: number, h: number): { readonly data: Iterable<number> };
  };
}

/** Of the picture beside a file: its size, and what is in its middle, red, green and blue from 0 to 255. */
const pictureOf = (page: Page, path: string): Promise<{ size: string; middle: number[] }> =>
  rowOf(page, path)
    .locator('canvas')
    .evaluate((element) => {
      const canvas = element as unknown as Canvas;
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d').getImageData(width / 2, height / 2, 1, 1);
      return { size: `${width} x ${height}`, middle: [...data].slice(0, 3) };
    });
const middleOf = async (page: Page, path: string): Promise<number[]> => (await pictureOf(page, path)).middle;
const sizeOf = async (page: Page, path: string): Promise<string> => (await pictureOf(page, path)).size;

/** Nothing shows a file, or could: no canvas, no film, no address of one. */
async function expectNone(page: Page): Promise<void> {
  expect(await page.locator('canvas, video, main img, .intake-picture').count()).toBe(0);
  await until('every address taken back', async () => (await page.evaluate<number>('open.size')) === 0);
}

it('shows small pictures of the files that the page holds when asked, says where there is none, and hides them again', async () => {
  const page = await visit(360);
  const walk = new Walk(page, 'pictures', true);
  expect(await wish(page).isVisible()).toBe(false);
  const { red, green, photo, without } = clips;
  await add(page, [red, green, photo, ...without]);
  await expectNone(page);
  expect(await page.evaluate('made')).toBe(0);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!/^blob:|\/files\.json$/.test(request.url())) asked.push(request.url());
  });
  await wish(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Hide pictures' }).waitFor();
  await page.locator('[data-part="said"]', { hasText: 'The pictures are there now.' }).waitFor();
  // What is out of sight comes when it is in sight; every tile has its size before.
  for (const row of await rows(page).all()) {
    await row.scrollIntoViewIfNeeded();
    const tile = row.locator('.intake-picture');
    const empty = await tile.boundingBox();
    await tile.locator('canvas').or(tile.getByText('No picture')).waitFor();
    expect({ ...(await tile.boundingBox()), x: 0, y: 0 }).toEqual({ ...empty, x: 0, y: 0 });
  }
  expect((await middleOf(page, red))[0]).toBeGreaterThan(200);
  expect((await middleOf(page, green))[1]).toBeGreaterThan(100);
  expect((await middleOf(page, photo))[2]).toBeGreaterThan(200);
  expect(await Promise.all([red, green, photo].map((path) => sizeOf(page, path)))).toEqual([
    '160 x 90',
    '51 x 90',
    '120 x 90',
  ]);
  for (const path of without) expect(await rowOf(page, path).getByText('No picture').count()).toBe(1);
  await walk.look('phone');
  for (const [width, colorScheme] of [
    [320, 'light'],
    [768, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await walk.look(`${width}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' });
  await walk.look('forced');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.intake-picture:visible, .intake-pictures:visible').count()).toBe(0);
  await page.emulateMedia({ media: null });
  expect(await page.locator('video').count()).toBe(0);
  expect(await page.evaluate('open.size')).toBe(0);
  await page.getByRole('button', { name: 'Hide pictures' }).click();
  await page.locator('[data-part="said"]', { hasText: 'The pictures are gone.' }).waitFor();
  await expectNone(page);
  // The server has heard nothing of it.
  expect(asked).toEqual([]);
  walk.expectNoTrouble();
  await page.context().close();
}, 120_000);

it('shows the picture of a film that the browser had not drawn when it said so', async () => {
  const page = await visit(360);
  await page.evaluate(LATE);
  await add(page, [clips.red]);
  await wish(page).click();
  await pictured(page, clips.red);
  expect((await middleOf(page, clips.red))[0]).toBeGreaterThan(200);
  await page.context().close();
});

it('forgets the wish with the page: after a reload there is none, and none is offered of what the page does not hold', async () => {
  const page = await visit(360);
  await add(page, [clips.red]);
  await wish(page).click();
  await pictured(page, clips.red);
  expect(page.url()).toBe(`${world.base}/files`);
  await page.reload();
  await rows(page).first().waitFor();
  await expectNone(page);
  expect(await wish(page).isVisible()).toBe(false);
  // One more of this page beside one of before.
  await page.getByLabel('Add files').setInputFiles(clips.green);
  await wish(page).click();
  await pictured(page, clips.green);
  expect(await rowOf(page, clips.red).getByText('No picture').count()).toBe(1);
  await page.context().close();
});

it('goes with a file that is removed, and comes back with it', async () => {
  const page = await visit(360);
  await add(page, [clips.red, clips.green]);
  await wish(page).click();
  await pictured(page, clips.red);
  await pictured(page, clips.green);
  await rowOf(page, clips.red).getByRole('button', { name: 'Remove' }).click();
  await rowOf(page, clips.red).waitFor({ state: 'detached' });
  expect(await page.locator('canvas').count()).toBe(1);
  await page.locator('[data-part="undo"] button').click();
  await pictured(page, clips.red);
  expect((await middleOf(page, clips.red))[0]).toBeGreaterThan(200);
  await page.context().close();
});

it.each([
  ['the button', `document.querySelector('.govuk-exit-this-page__button').click();`],
  [
    'Shift three times',
    `for (let press = 0; press < 3; press += 1)
       for (const type of ['keydown', 'keyup'])
         document.dispatchEvent(new KeyboardEvent(type, { key: 'Shift', bubbles: true }));`,
  ],
])(
  'is gone at once by %s, also while a film is read, however late the harmless site comes',
  async (_way, leave) => {
    const page = await visit(360);
    await add(page, [clips.red, clips.green]);
    // Words above it come with the pictures, and push it down.
    await rowOf(page, clips.red).evaluate((row) => row.scrollIntoView({ block: 'start' }));
    let tell: (found: unknown) => void = () => undefined;
    const told = new Promise((resolve) => (tell = resolve));
    await page.exposeFunction('tell', (found: unknown) => tell(found));
    // The page tells it itself: from outside, one whose address is about to change cannot be asked.
    await page.evaluate(`{
      whenMade = () => {
        const read = open.size;
        ${leave}
        // In the same moment: a film that is read to its end first would be given back only then.
        setTimeout(() => tell({
          read: read > 0,
          left: open.size + document.querySelectorAll('body > *, canvas, video, .intake-picture').length,
        }));
      };
      document.querySelector('[data-part="pictures"] button').click();
    }`);
    const patience = sleep(PATIENCE_MS, 'nothing was told', { ref: false });
    expect(await Promise.race([told, patience])).toEqual({ read: true, left: 0 });
    await page.context().close();
  },
);

it('is gone from a page that was out of sight for two minutes, and from one that a browser keeps to show again', async () => {
  const page = await visit(360);
  await add(page, [clips.red]);
  await page.clock.install();
  const turn = (hidden: boolean): Promise<unknown> =>
    page.evaluate(`{
      Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }`);
  await wish(page).click();
  await pictured(page, clips.red);
  await turn(true);
  await page.clock.fastForward(100_000);
  await turn(false);
  await page.clock.fastForward(100_000);
  expect(await page.locator('canvas').count()).toBe(1);
  await turn(true);
  await page.clock.fastForward(121_000);
  await expectNone(page);
  await turn(false);
  expect(await wish(page).textContent()).toBe('Show pictures');
  await wish(page).click();
  await pictured(page, clips.red);
  await page.evaluate(`window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`);
  await expectNone(page);
  await page.context().close();
});

it(`decodes of ${MANY} files those that are in sight, two at once, and the others when they come into sight`, async () => {
  const page = await visit(360);
  const many = Array.from({ length: MANY }, (_, index) => {
    const path = join(world.home, `clip-${String(index).padStart(2, '0')}.webm`);
    copyFileSync(clips.red, path);
    return path;
  });
  await add(page, many);
  await page.evaluate(`{
    window.most = 0;
    setInterval(() => (most = Math.max(most, open.size)), 1);
  }`);
  await page.evaluate('scrollTo(0, 0)');
  await wish(page).click();
  await pictured(page, many[0] ?? '');
  await until('quiet', async () => (await page.evaluate<number>('open.size')) === 0);
  expect(await tiles(page).count()).toBe(MANY);
  expect(await page.evaluate<number>('made')).toBeLessThan(8);
  await pictured(page, many.at(-1) ?? '');
  expect(await page.evaluate<number>('made')).toBeLessThan(16);
  expect(await page.evaluate<number>('most')).toBeLessThanOrEqual(2);
  await page.context().close();
}, 120_000);

it('speaks Arabic from the right, and stands where its lines begin', async () => {
  const t = ARABIC.texts.upload;
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  await her.post('/language', { language: 'ar' });
  const page = await visit(320, her);
  const walk = new Walk(page, 'pictures-ar', true);
  await page.locator('#files-input').setInputFiles([clips.red, clips.without[0] ?? '']);
  await page.getByRole('button', { name: t.pictures.show }).click();
  await pictured(page, clips.red);
  await rowOf(page, clips.without[0] ?? '').scrollIntoViewIfNeeded();
  await page.getByText(t.pictures.none, { exact: true }).waitFor();
  await walk.look('phone');
  await page.setViewportSize({ width: 1280, height: 900 });
  const [tile, words] = await Promise.all(
    ['.intake-picture', '.intake-file__text'].map((part) => rows(page).first().locator(part).boundingBox()),
  );
  expect(tile?.x).toBeGreaterThan((words?.x ?? Infinity) + (words?.width ?? 0));
  await walk.look('wide');
  await page.context().close();
});

it('offers none without JavaScript', async () => {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  await her.uploadByTus('front.mp4', Buffer.from('film'));
  const context = await openContext(browser, { width: 360, javaScript: false });
  const value = her.cookie.slice('session='.length);
  await context.addCookies([{ name: 'session', value, url: world.base }]);
  const page = await context.newPage();
  await page.goto(`${world.base}/files`);
  expect([await rows(page).count(), await wish(page).isVisible()]).toEqual([1, false]);
  await context.close();
});
