import type { Browser, Page } from 'playwright-core';
import {
  openIssueWorld,
  RECIPIENT,
  Recipient,
  sealed,
  type IssueWorld,
  type Made,
} from '../../medium/issue/bench';
import { PASSWORD } from '../../medium/workspace/world';
import { confirmAndGoOn } from '../workspace/confirm';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';

let home: IssueWorld;
let browser: Browser;
let made: Made;

beforeAll(async () => {
  home = await openIssueWorld();
  browser = await openBrowser();
  made = await sealed(home);
});
afterAll(async () => {
  await browser.close();
  await home.close();
});

/** axe is a script itself: where scripts are off, the path alone is walked. */
async function isFit(page: Page, name: string, javaScript: boolean): Promise<void> {
  await screenshot(page, name);
  if (!javaScript) return;
  expect([name, await axeFindings(page), await scrollsSideways(page)]).toEqual([name, [], false]);
}

const send = (page: Page, button: string): Promise<void> =>
  page.getByRole('button', { name: button, exact: true }).last().click();

async function toIssues(page: Page): Promise<void> {
  await page.goto(`${home.world.base}/sign-in`);
  await page.locator('input[name=email]').fill(made.desk.officer.email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await send(page, 'Sign in');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.goto(`${home.world.base}/bundles/${made.bundle}/issues`);
}

describe.each(
  first(
    [
      ['a desk', 1200, true],
      ['a phone, without JavaScript', 390, false],
      ['a phone', 391, true],
    ] as const,
    2,
  ),
)('giving a bundle away, on %s', (_, width, javaScript) => {
  it('an officer makes the link, the recipient fetches the file, the officer takes the link back', async () => {
    const officers = await openContext(browser, { width, javaScript });
    const page = await officers.newPage();
    await toIssues(page);
    await send(page, 'Make the link');
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Enter who gets the bundle');
    await isFit(page, `issue-refused-${width}`, javaScript);
    await page.getByRole('radio', { name: 'Court' }).check();
    await page.getByLabel('Name of the firm').fill(RECIPIENT);
    await send(page, 'Make the link');
    await confirmAndGoOn(page);
    await page.locator('.lintel-code').waitFor();
    await isFit(page, `issue-made-${width}`, javaScript);
    const link = await page.locator('.lintel-link').innerText();
    const code = await page.locator('.lintel-code').innerText();

    const recipients = await openContext(browser, { width, javaScript });
    const theirs = await recipients.newPage();
    await theirs.goto(link);
    await isFit(theirs, `recipient-code-${width}`, javaScript);
    await theirs.getByLabel('Your code').fill('1111 1111');
    await send(theirs, 'Continue');
    await theirs.locator('.govuk-error-summary').waitFor();
    await isFit(theirs, `recipient-refused-${width}`, javaScript);
    await theirs.getByLabel('Your code').fill(code);
    await send(theirs, 'Continue');
    await theirs.waitForURL('**/download');
    await isFit(theirs, `recipient-download-${width}`, javaScript);
    const arriving = theirs.waitForEvent('download');
    await theirs.getByRole('button', { name: 'Download the file' }).click();
    expect((await arriving).suggestedFilename()).toMatch(/^LINTEL-.*-court-\d+\.zip$/);
    expect(await (await arriving).failure()).toBeNull();

    const guesser = new Recipient(home.intake);
    for (let guess = 0; guess < 3; guess += 1) await guesser.enter(link, '99999999');
    await page.goto(`${home.world.base}/bundles/${made.bundle}/issues`);
    expect(await page.getByRole('table').innerText()).toMatch(/1, last/);
    expect(await page.getByRole('table').innerText()).toContain('Too many wrong codes were tried');
    await page.locator('summary', { hasText: 'Make a new link' }).first().click();
    await isFit(page, `issues-${width}`, javaScript);
    await page.getByLabel('It works for').first().fill('many');
    await page.getByRole('button', { name: 'Make a new link' }).first().click();
    await page.locator('.govuk-error-summary').waitFor();
    expect(await page.getByLabel('It works for').first().inputValue()).toBe('many');
    await isFit(page, `issues-renew-refused-${width}`, javaScript);
    await page.getByLabel('It works for').first().fill('3');
    await page.getByRole('button', { name: 'Make a new link' }).first().click();
    await page.locator('.lintel-code').waitFor();
    expect(await page.locator('.lintel-link').innerText()).not.toBe(link);

    await page.goto(`${home.world.base}/bundles/${made.bundle}/issues`);
    await page.locator('summary', { hasText: 'Revoke' }).first().click();
    await page.getByLabel('Why').first().fill('Given to the wrong firm');
    await page.getByRole('button', { name: 'Revoke the link' }).first().click();
    await page.getByText('Revoked').first().waitFor();
    // The page stands open. Where no script asks, the next press shows it.
    if (javaScript) await theirs.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    else await theirs.goto(`${home.intake}/download`);
    await theirs.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(await theirs.content()).not.toContain('LINTEL-');
    await isFit(theirs, `recipient-left-${width}`, javaScript);
    await officers.close();
    await recipients.close();
  });
});
