import type { Browser, Page } from 'playwright-core';
import { openWorld, PASSWORD, type World } from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld({ LIMIT_SIGN_IN_ATTEMPTS: '2' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function sound(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect([name, await axeFindings(page)]).toEqual([name, []]);
  expect([name, await scrollsSideways(page)]).toEqual([name, false]);
}

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto(`${world.base}/sign-in`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

it.each(first([1280, 360]))(
  'an officer sees where they are signed in and ends it; guesses by others keep them out of no browser of theirs (%i px)',
  async (width) => {
    const officer = await world.officer();
    const [here, there, stranger] = [
      await openContext(browser, { width }),
      await openContext(browser, { width }),
      await openContext(browser, { width }),
    ];
    const [page, other, guesser] = [await here.newPage(), await there.newPage(), await stranger.newPage()];
    await signIn(page, officer.email);
    await signIn(other, officer.email);
    await page.getByRole('link', { name: officer.displayName }).click();
    await page.getByRole('link', { name: 'Where you are signed in' }).click();
    await sound(page, `own-sessions-${width}`);
    await page.getByRole('button', { name: /^End it/ }).click();
    await page.getByText('This one').waitFor();
    expect(await page.getByRole('button', { name: /^End it/ }).count()).toBe(0);
    await other.goto(`${world.base}/sessions`);
    expect(other.url()).toContain('/sign-in');

    for (let guess = 0; guess < 3; guess += 1) await signIn(guesser, officer.email, `guess ${guess}`);
    await guesser.getByText('too many wrong answers').first().waitFor();
    await sound(guesser, `sign-in-held-${width}`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, officer.email);
    await page.getByRole('link', { name: officer.displayName }).waitFor();

    await page.goto(`${world.base}/password`);
    await page.getByLabel('Present password').fill(PASSWORD);
    await page.getByLabel('New password', { exact: true }).fill('password1234');
    await page.getByLabel('New password again').fill('password1234');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('among the first that people try').first().waitFor();
    await sound(page, `common-password-${width}`);
    for (const context of [here, there, stranger]) await context.close();
  },
);
