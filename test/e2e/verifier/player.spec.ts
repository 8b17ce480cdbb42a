import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { SAMPLE_EXHIBITS, sampleBundle, writeBag } from '../../support/sample-bundle';
import { buildVerifier } from '../../support/verifier-build';
import { colourOf, numberedFilm, type NumberedFilm } from './numbered-film';

const MINUTE = 60_000;

/** The first exhibit has a list of its frames, the second one has none. */
describe('the player of START-HERE.html, from a disk', () => {
  let browser: Browser;
  let root: string;
  let verifier: string;
  let film: NumberedFilm;
  let address: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'lintel-player-'));
    verifier = await buildVerifier();
    film = await numberedFilm(root, 'film.mp4');
    const sample = sampleBundle({
      verifier,
      exhibits: SAMPLE_EXHIBITS.map((exhibit, at) => ({
        ...exhibit,
        proxy: film.bytes,
        ...(at === 1 && { description: 'No list' }),
      })),
      times: new Map([['data/viewing/AB-1/proxy.mp4', { seconds: 4, frames: film.frames }]]),
    });
    await writeBag(join(root, 'bag'), sample.files);
    address = pathToFileURL(join(root, 'bag', 'START-HERE.html')).href;
    browser = await openBrowser();
  }, 2 * MINUTE);
  afterAll(async () => {
    await browser.close();
    await rm(root, { recursive: true });
    await rm(verifier, { recursive: true });
  });

  const open = async (width = 1280): Promise<{ context: BrowserContext; page: Page; asked: string[] }> => {
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => asked.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') asked.push(`error: ${message.text()}`);
    });
    await page.goto(address);
    return { context, page, asked };
  };

  const stage = '#exhibit-0 .stage';
  const says = async (page: Page, words: string | RegExp, exhibit = 0): Promise<void> =>
    page.locator(`#exhibit-${exhibit} .readout`, { hasText: words }).first().waitFor();
  /** The frame on the screen is the one that the words name. */
  const showsFrame = async (page: Page, frame: number, place = stage): Promise<void> => {
    const wanted = film.shades[frame - 1] ?? 0;
    let green = -1;
    // On a machine with other work a step of the film may take seconds.
    for (let look = 0; look < 100; look += 1) {
      [, green] = await colourOf(page, place);
      if (Math.abs(wanted - green) <= 4) return;
      await page.waitForTimeout(50);
    }
    expect([frame, green]).toEqual([frame, wanted]);
  };

  it(
    'steps by keys and by buttons through every frame, at its own time, both ways',
    async () => {
      const { context, page, asked } = await open();
      const { pts, timeBase } = film.frames;
      const all = pts.length;
      expect(all).toBeGreaterThan(60);
      await page.locator(stage).focus();
      await says(page, `Frame 1 of ${all}, 0.000 s`);
      const seconds = (frame: number): string =>
        ((((pts[frame - 1] ?? 0) - (pts[0] ?? 0)) * timeBase.num) / timeBase.den).toFixed(3);
      // Over the gap in the times, and over each key frame.
      for (let frame = 2; frame <= 40; frame += 1) {
        await page.keyboard.press('.');
        await says(page, `Frame ${frame} of ${all}, ${seconds(frame)} s`);
        if (frame % 3 === 0) await showsFrame(page, frame);
      }
      for (let frame = 39; frame >= 30; frame -= 1) {
        await page.keyboard.press(',');
        await says(page, `Frame ${frame} of`);
        if (frame % 3 === 0) await showsFrame(page, frame);
      }
      await page.locator('#exhibit-0').getByRole('button', { name: 'Frame back' }).click();
      await says(page, 'Frame 29 of');
      await page.locator('#exhibit-0').getByRole('button', { name: 'Frame on' }).click();
      await says(page, 'Frame 30 of');
      await page.keyboard.press('End');
      await says(page, `Frame ${all} of`);
      await showsFrame(page, all);
      expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'steps from picture to picture of the browser where there is no list, misses none, and says so',
    async () => {
      const { context, page } = await open();
      const place = '#exhibit-1 .stage';
      await page.locator(place).focus();
      expect(await page.locator('#exhibit-1 .caution').textContent()).toContain('no list of the frames');
      expect(await page.locator('#exhibit-0 .caution').textContent()).toBe('');
      const { pts, timeBase } = film.frames;
      const seconds = (frame: number): string =>
        (((pts[frame - 1] ?? 0) * timeBase.num) / timeBase.den).toFixed(3);
      await says(page, `${seconds(1)} s`, 1);
      for (let frame = 2; frame <= 20; frame += 1) {
        await page.keyboard.press('.');
        await says(page, `${seconds(frame)} s`, 1);
      }
      await showsFrame(page, 20, place);
      for (let frame = 19; frame >= 14; frame -= 1) {
        await page.keyboard.press(',');
        await says(page, `${seconds(frame)} s`, 1);
      }
      await showsFrame(page, 14, place);
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'takes steps of a twenty-fifth of a second, and says so, where the browser tells no frames',
    async () => {
      const context = await openContext(browser, { width: 1280 });
      await context.addInitScript('delete HTMLVideoElement.prototype.requestVideoFrameCallback');
      const page = await context.newPage();
      await page.goto(address);
      await page.locator('#exhibit-1 .stage').focus();
      expect(await page.locator('#exhibit-1 .caution').textContent()).toContain('a step is 0.04 s');
      await page.keyboard.press('.');
      await says(page, '0.040 s', 1);
      await page.keyboard.press(',');
      await says(page, '0.000 s', 1);
      // With the list it is exact all the same.
      await page.locator(stage).focus();
      // Steps that come quicker than pictures: the last one is shown each time.
      const quickly = async (key: string, to: number): Promise<void> => {
        for (let step = 0; step < 4; step += 1) await page.keyboard.press(key);
        await says(page, `Frame ${to} of`);
        await showsFrame(page, to);
      };
      for (let turn = 0; turn < 10; turn += 1) {
        await quickly('.', 5);
        await quickly(',', 1);
      }
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'makes the picture larger by wheel, keys and buttons, moves it by dragging, and brings the whole back',
    async () => {
      const { context, page } = await open();
      const look = (): Promise<string> =>
        page.locator('#exhibit-0 video').evaluate((video: HTMLVideoElement) => video.style.transform);
      const whole = await look();
      const zoomed = (words: string): Promise<void> => says(page, words);
      await page.locator(stage).scrollIntoViewIfNeeded();
      const box = await page.locator(stage).boundingBox();
      if (box === null) throw new Error('no stage');
      await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4);
      await page.mouse.wheel(0, -240);
      await zoomed('Zoom 2x');
      // What lay under the pointer lies there still: of a picture twice as large that is a quarter of it, to the left and up.
      const [, right, down] = /^scale\(2\) translate\(([\d.]+)%, ([\d.]+)%\)$/.exec(await look()) ?? [];
      expect(Number(right)).toBeCloseTo(12.5, 0);
      expect(Number(down)).toBeCloseTo(12.5, 0);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 4 - 40, box.y + box.height / 4, { steps: 4 });
      await page.mouse.up();
      expect(await look()).toContain(`, ${down}%)`);
      expect(await look()).not.toContain(`${right}%`);
      // A drag is no click.
      expect(await page.locator('#exhibit-0 video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(
        true,
      );
      await page.locator(stage).focus();
      await page.keyboard.press('+');
      await zoomed('Zoom 3x');
      await page.keyboard.press('-');
      await zoomed('Zoom 2x');
      await page.keyboard.press('0');
      await zoomed('Zoom 1x');
      expect(await look()).toBe(whole);

      await page.locator('#exhibit-0').getByRole('button', { name: 'Larger' }).click();
      await zoomed('Zoom 1.5x');
      await page.locator('#exhibit-0').getByRole('button', { name: 'Smaller' }).click();
      await zoomed('Zoom 1x');
      await page.locator('#exhibit-0').getByRole('button', { name: 'Larger' }).click();
      await page.locator('#exhibit-0').getByRole('button', { name: 'Whole picture' }).click();
      await zoomed('Zoom 1x');
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'makes it larger between two fingers',
    async () => {
      const { context, page } = await open(360);
      await page.locator(stage).scrollIntoViewIfNeeded();
      const box = await page.locator(stage).boundingBox();
      if (box === null) throw new Error('no stage');
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const session = await context.newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number): Promise<unknown> =>
        session.send('Input.dispatchTouchEvent', {
          type,
          touchPoints:
            apart === undefined
              ? []
              : [
                  { x: x - apart, y, id: 1 },
                  { x: x + apart, y, id: 2 },
                ],
        });
      await touch('touchStart', 20);
      for (const apart of [25, 30, 40, 50, 60]) await touch('touchMove', apart);
      await touch('touchEnd');
      await says(page, 'Zoom 3x');
      await context.close();
    },
    2 * MINUTE,
  );

  it.each([360, 1280])(
    'is accessible and fits at %i pixels, larger as well',
    async (width) => {
      const { context, page } = await open(width);
      await page.locator(stage).focus();
      await page.keyboard.press('.');
      await says(page, 'Frame 2 of');
      await page.keyboard.press('+');
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await screenshot(page, `start-here-player-${width}`);
      await context.close();
    },
    2 * MINUTE,
  );
});
