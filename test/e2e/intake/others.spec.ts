import type { Browser, Page } from 'playwright-core';
import { createIntake } from '../../../src/apps/intake/app';
import type { HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { STREET } from '../../factories/person-request';
import { clip as fixture } from '../../fixtures/clips';
import { intakeScripts } from '../../medium/intake/support/intake';
import { openWorld, PASSWORD, seedCase, type Case, type World } from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { freePort } from '../../support/port';
import { expectNothingKept } from './support/walk';

/** Officers' pages and the public ones, on one database. */
let world: World;
let intake: HttpApp;
let browser: Browser;
let home: Case;
let email: string;
beforeAll(async () => {
  const port = await freePort();
  world = await openWorld({ INTAKE_PORT: String(port) });
  intake = await createIntake({
    config: world.config,
    databaseUrl: world.database.urls.intake,
    logger: createLogger({ process: 'intake', level: 'silent' }),
    scriptsFolder: await intakeScripts(),
  });
  await intake.app.listen(port, '127.0.0.1');
  const officer = await world.officer();
  email = officer.email;
  home = await seedCase(world, officer.id);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await intake.close();
  await world.close();
});

const WIDTHS = process.env['LINTEL_SCREENSHOTS'] === undefined ? [] : [360, 1280];

/** On a phone; where pictures are kept, also on a desk and in the dark. */
async function look(page: Page, name: string): Promise<void> {
  expect([name, await axeFindings(page)]).toEqual([name, []]);
  expect([name, await scrollsSideways(page)]).toEqual([name, false]);
  for (const width of WIDTHS)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `others-${name}-${width}-${colorScheme}`);
    }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'light' });
}

async function signedIn(): Promise<Page> {
  const page = await (await openContext(browser, { width: 360 })).newPage();
  await page.goto(`${world.base}/investigations/${home.investigation}`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Private links' }).waitFor();
  return page;
}

it('an officer asks a neighbour, the neighbour sends one clip, and the officer sees whose it is', async () => {
  const officer = await signedIn();
  await officer.getByRole('button', { name: 'Ask another person' }).click();
  await officer.getByRole('heading', { name: 'A link for another person' }).waitFor();
  await officer.getByRole('button', { name: 'Make the link' }).click();
  await officer.getByRole('alert').waitFor();
  await look(officer, '1-mistake');
  await officer.getByLabel('Neighbour').check();
  await officer.getByLabel('Their name').fill(STREET.personName);
  await officer.getByLabel('What you ask for').fill(STREET.asked);
  await officer.getByLabel('Why you ask').fill(STREET.reason);
  await officer.getByLabel('Their own footage, given freely').check();
  await officer.getByLabel('For themselves, and they are 18 or over').check();
  await look(officer, '2-new');
  await officer.getByRole('button', { name: 'Make the link' }).click();
  await officer.getByText('This is shown once.').waitFor();
  await look(officer, '3-issued');
  const link = await officer.locator('.lintel-link').innerText();
  const code = await officer.locator('.lintel-code').innerText();

  const page = await (await openContext(browser, { width: 360 })).newPage();
  await page.goto(link);
  await page.getByLabel('Your code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText(STREET.asked).waitFor();
  await look(page, '4-notice');
  await page.getByRole('button', { name: 'I have read this and want to go on' }).click();
  await page.getByLabel('Add files').waitFor();
  await look(page, '5-files');
  const film = await fixture('h264');
  await page.getByLabel('Add files').setInputFiles(film);
  await page.getByRole('button', { name: 'Send now' }).waitFor();
  await look(page, '6-send');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
  await look(page, '7-receipt');
  await expectNothingKept(page, 'receipt');
  expect(await page.locator('body').innerText()).not.toMatch(/diary|victim|stalk/i);
  await page.getByRole('link', { name: 'I want to stop' }).click();
  await page.getByRole('heading', { name: 'Do you want to say no?' }).waitFor();
  await look(page, '8-decline');

  await officer.getByRole('link', { name: 'Back to the investigation' }).click();
  await officer.getByRole('link', { name: new RegExp(`^${STREET.personName}`) }).waitFor();
  await look(officer, '9-investigation');
  await officer.getByRole('link', { name: new RegExp(`^${STREET.personName}`) }).click();
  await officer.getByText('Neighbour, a third person').waitFor();
  await look(officer, '10-link');
  await officer.goto(`${world.base}/investigations/${home.investigation}/clips`);
  const name = film.slice(film.lastIndexOf('/') + 1);
  const row = officer.getByRole('row').filter({ hasText: name });
  expect(await row.innerText()).toContain('Neighbour');
  await look(officer, '11-clips');
  await row.getByRole('link', { name }).click();
  await officer.getByRole('heading', { name }).waitFor();
  expect(await officer.locator('main').innerText()).toContain('Neighbour');
  await look(officer, '12-clip');
});
