import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { versionOf } from '../../../src/kernel/law';
import {
  axeFindings,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
  whole,
} from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

const folder = mkdtempSync(join(tmpdir(), 'lintel-film-'));
const film = join(folder, 'notice.mp4');
let world: IntakeWorld;
let browser: Browser;
let weather: Server;
let exitUrl: string;
beforeAll(async () => {
  const made = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=5:duration=2', '-pix_fmt', 'yuv420p'];
  await promisify(execFile)('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    ...made,
    '-movflags',
    '+faststart',
    film,
  ]);
  writeFileSync(join(folder, 'notice.vtt'), 'WEBVTT\n\n00:00.000 --> 00:01.500\nIt is your choice.\n');
  weather = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end('<title>Weather</title><h1>Sunny</h1>');
  });
  await once(weather.listen(0, '127.0.0.1'), 'listening');
  exitUrl = `http://localhost:${(weather.address() as AddressInfo).port}/weather`;
  world = await IntakeWorld.open({
    INTAKE_BSL_VIDEO: film,
    INTAKE_BSL_NOTICE: versionOf('notice'),
    INTAKE_EXIT_URL: exitUrl,
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
  weather.close();
  await rm(folder, { recursive: true });
});

const UPRIGHT = { width: 360, height: 740 };
const ON_ITS_SIDE = { width: 740, height: 360 };

async function filmPage({ javaScript = true } = {}): Promise<Page> {
  const { link, code } = await world.officer.invite();
  const page = await (await openContext(browser, { width: UPRIGHT.width, javaScript })).newPage();
  await page.setViewportSize(UPRIGHT);
  await page.goto(link);
  await page.getByLabel('Your code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'BSL video' }).click();
  await page.getByRole('heading', { name: 'BSL video' }).waitFor();
  await whole(page);
  return page;
}

const exit = (page: Page): Locator => page.locator('.govuk-exit-this-page__button');
const larger = (page: Page): Locator => page.getByRole('button', { name: 'Make it larger' });
const smaller = (page: Page): Locator => page.getByRole('button', { name: 'Make it small again' });
const isFull = (page: Page): Promise<boolean> => page.evaluate('document.fullscreenElement !== null');
const notFull = (page: Page): Promise<true> =>
  until('the end of the full screen', async () => ((await isFull(page)) ? undefined : true));

/** What lies on top in the middle of something: what a finger would meet. */
const meets = (at: Locator): Promise<boolean> =>
  at.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return top !== null && (element === top || element.contains(top));
  });

/** Of the film's box, what the picture of 16 by 9 covers; CSS pixels. */
async function pictureWidth(page: Page): Promise<number> {
  const box = await page.locator('video').boundingBox();
  return Math.min(box?.width ?? 0, ((box?.height ?? 0) * 16) / 9);
}

async function expectGone(page: Page): Promise<void> {
  await page.waitForURL(exitUrl);
  expect(await page.locator('body').innerText()).toBe('Sunny');
  expect(await isFull(page)).toBe(false);
}

describe('the film of the notice on a phone', () => {
  it('fills the screen, and the way out is as near as before', async () => {
    const page = await filmPage();
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize(ON_ITS_SIDE);
    const before = await pictureWidth(page);
    await larger(page).click();
    await until('the full screen', async () => ((await isFull(page)) ? true : undefined));
    await screenshot(page, 'film-on-its-side');
    expect(await pictureWidth(page)).toBeGreaterThan(before * 1.1);
    expect([await meets(exit(page)), await meets(smaller(page))]).toEqual([true, true]);
    expect(await axeFindings(page)).toEqual([]);
    await exit(page).click();
    await expectGone(page);
    await page.context().close();
  });

  it('is left by Shift three times from the full screen, too', async () => {
    const page = await filmPage();
    await larger(page).click();
    await until('the full screen', async () => ((await isFull(page)) ? true : undefined));
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
    await expectGone(page);
    await page.context().close();
  });

  it('gets small again by its button and by the browser’s own way', async () => {
    const page = await filmPage();
    for (const shrink of [() => smaller(page).click(), () => page.evaluate('document.exitFullscreen()')]) {
      await larger(page).click();
      await until('the full screen', async () => ((await isFull(page)) ? true : undefined));
      await shrink();
      await larger(page).waitFor();
      await notFull(page);
      await page.getByRole('heading', { name: 'BSL video' }).waitFor();
    }
    await page.context().close();
  });

  it('is small in a page of its usual size after two quick taps', async () => {
    const page = await filmPage();
    await page.evaluate(`new Promise((changed) => {
      document.addEventListener('fullscreenchange', changed, { once: true });
      const button = document.querySelector('[data-film-size]');
      button.click();
      button.click();
    })`);
    await notFull(page);
    await larger(page).waitFor();
    await page.context().close();
  });

  it('is as large as the window where a phone gives no page the full screen', async () => {
    const page = await filmPage();
    await page.evaluate('delete Element.prototype.requestFullscreen');
    await page.setViewportSize(ON_ITS_SIDE);
    const before = await pictureWidth(page);
    await larger(page).click();
    expect(await pictureWidth(page)).toBeGreaterThan(before * 1.1);
    expect(await isFull(page)).toBe(false);
    for (const size of [ON_ITS_SIDE, UPRIGHT, { width: 320, height: 568 }, { width: 1280, height: 800 }]) {
      await page.setViewportSize(size);
      expect([size, await meets(exit(page)), await meets(smaller(page))]).toEqual([size, true, true]);
      expect(await scrollsSideways(page)).toBe(false);
      await screenshot(page, `film-${size.width}`);
    }
    expect(await axeFindings(page)).toEqual([]);
    // What lies under it is out of the way of a keyboard and of a screen reader.
    expect(await page.getByRole('link').allInnerTexts()).toEqual(['Exit this page']);
    await page.keyboard.press('Escape');
    await larger(page).waitFor();
    await larger(page).click();
    await exit(page).click();
    await expectGone(page);
    await page.context().close();
  });

  it('offers no size that needs a script where there is none', async () => {
    const page = await filmPage({ javaScript: false });
    expect(await larger(page).count()).toBe(0);
    expect(await page.locator('video').getAttribute('controlslist')).toContain('nofullscreen');
    await page.context().close();
  });
});

it('is not offered where it signs an older notice, and the notice is there without it', async () => {
  const old = await IntakeWorld.open({ INTAKE_BSL_VIDEO: film, INTAKE_BSL_NOTICE: '1' });
  const { link, code } = await old.officer.invite();
  const her = new VisitorBrowser(old.base);
  await her.post(new URL(link).pathname, { code });
  const { text } = await her.get('/notice');
  expect(text).toContain('/notice/easy-read');
  expect(text).not.toContain('/notice/bsl');
  for (const path of ['/notice/bsl', '/notice/bsl.mp4', '/notice/bsl.vtt'])
    expect([path, (await her.get(path)).status]).toEqual([path, 404]);
  await old.close();
});
