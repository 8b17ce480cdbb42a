import type { Page } from 'playwright-core';
import { seedFilm } from '../../medium/watching/film';
import { screenshot, scrollsSideways } from '../../support/browser';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

/** Presses of the mouse on all pages that follow: what is typed is not counted, and no key stands in for a press. */
async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction('lintelClicked', () => (clicks += 1));
  await page.addInitScript(() => {
    document.addEventListener(
      'pointerdown',
      () => void (window as unknown as { lintelClicked(): Promise<void> }).lintelClicked(),
      true,
    );
  });
  return () => clicks;
}

it('a private link with a name is made in at most three clicks from the start page', async () => {
  const { context, page } = await watcher.signIn(1280);
  const clicks = await countClicks(page);
  const { rows } = await watcher.world.admin.query<{ urn: string }>(
    'SELECT urn FROM lintel.investigation WHERE id = $1',
    [watcher.home.investigation],
  );
  await page.goto(watcher.world.base);
  await page.getByLabel('A new private link for').fill(rows[0]?.urn ?? '');
  await page.getByRole('button', { name: 'Make a private link' }).click();
  await page.getByLabel('What do you call this link?').fill('For the mother, paper card');
  await page.getByLabel('In person').check();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByText('This is shown once.').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('For the mother, paper card');
  // The card itself says nothing of it.
  expect(await page.locator('.lintel-cards').innerText()).not.toContain('mother');
  expect(clicks()).toBeLessThanOrEqual(3);
  await page.getByRole('link', { name: 'Back to the investigation' }).click();
  await page.getByRole('link', { name: /^For the mother, paper card/ }).click();
  await page.getByRole('heading', { name: /For the mother, paper card/ }).waitFor();
  await context.close();
});

it('words that name no investigation lead to the list, and nothing is made', async () => {
  const { context, page } = await watcher.signIn(360);
  await page.goto(watcher.world.base);
  expect(await scrollsSideways(page)).toBe(false);
  await page.getByLabel('A new private link for').fill('No such thing');
  await page.getByRole('button', { name: 'Make a private link' }).click();
  await page.getByText('None of your investigations fits.').waitFor();
  await context.close();
});

it('a clip is watched and accepted in at most three clicks from the start page, and the player stays open', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'three.mp4');
  const { context, page } = await watcher.signIn(1280);
  const clicks = await countClicks(page);
  await page.goto(watcher.world.base);
  await screenshot(page, 'home-1280');
  await page.getByRole('button', { name: 'Watch the first' }).first().click();
  await page.locator('[data-player][data-ready]').waitFor();
  await page.locator('[data-part="stage"]').click();
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.3);
  await page.getByLabel('Description').fill('A man at the front door');
  await page.getByLabel('Producer').fill('Ann Bell');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByText(/^Accepted as AB\/1/).waitFor();
  expect(clicks()).toBeLessThanOrEqual(3);
  expect(await page.locator('video').isVisible()).toBe(true);
  expect(await watcher.looks(id)).toBe(1);
  await context.close();
});
