import type { Page } from 'playwright-core';
import { clip as fixture } from '../../fixtures/clips';
import { openRedactionMaker, type RedactionMaker } from '../../medium/redaction/maker';
import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { Watcher } from './support/watcher';

let watcher: Watcher;
let maker: RedactionMaker;
beforeAll(async () => {
  watcher = await Watcher.open({ REDACTION_PROPOSALS: 'true', REDACTION_PROPOSALS_FRAMES: '2' });
  maker = await openRedactionMaker(watcher.world);
  await fixture('person');
});
afterAll(async () => {
  await maker.close();
  await watcher.close();
});

/** Whether all of it is in sight. */
const inSight = (page: Page, selector: string): Promise<boolean> =>
  page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

it('an officer lets a machine look for faces and people, takes what it proposes as masks, and the copy has them', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'person', 'door.mp4');
  const { context, page } = await watcher.signIn(1280);
  await page.goto(`${watcher.world.base}/clips/${id}/redactions`);
  await page.getByRole('button', { name: 'Draw on the clip' }).click();
  await page.waitForSelector('[data-redaction][data-ready="yes"]');
  await page.getByRole('button', { name: 'Look for faces and people' }).click();
  await page.getByText('The machine is looking through the recording').waitFor();
  const search = await watcher.world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.face_search WHERE clip_id = $1',
    [id],
  );
  await maker.look(search.rows[0]?.id ?? '');
  await page.getByRole('button', { name: 'Cover face 1' }).waitFor();
  expect(await page.locator('.lintel-mask--proposed').allTextContents()).toEqual(['Face 1', 'Person 2']);
  // Nothing is covered by what is only proposed.
  expect(JSON.parse(await page.locator('[data-part="edits"]').inputValue())).toMatchObject({ masks: [] });
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  // By keys alone; the button goes, and the focus is where it is told that nothing is left.
  await page.getByRole('button', { name: 'Go to face 1' }).press('Enter');
  await page.locator('[data-part="status"]', { hasText: 'face 1 is dashed' }).waitFor();
  // What is proposed stands beside the picture that shows it.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.locator('[data-part="stage"]').scrollIntoViewIfNeeded();
  expect(await inSight(page, '[data-part="stage"]')).toBe(true);
  expect(await inSight(page, '[data-part="faces-list"]')).toBe(true);
  await screenshot(page, 'faces');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.locator('.lintel-mask--proposed').allTextContents()).toEqual(['Person 2']);
  expect(JSON.parse(await page.locator('[data-part="edits"]').inputValue())).toMatchObject({ masks: [{}] });
  await page.getByRole('button', { name: 'Cover person 2' }).press('Enter');
  expect(await page.locator(':focus').textContent()).toContain('is covered or dismissed');
  expect(await page.locator('.lintel-mask--proposed').count()).toBe(0);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await scrollsSideways(page)).toBe(false);
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await page.getByText('The copy is being made and compared').waitFor();
  const { rows } = await watcher.world.admin.query<{ id: string; masks: object[] }>(
    `SELECT id, recipe::jsonb -> 'masks' AS masks FROM lintel.redaction WHERE clip_id = $1`,
    [id],
  );
  expect(rows).toMatchObject([
    {
      masks: [
        { kind: 'solid', from: 1, to: 45 },
        { kind: 'solid', from: 1, to: 45 },
      ],
    },
  ]);
  // Its proof compares each frame with what this mask covers.
  await maker.make(rows[0]?.id ?? '');
  await page.reload();
  await page.getByText('Copy made and proven: 45 frames').waitFor();
  await context.close();
});
