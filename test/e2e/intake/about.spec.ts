import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { MAKES, recogniseSource, timeCandidates } from '../../../src/features/footage';
import { vendorFile } from '../../fixtures/vendors';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { expectNothingKept } from './support/walk';

let world: IntakeWorld;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  world = await IntakeWorld.open();
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'lintel-about-'));
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the worker does with every clip that has arrived, by name alone. */
async function lookIntoAll(): Promise<void> {
  await withAdmin(async (admin) => {
    const clips = await admin.query<{ id: string; name: string }>(
      'SELECT id, file_name AS name FROM lintel.clip WHERE source IS NULL',
    );
    for (const { id, name } of clips.rows) {
      await admin.query('UPDATE lintel.clip SET source = $2 WHERE id = $1', [
        id,
        recogniseSource(name, null),
      ]);
      for (const time of timeCandidates(name, null, new Date())) {
        await admin.query(
          'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
          [id, time.source, time.ofEvent, time],
        );
      }
    }
  }, world.database.name);
}

async function good(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  expect(await page.title()).not.toMatch(/police|evidence|stalk|crime/i);
  await expectNothingKept(page, name);
}

describe.each(first([320, 1280]))('about a file, %i pixels wide', (width) => {
  it('she is told what would be better, answers the one question, and reads the steps', async () => {
    const visitor = new VisitorBrowser(world.base);
    await visitor.enter(await world.officer.invite());
    const context = await openContext(browser, { width });
    const [cookieName = '', cookieValue = ''] = visitor.cookie.split('=');
    await context.addCookies([{ name: cookieName, value: cookieValue, url: world.base }]);
    const page = await context.newPage();
    /** Each question is a form of its own, and shut until she opens or has answered it. */
    const open = (question: string): Promise<void> => page.locator('summary', { hasText: question }).click();
    const save = (question: string): Promise<void> =>
      page
        .locator('form', { has: page.getByLabel(question) })
        .getByRole('button', { name: 'Save' })
        .click();

    await page.goto(`${world.base}/files`);
    for (const which of ['ring', 'whatsapp'] as const) {
      await page.setInputFiles('#files-input', (await vendorFile(which, folder)).path);
    }
    await page.getByText('It is here. We are checking it.').nth(1).waitFor();
    await good(page, `about-list-waiting-${width}`);
    await page.getByRole('link', { name: 'About this file RingVideo' }).click();
    await page.getByText('We are still checking this file').waitFor();
    await good(page, `about-waiting-${width}`);

    await lookIntoAll();
    await page.goto(`${world.base}/files`);
    await page.getByText('This looks like a copy from WhatsApp').waitFor();
    await good(page, `about-list-${width}`);
    await page.getByRole('link', { name: 'About this file VID' }).click();
    await good(page, `about-copy-${width}`);
    await page.getByRole('link', { name: 'Steps for each doorbell' }).click();
    await good(page, `help-list-${width}`);
    await page.getByRole('link', { name: 'Ring', exact: true }).click();
    await good(page, `help-ring-${width}`);
    await page.getByRole('link', { name: 'Back to your files' }).click();

    await page.getByRole('link', { name: 'About this file RingVideo' }).click();
    await open('The clock of your doorbell');
    await page.getByLabel('No', { exact: true }).check();
    await page.getByLabel('What time does').fill('soon');
    await save('What time does');
    await page.getByRole('heading', { name: 'Please look at this' }).waitFor();
    await good(page, `about-not-a-time-${width}`);
    await page.getByLabel('What time does').fill('0:00');
    await save('What time does');
    await page.getByText('You said: No.').waitFor({ state: 'visible' });
    await open('Is this a better one');
    await page.getByLabel('Choose the other file').selectOption({ label: 'VID-20250715-WA0003.mp4' });
    await save('Choose the other file');
    await page.waitForLoadState();
    await good(page, `about-answered-${width}`);
    await context.close();
  });
});

describe('the steps', () => {
  it('stand on the page without JavaScript, fit a narrow phone, and print without what is not for paper', async () => {
    const context = await openContext(browser, { width: 320, javaScript: false });
    const page = await context.newPage();
    for (const make of [...MAKES, 'other']) {
      await page.goto(`${world.base}/help/${make}`);
      expect(await page.locator('ol li').count()).toBeGreaterThan(5);
      expect(await scrollsSideways(page)).toBe(false);
    }
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('Exit this page').last().isVisible()).toBe(false);
    expect(await page.locator('ol li').first().isVisible()).toBe(true);
    await screenshot(page, 'help-print');
    await context.close();
  });
});
