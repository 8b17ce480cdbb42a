import type { Page } from 'playwright-core';
import { placeAt, type Mask } from '../../../src/apps/workspace/areas/redaction/browser/lib/drawing';
import { clip as fixture } from '../../fixtures/clips';
import { walkedTo } from '../../fixtures/clips/walk';
import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { Watcher } from './support/watcher';

const FRAMES = 300;
const SIDE = 40;

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
  await fixture('walk');
});
afterAll(() => watcher.close());

const onFrame = (page: Page, frame: number): Promise<unknown> =>
  page.waitForSelector(`[data-redaction][data-frame="${frame}"]`);

const masksOf = async (page: Page): Promise<readonly Mask[]> =>
  (JSON.parse(await page.locator('[data-part="edits"]').inputValue()) as { masks: Mask[] }).masks;

/** Opens the editor and draws a mask over the patch as it is in the first frame. */
async function coverThePatch(page: Page, clip: string): Promise<void> {
  await page.goto(`${watcher.world.base}/clips/${clip}/redactions`);
  await page.getByRole('button', { name: 'Draw on the clip' }).click();
  await page.waitForSelector('[data-redaction][data-ready="yes"]');
  await onFrame(page, 1);
  const { x, y } = walkedTo(1);
  const ends = await page.locator('svg[data-masks]').evaluate(
    (svg: SVGSVGElement, corners) =>
      corners.map(([left, top]) => {
        const point = new DOMPoint(left, top).matrixTransform(svg.getScreenCTM() ?? undefined);
        return { x: point.x, y: point.y };
      }),
    [
      [x, y],
      [x + SIDE, y + SIDE],
    ],
  );
  const [from, to] = ends;
  if (from === undefined || to === undefined) throw new Error('no picture');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
  expect(await masksOf(page)).toMatchObject([{ from: 1, to: FRAMES, keys: [{ frame: 1, x, y }] }]);
}

/** How far the mask is from where the patch is, at the worst of two edges. */
function apart(mask: Mask, frame: number): number {
  const [is, wanted] = [placeAt(mask, frame), walkedTo(frame)];
  return Math.max(Math.abs(is.x - wanted.x), Math.abs(is.y - wanted.y));
}

/** What one sees of following, at each width. */
async function looksAt(page: Page, name: string): Promise<void> {
  for (const width of [360, 1920, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect([name, width, await scrollsSideways(page)]).toEqual([name, width, false]);
    await screenshot(page, `${name}-${width}`);
  }
}

const status = (page: Page, words: string): Promise<void> =>
  page.locator('[data-part="status"]', { hasText: words }).waitFor();

it('somebody who goes through a clip of 30 s is followed to its end', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'walk', 'walk.mp4');
  const { context, page } = await watcher.signIn(1280);
  await coverThePatch(page, id);
  await page.getByRole('button', { name: 'Follow from here' }).click();
  await status(page, `Followed to frame ${FRAMES} (29.900 s), the end of the clip.`);
  const [mask] = await masksOf(page);
  if (mask === undefined) throw new Error('no mask');
  for (let frame = 30; frame <= FRAMES; frame += 30)
    expect({ frame, isOnIt: apart(mask, frame) <= 3 }).toEqual({ frame, isOnIt: true });
  expect(await page.locator('[data-part="undecided"]').isVisible()).toBe(false);
  expect(await page.locator('[data-rests]').isVisible()).toBe(false);
  // All of it was one act.
  await page.getByRole('button', { name: 'Undo' }).click();
  expect((await masksOf(page))[0]?.keys).toHaveLength(1);
  await context.close();
});

it('where following was stopped, the page says from when on nothing follows, and saves nothing before that is decided', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'walk', 'stopped.mp4');
  const { context, page } = await watcher.signIn(1280);
  await coverThePatch(page, id);
  await page.getByRole('button', { name: 'Follow from here' }).click();
  // Meanwhile nothing else is changed, and nothing saved.
  expect(await page.getByRole('button', { name: 'Save version 1' }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Take the mask out' }).isDisabled()).toBe(true);
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLElement>('[data-redaction]')?.dataset['frame']) > 30,
  );
  await screenshot(page, 'following-goes-on');
  await page.getByRole('button', { name: 'Stop following' }).click();
  await status(page, 'Following was stopped. Followed to frame');
  const [stopped] = await masksOf(page);
  const last = stopped?.keys.at(-1)?.frame ?? 0;
  expect(stopped).toMatchObject({ from: 1, to: FRAMES });
  expect(last).toBeGreaterThanOrEqual(30);
  expect(last).toBeLessThan(FRAMES);
  const seconds = (last / 10).toFixed(3);
  await status(page, `From frame ${last + 1} (${seconds} s) on nothing follows.`);

  // In the list, on the line of time, over the picture, and beside what saves it.
  await page
    .getByRole('list', { name: 'Masks', exact: true })
    .getByText(`not followed in frames ${last + 1} to ${FRAMES}`)
    .waitFor();
  await page.getByText(`nothing follows: mask 1, frames ${last + 1} to ${FRAMES}, to be decided`).waitFor();
  const mark = page.locator('[data-rests] rect');
  expect(await mark.getAttribute('x')).toBe(String(last));
  expect(await mark.getAttribute('width')).toBe(String(FRAMES - last));
  await page.getByRole('button', { name: `Go to frame ${last + 1}` }).click();
  await page.getByText('mask 1 is not followed here').waitFor();
  expect(await page.locator('.lintel-mask--loose').count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  await looksAt(page, 'following-undecided');
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await page.getByText('Nothing is saved yet.').waitFor();
  const rows = async (): Promise<readonly { masks: readonly Mask[] }[]> =>
    (
      await watcher.world.admin.query<{ masks: readonly Mask[] }>(
        `SELECT recipe::jsonb -> 'masks' AS masks FROM lintel.redaction WHERE clip_id = $1`,
        [id],
      )
    ).rows;
  expect(await rows()).toEqual([]);

  // Left as it is, it is said all the same; taken back and ended, it covers nothing more.
  await page.getByRole('button', { name: `Leave mask 1 so from frame ${last + 1}` }).click();
  await page.getByText(`nothing follows: mask 1, frames ${last + 1} to ${FRAMES}, stands still`).waitFor();
  expect(await page.locator('[data-part="undecided"]').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: `End mask 1 at frame ${last}` }).click();
  expect(await masksOf(page)).toMatchObject([{ from: 1, to: last }]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: `Leave mask 1 so from frame ${last + 1}` }).click();
  await looksAt(page, 'following-decided');
  await page.setViewportSize({ width: 360, height: 800 });
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await page.getByText(`key frames), stands still from frame ${last + 1} on`).waitFor();
  // Whoever reviews it is told, and so is whoever reads the recipe.
  await page.getByText(`nothing follows in frames ${last + 1} to ${FRAMES}: its author left it so`).waitFor();
  expect(await rows()).toMatchObject([
    { masks: [{ from: 1, to: FRAMES, kind: 'solid', left: [{ from: last + 1, to: FRAMES }] }] },
  ]);
  await context.close();
});
