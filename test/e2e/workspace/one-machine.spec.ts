import type { Browser, Page } from 'playwright-core';
import type { Officer } from '../../../src/features/identity';
import { openWorld, PASSWORD, seedCase, type World } from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot } from '../../support/browser';

let world: World;
let browser: Browser;
let ann: Officer;
let ben: Officer;
let annsCase: string;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  [ann, ben] = [await world.officer(), await world.officer()];
  annsCase = (await seedCase(world, ann.id)).investigation;
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function signIn(page: Page, officer: Officer): Promise<void> {
  await page.goto(`${world.base}/sign-in`);
  await page.locator('input[name=email]').fill(officer.email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

describe.each([true, false])('two officers on one machine (scripts: %s)', (javaScript) => {
  it('the back button shows nothing of the one who has left', async () => {
    const context = await openContext(browser, { width: 1280, javaScript });
    const page = await context.newPage();
    await signIn(page, ann);
    await page.goto(`${world.base}/investigations/${annsCase}`);
    const reference = await page.locator('h1').innerText();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in?left');
    for (let back = 0; back < 3; back += 1) {
      await page.goBack();
      await page.waitForLoadState();
      expect(await page.locator('body').innerText()).not.toContain(reference);
      expect(await page.locator('body').innerText()).not.toContain(ann.displayName);
    }
    await signIn(page, ben);
    await page.goBack();
    await page.waitForLoadState();
    expect(await page.locator('body').innerText()).not.toContain(reference);
    await context.close();
  });

  it('a page that was shown to one does nothing for the other', async () => {
    const context = await openContext(browser, { width: 1280, javaScript });
    const [one, two] = [await context.newPage(), await context.newPage()];
    await signIn(one, ann);
    await one.goto(`${world.base}/investigations/new`);
    await one.locator('[name=urn]').fill('13/MIXED/26');
    await one.locator('[name=offence]').fill('Stalking');
    // In another tab of the same browser the colleague signs in, without the first one having signed out.
    await two.goto(`${world.base}/`);
    await two.getByRole('button', { name: 'Sign out' }).click();
    await two.waitForURL('**/sign-in?left');
    await signIn(two, ben);
    // The page says so by itself where it can, and nothing leads behind that; where it cannot, the service says it.
    if (javaScript) {
      await one.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
      expect(await one.locator('main button').first().isVisible()).toBe(false);
    } else {
      await one.locator('main button').first().click();
      await one.getByText('Another officer has signed in on this machine').waitFor();
    }
    await screenshot(one, 'another-officer');
    if (javaScript) expect(await axeFindings(one)).toEqual([]);
    const { rows } = await world.admin.query(`SELECT 1 FROM lintel.investigation WHERE urn = '13/MIXED/26'`);
    expect(rows).toEqual([]);
    await one.goto(`${world.base}/investigations/${annsCase}`);
    await one.getByRole('heading', { name: 'Page not found' }).waitFor();
    await context.close();
  });
});

it('nothing that officers see may be kept by a browser or a proxy', async () => {
  const context = await openContext(browser, { width: 1280 });
  const page = await context.newPage();
  const answers: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'document') answers.push(response.headers()['cache-control']);
  });
  await signIn(page, ann);
  for (const path of ['/', `/investigations/${annsCase}`, '/second-factor', '/emergency-accesses'])
    await page.goto(world.base + path);
  expect(answers.length).toBeGreaterThan(4);
  expect(new Set(answers)).toEqual(new Set(['no-store']));
  await context.close();
});
