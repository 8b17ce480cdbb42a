import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FileChooser, Page } from 'playwright-core';
import { openBrowser, scrollsSideways } from '../../support/browser';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { expectNothingKept } from './support/walk';
import { RECEIPT, whereIs } from './support/where';

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const MOST_TABS = 60;
/** What the focus is on, and whether its ring can be seen on the screen. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent ?? '';
  const box = element.getBoundingClientRect();
  return { words: label.trim().replace(/\\s+/g, ' '), onScreen: box.bottom > 0 && box.top < innerHeight, body: element === document.body };
})()`;

interface Focused {
  readonly words: string;
  readonly onScreen: boolean;
  readonly body: boolean;
}

async function tabTo(page: Page, words: string | RegExp): Promise<void> {
  const seen: string[] = [];
  for (let count = 0; count < MOST_TABS; count += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<Focused>(FOCUSED);
    if (focused.body) continue;
    expect({ ...focused, onScreen: true }).toEqual(focused);
    if (typeof words === 'string' ? focused.words === words : words.test(focused.words)) return;
    seen.push(focused.words);
  }
  throw new Error(`the keyboard does not reach ${words}: ${seen.join(' | ')}`);
}

async function go(page: Page, words: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, words);
  await Promise.all([key === 'Enter' ? page.waitForEvent('load') : undefined, page.keyboard.press(key)]);
  await expectNothingKept(page, String(words));
}

/** 1280 by 1024 at 400 % is 320 by 256 CSS pixels (WCAG 2.2, 1.4.10). */
it('by keyboard alone, at 400 % zoom, from the link to what she sends, and the way out is the first stop', async () => {
  const { link, code } = await world.officer.invite();
  const context = await browser.newContext({ viewport: { width: 320, height: 256 }, locale: 'en-GB' });
  const page = await context.newPage();
  const chosen = new Promise<FileChooser>((resolve) => page.once('filechooser', resolve));
  await page.goto(link);
  await page.keyboard.press('Tab');
  expect((await page.evaluate<Focused>(FOCUSED)).words).toBe('Exit this page');
  await tabTo(page, 'Your code');
  await page.keyboard.type('00000000');
  await go(page, 'Continue');
  // After a mistake the focus is where the mistake is told.
  expect((await page.evaluate<Focused>(FOCUSED)).words).toMatch(/^(There is a problem|Please look at this)/);
  await tabTo(page, 'Your code');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(code);
  await go(page, 'Continue');
  await go(page, 'I have read this and want to go on');
  await go(page, 'I did', ' ');
  await go(page, /^No, only me|^Yes, someone else can/, ' ');
  await go(page, 'I am 18 or older, and I decide', ' ');
  await go(page, 'Continue');
  if ((await whereIs(page)) === '/start/advice') await go(page, 'Continue');
  expect(await whereIs(page)).toBe('/diary');
  expect(await scrollsSideways(page)).toBe(false);

  await go(page, 'Write something down');
  await tabTo(page, 'What happened?');
  await page.keyboard.type('The bell rang three times.');
  await go(page, 'Save and stop here for now');
  await page.goto(`${world.base}/files`);
  await tabTo(page, 'Add files');
  await page.keyboard.press('Space');
  const path = join(world.home, 'keyboard.mp4');
  writeFileSync(path, Buffer.alloc(4_000, 7));
  await (await chosen).setFiles(path);
  await page.getByText('It is here. We are checking it.').waitFor();
  expect(await scrollsSideways(page)).toBe(false);
  await go(page, 'Go on to send');
  expect(await scrollsSideways(page)).toBe(false);
  await go(page, 'Send now');
  expect(await whereIs(page)).toMatch(RECEIPT);
  await expectNothingKept(page, 'at the end');
  await context.close();
});
