import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { withOfficersSide } from '../../../src/apps/cli/first-run';
import { openWorld, type World } from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';

const WANTED = 'four words of my own';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it.each([
  { width: 360, javaScript: false },
  { width: 1280, javaScript: true },
])(
  'a new officer signs in for the first time at $width px, scripts $javaScript',
  async ({ width, javaScript }) => {
    const { officer, password } = await withOfficersSide(
      world.config,
      world.database.urls.owner,
      ({ identity }) =>
        identity.createOfficer({
          email: `${randomUUID()}@force.example`,
          displayName: 'New Officer',
          role: 'investigator',
        }),
    );
    const context = await openContext(browser, { width, javaScript });
    const page = await context.newPage();
    const signIn = async (word: string): Promise<void> => {
      await page.goto(world.base);
      await page.getByLabel('Email address').fill(officer.email);
      await page.getByLabel('Password', { exact: true }).fill(word);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await signIn(password);
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    await screenshot(page, `${width}-first-sign-in`);
    if (javaScript) expect(await axeFindings(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await page.getByLabel('Present password').fill(password);
    await page.getByLabel('New password', { exact: true }).fill(WANTED);
    await page.getByLabel('New password again').fill(`${WANTED}, not the same`);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The two new passwords are not the same').first().waitFor();
    await page.getByLabel('Present password').fill(password);
    await page.getByLabel('New password', { exact: true }).fill(WANTED);
    await page.getByLabel('New password again').fill(WANTED);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('heading', { level: 1, name: /^(?!Choose your password)/ }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(WANTED);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await context.close();
  },
);
