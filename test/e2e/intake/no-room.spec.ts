import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

const MiB = 1024 ** 2;
let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open({ LIMIT_FREE_BYTES: String(2 ** 52) });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it.each([
  ['a small file', 1],
  ['a large one', 3],
])('says of %s that there is no room for it, and not that something broke', async (_what, size) => {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  await page.goto(`${world.base}/files`);
  const file = { name: 'door.mp4', mimeType: 'video/mp4', buffer: randomBytes(size * MiB) };
  await page.getByLabel('Add files').setInputFiles(file);
  const row = page.locator('[data-part="list"] > li');
  await row.getByRole('button', { name: 'Try again' }).waitFor();
  const said = await row.innerText();
  expect(said).toContain('There is no room for this file at the moment. Please try again later.');
  expect(said).not.toContain('Something went wrong');
  await context.close();
});
