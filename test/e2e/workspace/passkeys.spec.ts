import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Officer } from '../../../src/features/identity';
import { openWorld, PASSWORD, type World } from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import { observeShifts, shiftOf } from './support/shifts';

/** Its address ends with what tells its version. */
const PASSKEY_SCRIPT = /\/passkey[^/]*[.]js/;

let world: World;
let browser: Browser;
let base: string;
beforeAll(async () => {
  // Passkeys are made for a name; the machine's own counts as safe without TLS.
  world = await openWorld({ WORKSPACE_HOST: 'localhost' });
  base = world.config.workspace.publicUrl;
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

/** Chromium's own authenticator, which needs no hand: as if the person pressed the key and gave the PIN. */
async function withAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function password(page: Page, officer: Officer): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('Email address').fill(officer.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

it.each(first([1280, 360]))(
  'an officer adds a passkey, signs in and confirms with it, and removes it, by keyboard (%i px)',
  async (width) => {
    const officer = await world.officer();
    const context = await openContext(browser, { width });
    await observeShifts(context);
    // After the page has been painted, as on a line that is not the machine's own.
    await context.route(PASSKEY_SCRIPT, async (route) => {
      await sleep(300);
      await route.continue();
    });
    const page = await context.newPage();
    await withAuthenticator(context, page);
    const press = async (name: string | RegExp): Promise<void> => {
      await page.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
    };
    await password(page, officer);
    await page.getByRole('link', { name: officer.displayName }).click();
    await press('Add a passkey');
    await page.getByText('Give it a name').first().waitFor();
    await sound(page, `passkey-unnamed-${width}`);
    await page.getByLabel('Name of a new passkey').fill('Grey key');
    await press('Add a passkey');
    await page.getByLabel('Your password').fill(PASSWORD);
    await press('Confirm');
    await press('Go on');
    await page.getByRole('button', { name: 'Make it: Grey key' }).waitFor();
    await sound(page, `passkey-add-${width}`);
    await press('Make it: Grey key');
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();

    await press('Sign out');
    // Two journeys at once would end one another.
    await page.getByLabel('Email address').waitFor();
    await password(page, officer);
    await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
    await sound(page, `passkey-sign-in-${width}`);
    expect(await shiftOf(page)).toBe(0);
    await press('Use a passkey');
    await page.getByRole('link', { name: officer.displayName }).click();
    await page.getByText(/last used/).waitFor();
    await sound(page, `passkey-listed-${width}`);
    await press(/^Remove it/);
    await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
    await sound(page, `passkey-confirm-${width}`);
    await press('Use a passkey');
    await press('Go on');
    await page.getByText('With a second step').waitFor();
    await context.close();
  },
);

it('says what to do instead when the person declines, and without scripts', async () => {
  const officer = await world.officer();
  const context = await openContext(browser, { width: 1280 });
  const page = await context.newPage();
  await password(page, officer);
  await page.getByRole('link', { name: officer.displayName }).click();
  await page.getByLabel('Name of a new passkey').fill('Grey key');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  // No authenticator is there, and nobody would answer: the person presses Cancel.
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: false,
      automaticPresenceSimulation: true,
    },
  });
  await page.getByRole('button', { name: /^Make it/ }).click();
  await page.getByText('You can try again').waitFor();
  await sound(page, 'passkey-declined');
  await context.close();

  const plain = await openContext(browser, { width: 1280, javaScript: false });
  const bare = await plain.newPage();
  await world.admin.query(
    `INSERT INTO lintel.passkey (officer_id, credential_id, public_key, sign_count, name) VALUES ($1, sha256('bare'),
       decode('a50102032620012158207cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978'
         || '22582007775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1', 'hex'), 0, 'key')`,
    [officer.id],
  );
  await password(bare, officer);
  await bare.getByText('A passkey needs scripts, which are switched off here. Use a code.').waitFor();
  expect(await bare.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0);
  await bare.getByLabel('Recovery code').waitFor();
  await plain.close();

  const broken = await openContext(browser, { width: 360 });
  await observeShifts(broken);
  await broken.route(PASSKEY_SCRIPT, (route) => route.abort());
  const without = await broken.newPage();
  await password(without, officer);
  await without.getByText('A passkey needs scripts').waitFor();
  await sound(without, 'passkey-script-lost');
  expect(await shiftOf(without)).toBe(0);
  await broken.close();
});
