import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, scrollsSideways } from '../../support/browser';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

/** More than the page asks about in one go. */
const MANY = 70;
/** Above what goes in one request without being asked for first. */
const LIMIT = 3_000_000;

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open({ LIMIT_CLIP_BYTES: String(LIMIT) });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const file = (name: string, bytes: number) => ({
  name,
  mimeType: 'video/mp4',
  buffer: randomBytes(bytes),
});

/** What the worker does in the end, once all are here: those of the others may come after the last one. */
const checkAll = (): Promise<unknown> =>
  withAdmin(async (admin) => {
    await until('all of them', async () => {
      const { rowCount } = await admin.query(
        `SELECT FROM lintel.clip WHERE state = 'received' AND device_sha256 IS NOT NULL`,
      );
      return rowCount === MANY;
    });
    await admin.query(`UPDATE lintel.clip SET state = 'verified', stored_sha256 = device_sha256`);
  }, world.database.name);

/** In the middle of a long list: it can be had back where she is, and the list stays where it was. */
async function takeOutAndBack(page: Page): Promise<void> {
  const rows = page.locator('[data-part="list"] > li');
  await rows
    .nth(MANY / 2)
    .getByRole('button', { name: 'Remove' })
    .focus();
  const scrolled = await page.evaluate<number>('scrollY');
  await page.keyboard.press('Enter');
  const back = page.locator('[data-part="undo"] button');
  await back.waitFor();
  expect(await rows.count()).toBe(MANY + 1);
  expect(await scrollsSideways(page)).toBe(false);
  expect(await page.evaluate('document.activeElement.textContent.trim()')).toMatch(/^Remove/);
  expect(Math.abs((await page.evaluate<number>('scrollY')) - scrolled)).toBeLessThan(500);
  expect((await back.boundingBox())?.y).toBeLessThan(740);
  await back.click();
  await back.waitFor({ state: 'hidden' });
  expect(await rows.count()).toBe(MANY + 2);
}

it('says of the last of very many files that it is checked, tells at once which is too large, and lets her send the others', async () => {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent += 1;
  });
  await page.goto(`${world.base}/files`);
  const rows = page.locator('[data-part="list"] > li');
  await page.getByLabel('Add files').setInputFiles([file('huge.mp4', LIMIT + 1), file('none.mp4', 0)]);
  await rows.first().getByText('One file can have at most 3 MB.').waitFor();
  expect(sent).toBe(0);
  expect(await rows.first().getByRole('button', { name: 'Try again' }).isVisible()).toBe(false);
  await page
    .getByLabel('Add files')
    .setInputFiles(
      Array.from({ length: MANY }, (_, index) =>
        file(`${'a_long_name_'.repeat(6)}${index}.mp4`, 1_000 + index),
      ),
    );
  await rows.last().getByText('It is here. We are checking it.').waitFor();
  expect(await rows.count()).toBe(MANY + 2);
  await checkAll();
  await rows.last().getByText('It is here, whole and checked.').waitFor();
  await takeOutAndBack(page);
  // What never arrived stands in nobody's way.
  await page.getByRole('link', { name: 'See it all first' }).click();
  await page.getByRole('heading', { name: `These ${MANY} files will be sent` }).waitFor();
  await context.close();
});

it('tells without JavaScript, too, how large a file may be', async () => {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  expect((await her.get('/files')).text).toContain('One file can have at most 3 MB.');
});
