import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ClipName } from '../../fixtures/clips';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { openWorld, PASSWORD, seedCase, type Case, type World } from '../../medium/workspace/world';
import type { Officer } from '../../../src/features/identity';
import { seedFilm } from '../../medium/watching/film';

let world: World;
let browser: Browser;
let officer: Officer;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  officer = await world.officer();
  home = await seedCase(world, officer.id);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function signIn(width: number, javaScript = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openContext(browser, { width, javaScript });
  const page = await context.newPage();
  await page.goto(`${world.base}/sign-in`);
  await page.getByLabel('Email address').fill(officer.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'My investigations' }).waitFor();
  return { context, page };
}

/** Opens a viewing and waits until the player has taken over from the browser's own controls. */
async function watch(page: Page, clip: string): Promise<void> {
  await page.goto(`${world.base}/clips/${clip}`);
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await page.locator('[data-player][data-ready]').waitFor();
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    const noted = window as unknown as { presented: number[] };
    noted.presented = [];
    const note = (_now: number, { mediaTime }: { mediaTime: number }): void => {
      noted.presented.push(mediaTime);
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
    return new Promise<void>((done) => {
      if (video.readyState >= 2) done();
      else video.addEventListener('loadeddata', () => done());
    });
  });
}

const presented = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { presented: number[] }).presented);
const frame = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-player]').getAttribute('data-frame'));
const onFrame = (page: Page, number: number): Promise<void> =>
  page.locator(`[data-player][data-frame="${number}"]`).waitFor();

/** Seconds of each frame, as the API gives them under the open viewing. */
async function timesOf(page: Page): Promise<number[]> {
  const address = (await page.locator('[data-player]').getAttribute('data-player')) ?? '';
  const answer = await page.request.get(world.base + address);
  const { timeBase, pts } = (await answer.json()) as {
    timeBase: { num: number; den: number };
    pts: number[];
  };
  return pts.map((ticks) => (ticks * timeBase.num) / timeBase.den);
}

const viewedEvents = async (clip: string): Promise<number> => {
  const { rows } = await world.admin.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' = 'viewed'`,
    [`clip:${clip}`],
  );
  return rows[0]?.count ?? 0;
};

describe.each<ClipName>(['h264', 'variableRateHevc', 'rotated', 'bFrames'])('the player with %s', (name) => {
  it('steps exactly, frame by frame, on and back, under one viewing', async () => {
    const { id } = await seedFilm(world, home, name, `${name}.mp4`);
    const { context, page } = await signIn(1280);
    await watch(page, id);
    const times = await timesOf(page);
    expect(times.length).toBe(45);
    const shownAt = async (number: number): Promise<void> => {
      await onFrame(page, number);
      await page.waitForFunction(
        (wanted) =>
          Math.abs(((window as unknown as { presented: number[] }).presented.at(-1) ?? -1) - wanted) < 0.001,
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
    expect(await viewedEvents(id)).toBe(1);
    await context.close();
  }, 120_000);
});

describe('an officer who watches', () => {
  it('loops between two marks, slows down and speeds up', async () => {
    const { id } = await seedFilm(world, home, 'h264', 'loop.mp4');
    const { context, page } = await signIn(1280);
    await watch(page, id);
    const times = await timesOf(page);
    for (let number = 2; number <= 5; number += 1) await page.keyboard.press('.');
    await onFrame(page, 5);
    await page.keyboard.press('[');
    for (let number = 6; number <= 12; number += 1) await page.keyboard.press('.');
    await onFrame(page, 12);
    await page.keyboard.press(']');
    expect(await page.getByText('Loop: frames 5 to 12').isVisible()).toBe(true);
    const before = (await presented(page)).length;
    await page.keyboard.press('k');
    await page.waitForTimeout(2_500);
    await page.keyboard.press('k');
    const played = (await presented(page)).slice(before);
    // The stretch lasts half a second: it must have begun anew several times, and never have gone far beyond its end.
    expect(played.filter((time, place) => time < (played[place - 1] ?? 0)).length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...played)).toBeLessThan((times[14] ?? 0) + 0.01);
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
  }, 60_000);

  it('enlarges and brightens the view, which changes nothing but the view', async () => {
    const { id } = await seedFilm(world, home, 'h264', 'night.mp4');
    const { context, page } = await signIn(1280);
    await watch(page, id);
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
  }, 60_000);

  it.each([360, 1280])(
    'finds the page whole at %i px and on paper',
    async (width) => {
      const { id } = await seedFilm(
        world,
        home,
        'rotated',
        'A_long_name_of_a_file_that_a_doorbell_made_up_20261122_224108.mp4',
      );
      await world.admin.query(
        `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'file-name', true, $2)`,
        [id, JSON.stringify(SUMMER)],
      );
      const { context, page } = await signIn(width);
      await watch(page, id);
      const overlay = page.locator('[data-part="overlay"]');
      await page.keyboard.press('.');
      expect(await overlay.innerText()).toMatch(
        /14 Jul 2026.*22:03:05\.\d{3} BST \(File name, no zone stated, read as UTC\)/,
      );
      await page.keyboard.press('t');
      expect(await overlay.innerText()).toMatch(
        /21:03:05\.\d{3} BST \(File name, no zone stated, read as UK time\)/,
      );
      await page.locator('summary', { hasText: 'Keys' }).click();
      await screenshot(page, `watch-${width}-player`);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.emulateMedia({ media: 'print' });
      await screenshot(page, `watch-${width}-paper`);
      await context.close();
    },
    60_000,
  );

  it('has the browser’s own controls without JavaScript', async () => {
    const { id } = await seedFilm(world, home, 'h264', 'plain.mp4');
    const { context, page } = await signIn(1280, false);
    await page.goto(`${world.base}/clips/${id}`);
    await page.getByRole('button', { name: 'Watch the clip' }).click();
    expect(await page.locator('video[controls]').count()).toBe(1);
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
