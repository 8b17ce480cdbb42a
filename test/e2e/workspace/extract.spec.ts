import { clip as fixture } from '../../fixtures/clips';
import { openRedactionMaker, type RedactionMaker } from '../../medium/redaction/maker';
import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { Watcher } from './support/watcher';

let watcher: Watcher;
let maker: RedactionMaker;
beforeAll(async () => {
  watcher = await Watcher.open();
  maker = await openRedactionMaker(watcher.world);
  await fixture('h264');
});
afterAll(async () => {
  await maker.close();
  await watcher.close();
});

it('an officer marks a part in the player, takes it as an extract, and watches just that', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'gate.mp4');
  const { context, page } = await watcher.signIn(1280);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The gate' };
  await page.goto(`${watcher.world.base}/clips/${id}`);
  for (const [name, value] of Object.entries(words)) await page.locator(`#accept-${name}`).fill(value);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.waitForURL(/\/exhibits\//);
  await page.goto(`${watcher.world.base}/clips/${id}`);
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await page.waitForSelector('[data-player][data-ready="yes"]');
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  await page.locator('[data-part="stage"]').focus();
  const onFrame = (frame: number) => page.waitForSelector(`[data-player][data-frame="${frame}"]`);
  await page.keyboard.press('.');
  await onFrame(2);
  await page.keyboard.press('[');
  for (const frame of [3, 4, 5]) {
    await page.keyboard.press('.');
    await onFrame(frame);
  }
  await page.keyboard.press(']');
  await page.keyboard.press('e');
  expect(await page.locator('#extract-from').inputValue()).toBe('2');
  expect(await page.locator('#extract-to').inputValue()).toBe('5');
  // A time is typed: the frame that is shown then.
  await page.locator('#extract-to').fill('0:00.5');
  await page.locator('#extract-to').press('Tab');
  const last = Number(await page.locator('#extract-to').inputValue());
  expect(last).toBeGreaterThan(5);
  await page.locator('#extract-title').fill('Two at the gate');
  await page.locator('#extract-reason').fill('The rest is of others');
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'extract-1280');
  await page.getByRole('button', { name: 'Take this part' }).click();
  await page.getByText('Being made and compared').waitFor();

  const { rows } = await watcher.world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.redaction WHERE clip_id = $1',
    [id],
  );
  await maker.make(rows[0]?.id ?? '');
  await page.goto(`${watcher.world.base}/clips/${id}/redactions`);
  await page.getByText(`Only frames 2 to ${last} of the recording as it came`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  await page.getByRole('button', { name: /^Watch the copy of AB\// }).click();
  await page.waitForSelector('[data-player][data-ready="yes"]');
  expect(await page.locator('[data-part="readout"]').textContent()).toContain(`of ${last - 1}`);
  await context.close();
});
