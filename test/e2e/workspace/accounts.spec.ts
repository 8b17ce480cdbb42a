import type { Browser, Page } from 'playwright-core';
import { OfficerClient } from '../../medium/workspace/client';
import { openWorld, PASSWORD, type World } from '../../medium/workspace/world';
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

async function lookAt(page: Page, name: string): Promise<string[]> {
  await screenshot(page, name);
  const findings = await axeFindings(page);
  return (await scrollsSideways(page)) ? [...findings, `${name} scrolls sideways`] : findings;
}

it.each(first([320, 1280]))(
  'a supervisor finds an officer among many, changes the role and closes the account, at %i pixels',
  async (width) => {
    const supervisor = await world.officer('supervisor');
    const officer = await world.officer();
    await world.admin.query(
      `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash, disabled_at, locked_until)
       SELECT gen_random_uuid(), 'n' || n || '.of-a-long-name@' || $1 || '.force.example', 'Nora Newcomer ' || n, 'NN', 'investigator', 'x',
              CASE WHEN n % 7 = 0 THEN now() END, CASE WHEN n % 11 = 0 THEN now() + interval '1 day' END FROM generate_series(1, 60) n`,
      [width],
    );
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    const findings: string[] = [];
    await page.goto(world.base);
    await page.getByLabel('Email address').fill(supervisor.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Officers', exact: true }).click();
    findings.push(...(await lookAt(page, `officers-${width}`)));
    await page
      .getByRole('navigation', { name: 'Pages: officers' })
      .getByRole('link', { name: /Next page/ })
      .click();
    await page.getByRole('link', { name: /First page/ }).waitFor();
    findings.push(...(await lookAt(page, `officers-next-${width}`)));

    await page.getByLabel('Search').fill(officer.email);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('link', { name: officer.displayName }).click();
    await page.getByText('Change the role', { exact: true }).first().click();
    await page.getByLabel('Disclosure officer').check();
    findings.push(...(await lookAt(page, `account-role-${width}`)));
    await page.getByRole('button', { name: 'Change the role' }).click();
    await confirmAndGoOn(page);
    await page.getByText('Disclosure officer', { exact: true }).first().waitFor();

    const theirs = new OfficerClient(world.base);
    await theirs.signIn(officer.email);
    await page.getByText('Deactivate this account').click();
    await page.getByRole('button', { name: `Deactivate ${officer.displayName}` }).click();
    await page.getByText('Not active').waitFor();
    findings.push(...(await lookAt(page, `account-closed-${width}`)));
    expect((await theirs.call('GET', '/api/v1/session')).status).toBe(401);
    expect(findings).toEqual([]);
    await context.close();
  },
  300_000,
);
