import type { Page } from 'playwright-core';
import type { ClipName } from '../../fixtures/clips';
import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { until } from '../../support/until';
import { frame, onFrame, presented, timesOf, Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

describe.each<ClipName>(['h264', 'variableRateHevc', 'rotated', 'bFrames', 'sameTimes'])(
  'the player with %s',
  (name) => {
    it('steps exactly, frame by frame, on and back, under one viewing', async () => {
      const { id } = await seedFilm(watcher.world, watcher.home, name, `${name}.mp4`);
      const { context, page } = await watcher.signIn(1280);
      await watcher.watch(page, id);
      const times = await timesOf(page);
      expect(times.length).toBe(45);
      const shownAt = async (number: number): Promise<void> => {
        await onFrame(page, number);
        await page.waitForFunction(
          (wanted) =>
            Math.abs(((window as unknown as { presented: number[] }).presented.at(-1) ?? -1) - wanted) <
            0.001,
          times[number - 1] ?? 0,
        );
      };
      for (let number = 2; number <= 20; number += 1) {
        await page.keyboard.press('.');
        await shownAt(number);
      }
      for (let number = 19; number >= 10; number -= 1) {
        await page.keyboard.press(',');
        await shownAt(number);
      }
      await page.keyboard.press('End');
      await shownAt(45);
      await page.keyboard.press('.');
      await onFrame(page, 45);
      await page.keyboard.press('Home');
      await shownAt(1);
      expect(await watcher.looks(id)).toBe(1);
      await context.close();
    });
  },
);

/** Notes for how long the page could do nothing, from now on. */
const noteStandstills = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const noted = Object.assign(window, { standstill: 0 });
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      noted.standstill = Math.max(noted.standstill, now - last);
      last = now;
    }, 10);
  });
/** The longest of them, seconds. */
const standstill = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { standstill: number }).standstill / 1_000);

describe('an officer who watches', () => {
  it('loops between two marks, slows down and speeds up', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'loop.mp4');
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, id);
    const times = await timesOf(page);
    for (let number = 2; number <= 5; number += 1) await page.keyboard.press('.');
    await onFrame(page, 5);
    await page.keyboard.press('[');
    for (let number = 6; number <= 12; number += 1) await page.keyboard.press('.');
    await onFrame(page, 12);
    await page.keyboard.press(']');
    await page.getByText('Loop: frames 5 to 12').waitFor();
    const before = (await presented(page)).length;
    const played = async (): Promise<number[]> => (await presented(page)).slice(before);
    await noteStandstills(page);
    await page.keyboard.press('k');
    await until('a stretch that begins anew several times', async () => {
      const all = await played();
      return all.filter((time, place) => time < (all[place - 1] ?? 0)).length >= 2;
    });
    await page.keyboard.press('k');
    // It never goes far beyond its end, but where the page could do nothing meanwhile.
    expect(Math.max(...(await played()))).toBeLessThan((times[14] ?? 0) + 0.01 + (await standstill(page)));
    await page.keyboard.press('\\');
    expect(await page.locator('[data-part="loop-words"]').innerText()).toBe('No loop');

    const rate = (): Promise<number> =>
      page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate);
    for (let presses = 0; presses < 9; presses += 1) await page.keyboard.press('-');
    expect(await rate()).toBe(0.1);
    for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press('+');
    expect(await rate()).toBe(8);
    expect(await page.getByLabel('Speed').inputValue()).toBe('8');
    await context.close();
  });

  it('enlarges and brightens the view, which changes nothing but the view', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'night.mp4');
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, id);
    const style = (): Promise<string> =>
      page
        .locator('video')
        .evaluate(({ style: { filter, transform } }: HTMLVideoElement) => `${filter} ${transform}`);
    await page.keyboard.press('b');
    await page.keyboard.press('b');
    await page.keyboard.press('c');
    await page.keyboard.press('z');
    await page.keyboard.press('d');
    expect(await style()).toMatch(/brightness\(1\.5|brightness\(150%\) contrast\(125%\) scale\(1\.5\)/);
    expect(await page.getByText('for viewing only, the recording is not changed').isVisible()).toBe(true);
    await page.keyboard.press('0');
    expect(await style()).toMatch(/^ ?scale\(1\) translate\(0%(, 0%)?\)/);
    // Elsewhere on the page the keys are the page's own.
    await page.getByLabel('Producer').fill('');
    await page.getByLabel('Producer').pressSequentially('z.b');
    expect(await page.getByLabel('Producer').inputValue()).toBe('z.b');
    expect(await frame(page)).toBe(1);
    await context.close();
  });

  it.each([360, 1280])(
    'finds the page whole at %i px and on paper',
    async (width) => {
      const { id } = await seedFilm(
        watcher.world,
        watcher.home,
        'rotated',
        'A_long_name_of_a_file_that_a_doorbell_made_up_20261122_224108.mp4',
      );
      await watcher.world.admin.query(
        `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'file-name', true, $2)`,
        [id, JSON.stringify(SUMMER)],
      );
      const { context, page } = await watcher.signIn(width);
      await watcher.watch(page, id);
      const overlay = page.locator('[data-part="overlay"]');
      await page.keyboard.press('.');
      const reads = (words: RegExp): Promise<true> =>
        until(String(words), async () => words.test(await overlay.innerText()));
      await reads(/14 Jul 2026.*21:03:05\.\d{3} BST \(File name, no zone stated, read as UK time\)/);
      await page.keyboard.press('t');
      await reads(/22:03:05\.\d{3} BST \(File name, no zone stated, read as UTC\)/);
      await page.locator('summary', { hasText: 'Keys' }).click();
      // What stands below the list of keys stays below it when it is opened.
      const box = async (of: string): Promise<{ y: number; height: number }> =>
        (await page.locator(of).first().boundingBox()) ?? { y: 0, height: Infinity };
      const keys = await box('[data-part="controls"]');
      const below = await box('.lintel-watch + *');
      expect(below.y).toBeGreaterThanOrEqual(keys.y + keys.height);
      await screenshot(page, `watch-${width}-player`);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.emulateMedia({ media: 'print' });
      await screenshot(page, `watch-${width}-paper`);
      await context.close();
    },
    300_000,
  );

  it('has the browser’s own controls without JavaScript', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'plain.mp4');
    const { context, page } = await watcher.signIn(1280, false);
    await page.goto(`${watcher.world.base}/clips/${id}`);
    await page.getByRole('button', { name: 'Watch the clip' }).click();
    await page.locator('video[controls]').waitFor();
    expect(await page.locator('[data-part="controls"]').isVisible()).toBe(false);
    await context.close();
  });
});

const reading = (as: string, instant: string): object => ({
  as,
  instant,
  london: '2026-07-14T22:03:05+01:00',
});
const SUMMER = {
  source: 'file-name',
  ofEvent: true,
  of: 'start',
  wall: '2026-07-14T21:03:05',
  zone: 'unknown',
  readings: [
    reading('UTC', '2026-07-14T21:03:05.000Z'),
    reading('Europe/London', '2026-07-14T20:03:05.000Z'),
  ],
  confidence: 'medium',
  flags: [],
  plusMinusSeconds: null,
};
