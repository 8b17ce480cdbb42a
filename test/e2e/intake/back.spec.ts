import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { openBrowser, openContext, whole } from '../../support/browser';

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

async function signedIn(): Promise<Page> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const [name = '', value = ''] = her.cookie.split('=');
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([{ name, value, url: world.base }]);
  return context.newPage();
}

const heading = async (page: Page): Promise<string> => {
  await whole(page);
  return page.locator('h1').innerText();
};
const press = (page: Page): Promise<void> => page.locator('main form .govuk-button').first().click();

it('Back to a page that said what was not right yet, and a reload of it, end on that page and not on one of the browser’s', async () => {
  const page = await signedIn();
  await page.goto(`${world.base}/diary/${randomUUID()}/what`);
  await page.locator('textarea').first().fill('He stood at the gate.');
  await press(page);
  expect(await heading(page)).toBe('When did it happen?');
  await page.locator('input[name="day"]').fill('99');
  await page.locator('input[name="month"]').fill('2');
  await page.locator('input[name="year"]').fill('2026');
  await press(page);
  await page.locator('.govuk-error-summary').waitFor();
  await page.reload();
  expect(await heading(page)).toBe('When did it happen?');
  // What was typed is kept, also what was not right.
  expect(await page.locator('input[name="day"]').inputValue()).toBe('99');
  await press(page);
  await page.locator('.govuk-error-summary').waitFor();
  await page.locator('input[name="day"]').fill('9');
  await press(page);
  await page.getByRole('heading', { name: 'Who do you think it was?' }).waitFor();
  await page.goBack();
  expect(await heading(page)).toBe('When did it happen?');
  expect(await page.locator('input[name="day"]').inputValue()).toBe('9');
  await page.context().close();
});
