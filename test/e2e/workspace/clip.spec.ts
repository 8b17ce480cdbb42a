import type { Page } from 'playwright-core';
import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import { until } from '../../support/until';
import { frame, onFrame, Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

const paused = (page: Page): Promise<boolean> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => video.paused);
/** Set once in the page: gone when the page was left or loaded anew. */
const stayed = (page: Page): Promise<boolean> =>
  page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed === true);
const scale = (page: Page): Promise<number> =>
  page
    .locator('video')
    .evaluate(({ style }: HTMLVideoElement) => Number(/scale\(([\d.]+)\)/.exec(style.transform)?.[1]));

describe('the view of a clip', () => {
  it.each(
    first(
      [
        [360, 'light'],
        [1920, 'dark'],
        [1920, 'light'],
        [1280, 'dark'],
      ] as const,
      2,
    ),
  )(
    'shows the picture as large as it can, and every form beside it, at %i px in %s',
    async (width, colours) => {
      const { id } = await seedFilm(watcher.world, watcher.home, 'h264', `porch-${width}-${colours}.mp4`);
      const { context, page } = await watcher.signIn(width);
      await page.emulateMedia({ colorScheme: colours });
      await page.goto(`${watcher.world.base}/clips/${id}`);
      await screenshot(page, `clip-${width}-${colours}-closed`);
      await watcher.watch(page, id);
      await screenshot(page, `clip-${width}-${colours}`);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      const stage = await page.locator('[data-part="stage"]').boundingBox();
      if (width === 1920) expect(stage?.width).toBeGreaterThan(1_300);
      if (width >= 1280) {
        // Nothing of the page lies below the fold: the panel scrolls by itself, beside the picture.
        expect(await page.locator('html').evaluate((html) => html.scrollHeight)).toBeLessThanOrEqual(901);
        await page.getByLabel('Note', { exact: true }).scrollIntoViewIfNeeded();
        expect(await page.locator('video').isVisible()).toBe(true);
        expect((await page.locator('[data-part="stage"]').boundingBox())?.y).toBe(stage?.y);
      }
      await context.close();
    },
    300_000,
  );

  it('obeys the mouse: a click plays, the wheel enlarges where it points, dragging moves, the sound is scrubbed', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'mouse.mp4');
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, id);
    // Slowly, so that the film does not end meanwhile.
    await page.getByLabel('Speed').selectOption('0.1');
    const stage = page.locator('[data-part="stage"]');
    await stage.click();
    await until('playing', async () => !(await paused(page)));
    await stage.click();
    await until('a pause', () => paused(page));

    const box = (await stage.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
    await page.mouse.wheel(0, -240);
    await page.waitForFunction(() =>
      /scale\(2\)/.test(document.querySelector('video')?.style.transform ?? ''),
    );
    const moved = (): Promise<string> =>
      page.locator('video').evaluate(({ style }: HTMLVideoElement) => style.transform);
    // What lay under the pointer still does: the middle of what is seen is now at five eighths.
    expect(await moved()).toMatch(/translate\(-12\.5%/);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.55, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await until('another part of the picture', async () => !/translate\(-12\.5%/.test(await moved()));
    expect(await paused(page)).toBe(true);
    for (let turns = 0; turns < 6; turns += 1) await page.mouse.wheel(0, 240);
    await page.waitForFunction(() =>
      /scale\(1\)/.test(document.querySelector('video')?.style.transform ?? ''),
    );
    expect(await scale(page)).toBe(1);

    const line = (await page.locator('[data-part="timeline"]').boundingBox()) ?? box;
    await page.mouse.click(line.x + line.width / 2, line.y + line.height / 2);
    await onFrame(page, 23);
    await page.keyboard.press('Tab');
    await stage.focus();
    await page.keyboard.press('ArrowRight');
    await onFrame(page, 24);
    await page.keyboard.press('ArrowLeft');
    await onFrame(page, 23);

    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement !== null);
    expect(await page.getByRole('button', { name: 'Play', exact: true }).isVisible()).toBe(true);
    expect(
      await page
        .getByText(/^Frame 23 of 45/)
        .first()
        .isVisible(),
    ).toBe(true);
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement === null);
    expect(await watcher.looks(id)).toBe(1);
    await context.close();
  });

  it('takes a note, a time, a decision and a single frame without leaving the page or the frame', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'stays.mp4');
    await watcher.world.admin.query(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'file-name', true, $2)`,
      [id, JSON.stringify(NAMED)],
    );
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, id);
    await page.evaluate(() => ((window as unknown as { stayed: boolean }).stayed = true));
    for (let number = 2; number <= 7; number += 1) await page.keyboard.press('.');
    await onFrame(page, 7);

    await page.getByLabel('Description').fill('Half a description');
    await page.locator('[data-part="stage"]').focus();
    await page.keyboard.press('n');
    await page.keyboard.type('He rings');
    await page.keyboard.press('Control+Enter');
    await page.getByText('He rings').waitFor();
    const marks = page.locator('.lintel-mark');
    await until('its mark', async () => (await marks.count()) === 1);
    // What was typed elsewhere is still there, and the keys are the player's again.
    expect(await page.getByLabel('Description').inputValue()).toBe('Half a description');
    await page.keyboard.press('.');
    await onFrame(page, 8);

    await page.getByRole('button', { name: 'Choose this time' }).click();
    await page.getByRole('alert').waitFor();
    await page
      .getByRole('radio', { name: /read as UK time/ })
      .first()
      .check();
    await page.getByLabel('Why this time', { exact: true }).fill('The bell is on UK time');
    await page.getByRole('button', { name: 'Choose this time' }).click();
    await page
      .getByText(/^Chosen: 14 July 2026/)
      .first()
      .waitFor();
    await until('the time that was chosen', async () =>
      /^Chosen: /.test(await page.locator('[data-part="times"] option').first().innerText()),
    );

    await page.getByLabel('Producer').fill('Ann Bell');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText(/^Accepted as/).waitFor();
    await page.locator('[data-part="stage"]').focus();
    await page.keyboard.press('i');
    expect(await page.getByLabel('Frame to take').inputValue()).toBe('8');
    await page.keyboard.type('His face');
    await page.getByRole('button', { name: 'Take this frame' }).click();
    await page.getByText('Being taken from the original').waitFor();
    await until('the mark of the frame', async () => (await marks.count()) === 2);
    // The still appears by itself, once it is made.
    await watcher.makeStills();
    await page.getByRole('link', { name: /^AB\/\d+\/1$/ }).waitFor();
    expect(await page.locator('html').evaluate((html) => html.scrollHeight)).toBeLessThanOrEqual(901);
    expect(await page.locator('[data-part="overlay"]').innerText()).toMatch(/14 Jul 2026.*read as UK time/);
    await screenshot(page, 'clip-worked-on');

    expect(await frame(page)).toBe(8);
    expect(await stayed(page)).toBe(true);
    expect(await watcher.looks(id)).toBe(1);
    await context.close();
  });

  it('keeps what was typed when the session has ended meanwhile, and takes it after signing in elsewhere', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'ended.mp4');
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, id);
    const other = await context.newPage();
    await other.goto(watcher.world.base);
    // Elsewhere, so that no page here has heard of it.
    await watcher.world.admin.query('DELETE FROM lintel.officer_session WHERE officer_id = $1', [
      watcher.officer.id,
    ]);
    await page.getByLabel('Note', { exact: true }).fill('Typed for twenty minutes');
    await page.getByRole('button', { name: 'Keep the note' }).click();
    await page.getByText('what you typed is still here').waitFor();
    expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('Typed for twenty minutes');
    await watcher.enter(other);
    // By the key: the button takes no second click within a second, and all of this took less.
    await page.getByLabel('Note', { exact: true }).press('Control+Enter');
    await page.locator('.lintel-notes').getByText('Typed for twenty minutes').waitFor();
    await context.close();
  });

  it('goes to the clip before and after in the order of events, each look an event of its own', async () => {
    const [one, two] = [
      await seedFilm(watcher.world, watcher.home, 'h264', 'zz-1.mp4'),
      await seedFilm(watcher.world, watcher.home, 'h264', 'zz-2.mp4'),
    ];
    await watcher.world.admin.query(
      `UPDATE lintel.clip SET sent_at = now() + CASE id WHEN $1 THEN interval '1 hour' ELSE interval '2 hours' END WHERE id IN ($1, $2)`,
      [one.id, two.id],
    );
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, one.id);
    await page.keyboard.press('PageDown');
    await page.getByRole('heading', { name: 'zz-2.mp4' }).waitFor();
    await page.locator('[data-player][data-ready]').waitFor();
    await page.keyboard.press('PageUp');
    await page.getByRole('heading', { name: 'zz-1.mp4' }).waitFor();
    expect([await watcher.looks(one.id), await watcher.looks(two.id)]).toEqual([2, 1]);
    await context.close();
  });
});

const NAMED = {
  source: 'file-name',
  ofEvent: true,
  of: 'start',
  wall: '2026-07-14T21:03:05',
  zone: 'unknown',
  readings: [
    { as: 'UTC', instant: '2026-07-14T21:03:05.000Z', london: '2026-07-14T22:03:05+01:00' },
    { as: 'Europe/London', instant: '2026-07-14T20:03:05.000Z', london: '2026-07-14T21:03:05+01:00' },
  ],
  confidence: 'medium',
  flags: [],
  plusMinusSeconds: null,
};
