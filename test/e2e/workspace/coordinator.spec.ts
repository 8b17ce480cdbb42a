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
import { openWorld, PASSWORD, seedCase, seedClip, type World } from '../../medium/workspace/world';

let world: World;
let browser: Browser;
/** Pages that are there, for others. */
let others: string[];
beforeAll(async () => {
  world = await openWorld({ SCHEME_FORCES: 'Durham Constabulary,Cleveland Police' });
  browser = await openBrowser();
  const home = await seedCase(world, (await world.officer()).id);
  const { id } = await seedClip(world, home);
  others = [
    `/investigations/${home.investigation}`,
    `/submissions/${home.submission}`,
    ...['', '/triage', '/custody'].map((tail) => `/clips/${id}${tail}`),
    ...['/investigations/new', '/officers/new', '/custody', '/audit', '/teams', '/emergency-accesses'],
  ];
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

interface Given {
  readonly person: string;
  readonly on: string;
  readonly risk?: string;
  readonly force?: string;
  readonly cost?: string;
}

async function register(
  page: Page,
  { person, on, risk = 'High', force, cost = '149.99' }: Given,
): Promise<void> {
  await page.goto(`${world.base}/scheme/doorbells/new`);
  await page.getByLabel('Person').fill(person);
  await page.getByLabel(force ?? 'Durham Constabulary').check();
  await page.getByLabel(risk, { exact: true }).check();
  await page.getByLabel('Given on').fill(on);
  await page.getByLabel('Make').fill('Ring');
  await page.getByLabel('Model').fill('Video Doorbell');
  await page.getByLabel('Cost').fill(cost);
  await page.getByRole('button', { name: 'Register' }).click();
}

describe.each(first([360, 1280]))('a coordinator at %i px', (width) => {
  it('keeps the register and reads its figures, by keyboard and on paper, and finds no investigation', async () => {
    const officer = await world.officer('coordinator');
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    const findings: string[] = [];
    page.on('console', (message) => {
      // The 404 that the end of the day asks for is one of these.
      if (message.type() === 'error' && !message.text().includes('status of 40'))
        findings.push(`console: ${message.text()}`);
    });
    const look = async (name: string): Promise<void> => {
      await screenshot(page, `coordinator-${width}-${name}`);
      findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${name}: scrolls sideways`);
    };
    const person = (number: number): string => `P-${width}${number}`;

    await page.goto(`${world.base}/scheme`);
    await page.getByLabel('Email address').fill(officer.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Doorbell scheme' }).waitFor();
    await look('1-first');

    await register(page, { person: 'Ann Bell', on: '2026-05-04', cost: 'a lot' });
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Model').inputValue()).toBe('Video Doorbell');
    await look('2-not-a-name');
    await page.getByLabel('Person').fill(person(1));
    await page.getByLabel('Cost').fill('149.99');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('heading', { name: 'Ring Video Doorbell' }).waitFor();

    await register(page, { person: person(2), on: '2026-06-10', risk: 'Medium' });
    await register(page, { person: person(3), on: '2026-08-11', force: 'Cleveland Police' });
    await register(page, { person: person(1), on: '2026-09-12', risk: 'Medium', cost: '£1,050' });
    await page.getByText('Correct the entry').click();
    await page.getByLabel('Cost').last().fill('105');
    await page.getByLabel('Why').last().fill('Wrong place of the point');
    await page.getByRole('button', { name: 'Save the correction' }).click();
    await page.getByRole('cell', { name: 'Wrong place of the point' }).waitFor();
    expect(await page.getByText('£1,050').count()).toBe(1);
    await look('3-corrected');

    await page.getByText('Give another doorbell instead').click();
    await page.getByRole('button', { name: 'Give it instead' }).click();
    await page.getByRole('alert').waitFor();
    await look('4-replacement-lacks-something');
    await page.getByLabel('Given on').first().fill('2026-10-01');
    await page.getByLabel('Cost').first().fill('0');
    await page.getByLabel('Why').first().fill('It broke in the rain');
    await page.getByRole('button', { name: 'Give it instead' }).click();
    await page.getByRole('link', { name: 'an earlier doorbell' }).waitFor();

    await page.getByRole('link', { name: 'Doorbells given out' }).click();
    await look('5-register');
    await page.getByLabel('Number of a person').fill(person(1).toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText(`Doorbells of ${person(1)}.`).waitFor();
    await whole(page);
    expect(await page.getByRole('row').count()).toBe(4);

    await page.getByRole('link', { name: 'Doorbells', exact: true }).click();
    await page.getByRole('img', { name: 'Doorbells given each month by Durham Constabulary' }).waitFor();
    await look('6-figures');
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, `coordinator-${width}-7-figures-on-paper`);
    await page.emulateMedia({ media: 'screen' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Figures as a spreadsheet (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('scheme-figures.csv');

    for (const path of others) {
      const answer = await page.goto(world.base + path);
      expect([403, 404]).toContain(answer?.status());
    }
    await page.goto(world.base);
    await look('8-start');
    await page.getByRole('link', { name: 'Doorbell scheme' }).waitFor();
    const menu = await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allInnerTexts();
    expect(menu).toEqual(['Start', 'Doorbells', officer.displayName]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(findings).toEqual([]);
    await context.close();
  });
});
