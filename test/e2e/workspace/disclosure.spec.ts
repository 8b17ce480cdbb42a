import type { Browser, Page } from 'playwright-core';
import { confirmAndGoOn } from './confirm';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import { Desk } from '../../medium/disclosure/desk';
import { openSealer, seedCopy, seedItem, type Sealer } from '../../medium/disclosure/support';
import { openWorld, PASSWORD, type World } from '../../medium/workspace/world';

let world: World;
let sealer: Sealer;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await sealer.close();
  await world.close();
});

async function sound(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
}

it.each(first([1280, 360]))(
  'a disclosure officer decides, signs, previews, seals and takes a copy, %i pixels wide',
  async (width) => {
    const desk = await Desk.open(world);
    const { officer, home } = desk;
    const [shown, hidden] = [
      await seedItem(world, home, officer.id),
      await seedItem(world, home, officer.id, { exhibit: false, name: 'RingVideo_20260301_221500.MP4' }),
    ];
    await seedCopy(world, shown);
    // A better version of the same recording came.
    const again = 'UPDATE lintel.clip SET replaces = $2 WHERE id = $1';
    await world.admin.query(again, [hidden.id, shown.id]);
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    const at = (path: string): string => `${world.base}/investigations/${home.investigation}/${path}`;
    await page.goto(at('disclosure'));
    await page.getByLabel('Email address').fill(officer.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Items to decide' }).waitFor();
    await sound(page, `disclosure-${width}`);

    await page.getByRole('button', { name: 'Record the decision' }).click();
    await page.getByText('There is a problem').waitFor();
    await sound(page, `disclosure-problem-${width}`);

    await page.locator(`#pick-${shown.id}`).check();
    await page.getByRole('radio', { name: /Evidence: it is/ }).check();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Shows the man at the door');
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await page.locator(`#pick-${hidden.id}`).check();
    await page.getByRole('radio', { name: /Unused, sensitive/ }).check();
    await page.getByRole('radio', { name: 'Yes' }).check();
    await page.getByLabel('Description for the schedule').fill('A street');
    await page.getByRole('textbox', { name: 'Reason' }).fill('Shows where she lives now');
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await page.getByText('There is a problem').waitFor();
    await sound(page, `disclosure-version-${width}`);
    await page.getByRole('checkbox', { name: 'They differ on purpose' }).check();
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await page.getByText('Every item is decided.').waitFor();

    for (const form of ['MG12', 'MG6C', 'MG6D', 'MG6E']) {
      const row = page.getByRole('row', { name: new RegExp(form) });
      await row.locator('summary').click();
      if (form === 'MG6E') for (const box of await row.getByRole('checkbox').all()) await box.check();
      const isSigned = form === 'MG6D' || form === 'MG6E';
      if (isSigned) await row.getByLabel('Sign with your name').fill(officer.displayName);
      await row.getByRole('button', { name: `Make the ${form}` }).click();
      if (!isSigned) {
        await page.getByText('DRAFT for a person to check').waitFor();
        await page.getByLabel('Sign with your name').fill(officer.displayName);
        await page.getByRole('button', { name: `Sign the ${form}` }).click();
      }
      await page.getByText('Signed by name').waitFor();
      await sound(page, `schedule-${form}-${width}`);
      await page.goto(at('disclosure?show=all'));
    }
    await sound(page, `disclosure-all-${width}`);

    await page.getByRole('link', { name: 'preview for the defence' }).click();
    await page.getByText('sensitive: Shows where she lives now').waitFor();
    await sound(page, `preview-${width}`);
    await page.getByRole('button', { name: 'Seal the bundle' }).click();
    await confirmAndGoOn(page);
    await page.getByText('Being sealed').waitFor();
    await sealer.seal(page.url().split('/').at(-1) ?? '');
    await page.reload();
    await page.getByText('Fingerprint of the key').waitFor();
    await sound(page, `bundle-${width}`);
    await page.locator('#download-reason').fill('For the defence');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the bundle' }).click();
    expect((await download).suggestedFilename()).toMatch(/^LINTEL-.*-defence-1\.zip$/);
    await context.close();
  },
  300_000,
);
