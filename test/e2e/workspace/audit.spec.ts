import type { Browser, Page } from 'playwright-core';
import {
  axeFindings,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
  whole,
} from '../../support/browser';
import { first } from '../../support/looks';
import { signedIn } from '../../medium/workspace/client';
import { confirmAndGoOn } from './confirm';
import { openWorld, PASSWORD, seedCase, seedClip, type World } from '../../medium/workspace/world';

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
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
}

/** An officer who has handled enough for more than one page. */
async function busyOfficer(): Promise<{ email: string; displayName: string }> {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const clip = await seedClip(world, home, { name: 'Her own words.mp4' });
  const client = await signedIn(world, officer);
  await client.call('POST', `/api/v1/clips/${clip.id}/accept`, {
    initials: 'AB',
    producerName: 'Ann Bell',
    description: 'Man at the gate',
  });
  for (let times = 0; times < 55; times += 1)
    await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'original' });
  await world.sign();
  return officer;
}

it.each(first([360, 1280]))(
  'an auditor searches the log, follows one person, and reads the history of an item, %i pixels wide',
  async (width) => {
    const officer = await busyOfficer();
    const auditor = await world.officer('auditor');
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    await page.goto(`${world.base}/`);
    await page.getByLabel('Email address').fill(auditor.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Search the log', exact: true }).click();
    await page.getByRole('heading', { name: 'Search the log' }).waitFor();
    await sound(page, `audit-${width}`);

    await page.getByLabel('Exhibit, like AB/1').fill('AB/1');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('There is a problem').waitFor();
    await sound(page, `audit-problem-${width}`);

    await page.getByLabel('Exhibit, like AB/1').fill('');
    await page.getByLabel('Officer’s email address').fill(officer.email);
    await page.getByLabel('What was done').selectOption('Viewed');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('heading', { name: 'What was found, newest first' }).waitFor();
    await whole(page);
    expect(page.url()).not.toContain('force.example');
    expect(await page.locator('tbody tr').count()).toBe(50);
    await sound(page, `audit-found-${width}`);
    await page.getByRole('link', { name: /Next page/ }).click();
    await whole(page);
    expect(await page.locator('tbody tr').count()).toBe(5);
    const found = page.url();
    const table = page.waitForEvent('download');
    await page.getByRole('button', { name: /CSV/ }).click();
    await confirmAndGoOn(page);
    expect((await table).suggestedFilename()).toBe('custody-log.csv');
    await page.goto(found);

    await page.getByRole('link', { name: `The whole trail of ${officer.displayName}` }).click();
    await page.getByRole('heading', { name: 'Every event, newest first' }).waitFor();
    await sound(page, `audit-trail-${width}`);

    await page
      .getByRole('link', { name: /AB\/1.*custody history/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Custody history' }).waitFor();
    expect(await page.getByText('Her own words').count()).toBe(0);
    expect(await page.getByText('Man at the gate').count()).toBe(0);
    await sound(page, `audit-custody-${width}`);
    await context.close();
  },
  300_000,
);
