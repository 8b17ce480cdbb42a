import type { Browser, Page } from 'playwright-core';
import { Bench } from '../../medium/retention/bench';
import { PASSWORD } from '../../medium/workspace/world';
import {
  axeFindings,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
  whole,
} from '../../support/browser';
import { confirmAndGoOn } from './confirm';

let bench: Bench;
let browser: Browser;
beforeAll(async () => {
  bench = await Bench.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await bench.close();
});

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${bench.world.base}/sign-in`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Menu' }).waitFor();
  await whole(page);
}

it.each([
  { width: 360, javaScript: true },
  { width: 1280, javaScript: false },
])(
  'an old item goes by two people at $width px, scripts $javaScript',
  async ({ width, javaScript }) => {
    const { id, reference } = await bench.item();
    const findings: string[] = [];
    const look = async (page: Page, name: string): Promise<void> => {
      await screenshot(page, `${width}-retention-${name}`);
      if (javaScript) findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${name}: scrolls sideways`);
    };
    const mine = await openContext(browser, { width, javaScript });
    const page = await mine.newPage();
    await signIn(page, bench.oic.email);
    await page.goto(`${bench.world.base}/investigations/${bench.home.investigation}`);
    await page.getByRole('link', { name: 'Keeping and disposal' }).click();
    await page.getByRole('heading', { name: 'Outcome' }).waitFor();
    await look(page, '1-investigation');
    await page.getByText('Record the outcome', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Record the outcome' }).click();
    await page.getByRole('alert').waitFor();
    await look(page, '2-outcome-missing');
    await page.getByLabel('No further action').check();
    await page.getByLabel('Day of the decision').fill('2001-02-03');
    await page.getByLabel('Group 2').check();
    await page.getByLabel('Reason').fill('Nobody was charged');
    await page.getByRole('button', { name: 'Record the outcome' }).click();
    await page.getByText('To review').first().waitFor();

    await page.goto(bench.world.base);
    await page.getByText('items to review').or(page.getByText('item to review')).first().waitFor();
    await look(page, '3-home');
    await page.goto(`${bench.world.base}/clips/${id}/retention`);
    await page.getByLabel('Propose that it goes for good').fill('Its time has come');
    await look(page, '4-item');
    await page.getByRole('button', { name: 'Propose the disposal' }).click();
    await confirmAndGoOn(page);
    await page.getByText('Another person, a supervisor, decides').waitFor();

    const hers = await openContext(browser, { width, javaScript });
    const desk = await hers.newPage();
    await signIn(desk, bench.others[0]?.email ?? '');
    await desk
      .locator('#main-content, main')
      .first()
      .getByRole('link', { name: reference, exact: true })
      .last()
      .click();
    await desk.getByText('What is erased cannot be brought back').waitFor();
    await look(desk, '5-to-agree');
    await desk.getByLabel('Agree: why?').fill('I looked at it');
    await desk.getByRole('button', { name: 'Agree to the disposal' }).click();
    await confirmAndGoOn(desk);
    await desk.getByText('Until then anybody of the team can stop it').waitFor();
    await look(desk, '6-agreed');

    await bench.eraser.run();
    await page.goto(`${bench.world.base}/clips/${id}`);
    await page.getByText('Its hash, its reference and its history stay.').waitFor();
    await look(page, '7-erased');
    await page.getByRole('link', { name: 'Keeping and disposal' }).click();
    await page.getByText('agreed', { exact: false }).first().waitFor();
    await look(page, '8-afterwards');
    expect(findings).toEqual([]);
    await mine.close();
    await hers.close();
  },
  300_000,
);
