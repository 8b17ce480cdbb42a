import type { Browser, Page } from 'playwright-core';
import type { Officer } from '../../../src/features/identity';
import { stepOf } from '../../../src/features/identity/domain/totp';
import { openWorld, PASSWORD, seedCase, type World } from '../../medium/workspace/world';
import { Authenticator } from '../../support/authenticator';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import { confirmAndGoOn } from './confirm';

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

async function sound(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect([name, await axeFindings(page)]).toEqual([name, []]);
  expect([name, await scrollsSideways(page)]).toEqual([name, false]);
}

async function password(page: Page, officer: Officer): Promise<void> {
  await page.goto(`${world.base}/sign-in`);
  await page.locator('input[name=email]').fill(officer.email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

it.each(first([1280, 360]))(
  'an officer sets up an app, signs in with it, and with a recovery code when it is lost (%i px)',
  async (width) => {
    const officer = await world.officer();
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    await password(page, officer);
    await page.getByRole('link', { name: officer.displayName }).click();
    await sound(page, `second-factor-${width}`);
    await page.getByRole('button', { name: 'Set it up' }).click();
    await page.getByLabel('Your password').waitFor();
    await sound(page, `confirm-${width}`);
    await confirmAndGoOn(page);
    const key = await page.locator('[data-secret]').innerText();
    const app = new Authenticator(key);
    await sound(page, `enrol-${width}`);
    await page.getByLabel('The code that the app shows now').fill('000000');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('This code is wrong').first().waitFor();
    await sound(page, `enrol-wrong-${width}`);
    expect(await page.locator('[data-secret]').innerText()).toBe(key);
    // The code of the next step is taken as well, and stands the longest for one that was used before.
    const next = stepOf(new Date()) + 1;
    await page.getByLabel('The code that the app shows now').fill(app.code(0, next));
    await page.getByRole('button', { name: 'Confirm' }).click();
    const recovery = await page.locator('.lintel-codes li').allInnerTexts();
    expect(recovery).toHaveLength(10);
    // In one line each, to be copied by hand.
    const lines = await page.locator('.lintel-codes li').evaluateAll((all) =>
      all.map((one) => {
        const words = document.createRange();
        words.selectNodeContents(one);
        return words.getClientRects().length;
      }),
    );
    expect(new Set(lines)).toEqual(new Set([1]));
    await sound(page, `recovery-codes-${width}`);

    // Where a hundred wrong codes followed the password, a browser that is new takes no code of the app, but one that was written down.
    await world.admin.query('UPDATE lintel.officer SET wrong_codes = 100 WHERE id = $1', [officer.id]);
    const strange = await openContext(browser, { width });
    const stranger = await strange.newPage();
    await password(stranger, officer);
    await stranger.getByLabel('Code of your authenticator app').fill(app.code(0, stepOf(new Date())));
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    await stranger.getByText('Too many wrong codes').first().waitFor();
    await sound(stranger, `codes-spent-${width}`);
    await stranger.getByLabel('Code of your authenticator app').fill(recovery[2] ?? '');
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    await stranger.getByRole('button', { name: 'Sign out' }).waitFor();
    await strange.close();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await password(page, officer);
    await sound(page, `code-${width}`);
    await page.getByLabel('Code of your authenticator app').fill(app.code(0, next));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('used before').first().waitFor();
    await page.getByLabel('Code of your authenticator app').fill(recovery[0] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.goto(`${world.base}/second-factor`);
    await page.getByText('recovery codes left').waitFor();
    await sound(page, `second-factor-set-${width}`);
    await page.getByRole('button', { name: 'Make new recovery codes' }).click();
    await page.getByLabel('Code of your authenticator app').fill(recovery[1] ?? '');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('Enter your password').first().waitFor();
    await sound(page, `confirm-all-${width}`);
    await page.getByLabel('Code of your authenticator app').fill(recovery[1] ?? '');
    await confirmAndGoOn(page);
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    expect(await page.locator('.lintel-codes li').allInnerTexts()).not.toContain(recovery[2]);
    await context.close();
  },
);

it.each(first([360, 1280]))(
  'an officer opens an investigation in an emergency; a supervisor sees it on the next page (%i px)',
  async (width) => {
    const { investigation } = await seedCase(world, (await world.officer()).id);
    const { rows } = await world.admin.query<{ urn: string }>(
      'SELECT urn FROM lintel.investigation WHERE id = $1',
      [investigation],
    );
    const urn = rows[0]?.urn ?? '';
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    await password(page, await world.officer());
    await page.getByRole('link', { name: 'Emergency access' }).click();
    await page.getByRole('button', { name: 'Open it and tell the supervisors' }).click();
    await sound(page, `emergency-error-${width}`);
    await page.getByLabel('Crime reference (URN)').fill(urn);
    await page.getByLabel('Why you need it now').fill('She rang: he is at the door now, nobody answers');
    await page.getByRole('button', { name: 'Open it and tell the supervisors' }).click();
    await page.waitForURL(`**/investigations/${investigation}`);
    await page.goto(`${world.base}/emergency-accesses`);
    await sound(page, `emergency-own-${width}`);
    await page.getByRole('button', { name: 'Sign out' }).click();

    await password(page, await world.officer('supervisor'));
    await page.getByRole('link', { name: /not seen/ }).click();
    await sound(page, `emergency-supervisor-${width}`);
    await page.getByRole('button', { name: new RegExp(`I have seen it.*${urn}`) }).click();
    await page.getByRole('button', { name: new RegExp(`End it now.*${urn}`) }).click();
    await page.getByText('Ended').first().waitFor();
    await sound(page, `emergency-seen-${width}`);
    await context.close();
  },
);
