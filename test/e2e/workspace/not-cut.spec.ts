import type { Page } from 'playwright-core';
import { seedTimes } from '../../factories/many-conduct';
import { seedFilm } from '../../medium/watching/film';
import { screenshot, scrollsSideways } from '../../support/browser';
import { Watcher } from './support/watcher';

let watcher: Watcher;
let clip: string;
beforeAll(async () => {
  watcher = await Watcher.open();
  clip = (await seedFilm(watcher.world, watcher.home, 'h264', 'porch.mp4')).id;
  await seedTimes(watcher.world.admin, watcher.officer.id, watcher.home.investigation);
});
afterAll(() => watcher.close());

/** Where the panel beside the picture is narrow, and where it is wide. */
const WIDTHS = [1024, 1280, 1920];
const PANEL = '.lintel-clip__panel';

/** Of what stands in the panel, what ends on the right of it. */
const cutOff = (page: Page): Promise<string[]> =>
  page.locator(PANEL).evaluate((panel) => {
    const right = panel.getBoundingClientRect().left + panel.clientWidth;
    const inside = [...panel.querySelectorAll('td, input, button')].filter(
      (one) => one.closest('.lintel-scroll') === null && one.checkVisibility(),
    );
    const out = inside.filter((one) => one.getBoundingClientRect().right > right);
    return [...(panel.scrollWidth > panel.clientWidth ? ['wider'] : []), ...out.map((one) => one.outerHTML)];
  });

async function seenWhole(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await screenshot(page, `${name}-${width}`);
    expect({ width, out: await cutOff(page) }).toEqual({ width, out: [] });
  }
}

it('the panel of a clip shows its times whole, and breaks no day within a word', async () => {
  const { context, page } = await watcher.signIn(1280);
  await page.goto(`${watcher.world.base}/clips/${clip}`);
  await page.locator('#times').scrollIntoViewIfNeeded();
  await seenWhole(page, 'panel-times');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // A word is in one line: it has one rectangle.
    const broken = await page.locator(`${PANEL} .lintel-table`).evaluateAll((tables) =>
      tables.flatMap((table) => {
        const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          if (node.parentElement?.closest('.govuk-visually-hidden, thead, .lintel-hash')) continue;
          for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\w:]+/g)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (range.getClientRects().length > 1) found.push(word);
          }
        }
        return found;
      }),
    );
    expect({ width, broken }).toEqual({ width, broken: [] });
  }
  await context.close();
});

it('the rows of a transcript show their fields and buttons whole', async () => {
  const { context, page } = await watcher.signIn(1280);
  await page.goto(`${watcher.world.base}/clips/${clip}/transcript`);
  await page.getByRole('button', { name: 'Begin a transcript' }).click();
  await page.getByRole('button', { name: 'Type beside the player' }).click();
  await page.locator('form[data-transcript][data-ready]').waitFor();
  await page.locator('[data-player][data-ready]').waitFor();
  await page.getByLabel('Words of line 1').fill('He says that he will come back');
  await page.getByRole('button', { name: 'Remove line 1' }).waitFor();
  await seenWhole(page, 'panel-transcript');
  await context.close();
});

it('a button with two lines of words is as high as they are', async () => {
  const { context, page } = await watcher.signIn(360);
  await page.goto(`${watcher.world.base}/investigations/${watcher.home.investigation}/series`);
  const button = page.getByRole('button', { name: 'Make an occasion of what is ticked' });
  await button.scrollIntoViewIfNeeded();
  await screenshot(page, 'series-button-360');
  expect(await button.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(0);
  await context.close();
});

it('a long word of an offence breaks in the list, and a reference does not', async () => {
  await watcher.world.admin.query(
    `UPDATE lintel.investigation SET offence = $2, urn = '11LT/SAMPLE/26' WHERE id = $1`,
    [watcher.home.investigation, 'W'.repeat(60)],
  );
  const { context, page } = await watcher.signIn(1280);
  await page.goto(`${watcher.world.base}/investigations`);
  await screenshot(page, 'investigations-1280');
  expect(await scrollsSideways(page)).toBe(false);
  const link = page.getByRole('link', { name: '11LT/SAMPLE/26' }).first();
  expect(await link.evaluate((one) => one.getClientRects().length)).toBe(1);
  await context.close();
});
