import type { Page, Route } from 'playwright-core';
import { clip as fixture } from '../../fixtures/clips';
import { seedFilm } from '../../medium/watching/film';
import { until } from '../../support/until';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
  await fixture('h264');
});
afterAll(() => watcher.close());

const note = (page: Page) => page.getByLabel('Note', { exact: true });
const keep = (page: Page) => page.getByRole('button', { name: 'Keep the note' });
const kept = (page: Page, words: string) => page.locator('.lintel-notes', { hasText: words });

interface Opened {
  readonly page: Page;
  /** The same clip, before the same officer once more. */
  readonly other: Page;
}

/** A page that waits for a frame, and is told when something of the clip changes. */
async function opened(name: string): Promise<Opened> {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', name);
  const { context, page } = await watcher.signIn(1280);
  await watcher.accept(page, id);
  await watcher.watch(page, id);
  await page.getByLabel('Frame to take').fill('3');
  await page.getByLabel('What the frame shows').fill('The gate');
  await page.getByRole('button', { name: 'Take this frame' }).click();
  await page.getByText('Being taken from the original').waitFor();
  const other = await context.newPage();
  await other.goto(`${watcher.world.base}/clips/${id}`);
  return { page, other };
}

async function noteFrom(page: Page, words: string): Promise<void> {
  await note(page).fill(words);
  await keep(page).click();
  await kept(page, words).waitFor();
}

/** Has the page read itself again, and gives once it has read. */
async function readAgain(page: Page): Promise<void> {
  const read = page.waitForResponse(
    (response) =>
      response.request().method() === 'GET' &&
      new URL(response.url()).pathname === new URL(page.url()).pathname,
  );
  await page.evaluate(() => document.dispatchEvent(new CustomEvent('lintel:awaited')));
  await (await read).finished();
}

it('a button that is held while the page changes does what it says when it is let go', async () => {
  const { page, other } = await opened('held.mp4');
  await note(page).fill('He tries the handle');
  await noteFrom(other, 'A second man waits');
  await keep(page).hover();
  await page.mouse.down();
  await readAgain(page);
  await page.waitForTimeout(300);
  await page.mouse.up();
  await kept(page, 'He tries the handle').waitFor();
  expect(await kept(page, 'A second man waits').count()).toBe(1);
  await page.context().close();
});

it('a button reached by Tab is still reached once the page has changed', async () => {
  const { page, other } = await opened('reached.mp4');
  await note(page).fill('He tries the handle');
  await page.keyboard.press('Tab');
  await noteFrom(other, 'A second man waits');
  await readAgain(page);
  await kept(page, 'A second man waits').waitFor();
  expect(await keep(page).evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await kept(page, 'He tries the handle').waitFor();
  await page.context().close();
});

it('what was just kept does not go again when an older reading of the page comes late', async () => {
  const { page, other } = await opened('late.mp4');
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let read = 0;
  await page.route(`**${new URL(page.url()).pathname}`, async (route: Route) => {
    const answer = await route.fetch();
    read += 1;
    if (read === 1) await gate;
    await route.fulfill({ response: answer });
  });
  await noteFrom(other, 'A second man waits');
  await page.evaluate(() => document.dispatchEvent(new CustomEvent('lintel:awaited')));
  await until('the reading', () => Promise.resolve(read === 1));
  await noteFrom(page, 'He tries the handle');
  // Gone for a moment would do: each exchange is looked at.
  await page.evaluate(() => {
    const seen = window as unknown as { without: number };
    seen.without = 0;
    document.addEventListener('lintel:live', () => {
      if (!document.body.innerText.includes('He tries the handle')) seen.without += 1;
    });
  });
  letGo();
  await readAgain(page);
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => (window as unknown as { without: number }).without)).toBe(0);
  expect(await kept(page, 'He tries the handle').count()).toBe(1);
  await page.context().close();
});
