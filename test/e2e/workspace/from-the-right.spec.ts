import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { screenshot } from '../../support/browser';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

/** Where words are drawn, pixels from the left. */
const leftOf = (page: Page, words: string): Promise<number> =>
  page
    .locator('.lintel-written')
    .filter({ hasText: words })
    .first()
    .evaluate((element, wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.nodeValue?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        return range.getBoundingClientRect().left;
      }
      throw new Error(`there is no ${wanted}`);
    }, words);

it.each([360, 1280])('what was written from the right is read from the right (%d px)', async (width) => {
  const { world, home } = watcher;
  await world.admin.query('DELETE FROM lintel.incident WHERE investigation_id = $1', [home.investigation]);
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES ($1, $2, $3, $4, $5, 1, now())`,
    [
      ...[randomUUID(), home.invitation, home.investigation, home.submission],
      {
        what: { words: 'وقف عند الباب AB12', unknown: false },
        said: { answer: 'yes', words: 'قال Sample Name' },
        who: { words: 'A man in سيارة', unknown: false },
      },
    ],
  );
  const { context, page } = await watcher.signIn(width);
  await page.goto(`${world.base}/investigations/${home.investigation}/incidents`);
  // The last word of a line that begins at the right stands at its left.
  expect(await leftOf(page, 'AB12')).toBeLessThan(await leftOf(page, 'وقف'));
  expect(await leftOf(page, 'Sample Name')).toBeLessThan(await leftOf(page, 'قال'));
  // A line that begins in English goes on as English.
  expect(await leftOf(page, 'A man in')).toBeLessThan(await leftOf(page, 'سيارة'));
  await screenshot(page, `from-the-right-${width}`);
  await context.close();
});
