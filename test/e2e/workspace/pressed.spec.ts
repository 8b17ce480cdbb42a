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

interface Late {
  /** How often the form was sent. */
  readonly sent: () => number;
  readonly answer: () => void;
}

/** What is sent is taken at once. The first answer comes when it is let go, or is lost then. */
async function late(page: Page, isLost = false): Promise<Late> {
  let letGo = (): void => undefined;
  let sent = 0;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/markers', async (route: Route) => {
    sent += 1;
    const isFirst = sent === 1;
    const response = await route.fetch();
    if (isFirst) await gate;
    await (isFirst && isLost ? route.abort() : route.fulfill({ response }));
  });
  return { sent: () => sent, answer: () => letGo() };
}

/** A note that the page shows as kept before its own answer has come. */
async function shownEarly(page: Page): Promise<void> {
  await note(page).fill('He tries the handle');
  await keep(page).click();
  await until('the note to be shown', async () => {
    await readAgain(page);
    return (await kept(page, 'He tries the handle').count()) === 1;
  });
}

it('another note is kept though the answer to the one before has not come', async () => {
  const { page } = await opened('before.mp4');
  const { sent, answer } = await late(page);
  await shownEarly(page);
  await note(page).fill('A second man waits');
  await keep(page).click();
  await note(page).press('Control+Enter');
  answer();
  await kept(page, 'A second man waits').waitFor();
  await until('the field to be empty', async () => (await note(page).inputValue()) === '');
  expect(sent()).toBe(2);
  expect(await page.locator('.lintel-notes > li').count()).toBe(2);
  await page.context().close();
});

it('a note pressed twice while there is no answer is kept once', async () => {
  const { page } = await opened('twice.mp4');
  const { sent, answer } = await late(page);
  await shownEarly(page);
  await note(page).press('Control+Enter');
  answer();
  await until('the field to be empty', async () => (await note(page).inputValue()) === '');
  await page.waitForTimeout(300);
  expect(sent()).toBe(1);
  expect(await page.locator('.lintel-notes > li').count()).toBe(1);
  await page.context().close();
});

it('a note that was mended before its turn came goes as it was pressed last', async () => {
  const { page } = await opened('mended.mp4');
  const { sent, answer } = await late(page);
  await shownEarly(page);
  for (const words of ['A second man wiats', 'A second man waits']) {
    await note(page).fill(words);
    await note(page).press('Control+Enter');
  }
  answer();
  await kept(page, 'A second man waits').waitFor();
  expect(sent()).toBe(2);
  expect(await kept(page, 'wiats').count()).toBe(0);
  await page.context().close();
});

it('what waits behind a form that got no answer is not sent, and still stands to be sent', async () => {
  const { page } = await opened('lost.mp4');
  const { sent, answer } = await late(page, true);
  await shownEarly(page);
  await note(page).fill('A second man waits');
  await keep(page).click();
  answer();
  await page.locator('.lintel-told', { hasText: 'No answer came' }).waitFor();
  expect(await note(page).inputValue()).toBe('A second man waits');
  expect(sent()).toBe(1);
  await note(page).press('Control+Enter');
  await kept(page, 'A second man waits').waitFor();
  expect(sent()).toBe(2);
  await page.context().close();
});
