import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import type { Officer } from '../../../src/features/identity';
import { seedTimedClips } from '../../factories/timed-clips';
import { OfficerClient } from '../../medium/workspace/client';
import { openWorld, PASSWORD, seedCase, type Case, type World } from '../../medium/workspace/world';

let world: World;
let browser: Browser;
let officer: Officer;
let discloser: Officer;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  officer = await world.officer();
  discloser = await world.officer('disclosure');
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function signedIn(who = officer): Promise<Page> {
  const client = new OfficerClient(world.base);
  expect((await client.signIn(who.email, PASSWORD)).status).toBe(200);
  const context = await openContext(browser, { width: 1280 });
  const [name = '', value = ''] = client.cookie.split('=');
  await context.addCookies([{ name, value: decodeURIComponent(value), url: world.base }]);
  return context.newPage();
}

/** Five clips of the middle of July: others come before them. */
async function five(): Promise<{ readonly home: Case; readonly clips: string[] }> {
  const home = await seedCase(world, officer.id);
  return { home, clips: await seedTimedClips(world.admin, home, { make: 'ring', clips: 5, from: 10 }) };
}

/** To another page, where `meanwhile` happens, and back by the browser. What it brings back has been brought back then. */
async function awayAndBack(page: Page, meanwhile: () => Promise<unknown>): Promise<void> {
  await page.goto(`${world.base}/search`);
  await meanwhile();
  await page.goBack({ waitUntil: 'load' });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
}

const ticked = (page: Page): Promise<string[]> =>
  page
    .locator('input:is([type=checkbox], [type=radio]):checked')
    .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));

const one = (home: Case, from: number): Promise<string[]> =>
  seedTimedClips(world.admin, home, { make: 'ring', clips: 1, from });

const lists: readonly [string, (home: Case) => string][] = [
  ['the evidence', ({ investigation }) => `/investigations/${investigation}/evidence?view=table`],
  ['a sending', ({ submission }) => `/submissions/${submission}`],
  ['disclosure', ({ investigation }) => `/investigations/${investigation}/disclosure`],
];

it.each(lists)(
  'by Back no tick comes to stand on another clip of %s than the one that was ticked',
  async (_of, where) => {
    const { home, clips } = await five();
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
      [home.investigation, discloser.id, officer.id],
    );
    const page = await signedIn(where(home).endsWith('disclosure') ? discloser : officer);
    await page.goto(world.base + where(home));
    await page.locator(`input[value="${clips[1] ?? ''}"]`).check();
    const others = [await ticked(page)].flat().filter((value) => value !== clips[1]);
    await awayAndBack(page, () => one(home, 1));
    const back = (await ticked(page)).filter((value) => !others.includes(value));
    expect([[], [clips[1]]]).toContainEqual(back);
    await page.context().close();
  },
);

it('says after Back what is selected', async () => {
  const { home, clips } = await five();
  const page = await signedIn();
  await page.goto(`${world.base}/investigations/${home.investigation}/evidence?view=table`);
  await page.locator(`input[value="${clips[1] ?? ''}"]`).check();
  await awayAndBack(page, () => one(home, 1));
  expect(await ticked(page)).toEqual([clips[1]]);
  expect(await page.locator('[data-selected]').textContent()).toBe('1 selected.');
  await page.context().close();
});

it('“All 5” does not come back by Back as “All 6”', async () => {
  const { home } = await five();
  const page = await signedIn();
  await page.goto(`${world.base}/investigations/${home.investigation}/evidence?view=table`);
  await page.getByRole('checkbox', { name: 'All 5 items' }).check();
  await awayAndBack(page, () => one(home, 1));
  expect(await page.getByRole('checkbox', { name: 'All 6 items' }).isChecked()).toBe(false);
  await page.context().close();
});

it('by Back no other time is chosen of a clip than the one that was', async () => {
  const { clips } = await five();
  const [clip = ''] = clips;
  const page = await signedIn();
  await page.goto(`${world.base}/clips/${clip}`);
  const reading = page.locator('input[type=radio][name^="reading"]');
  await reading.nth(1).check({ force: true });
  const chosen = await ticked(page);
  await awayAndBack(page, () =>
    world.admin.query(`DELETE FROM lintel.time_candidate WHERE clip_id = $1 AND source = 'file-name'`, [
      clip,
    ]),
  );
  for (const value of await ticked(page)) expect(chosen).toContain(value);
  await page.context().close();
});

it('where all are taken, none can be unticked and be decided all the same', async () => {
  const { home, clips } = await five();
  const page = await signedIn();
  await page.goto(`${world.base}/investigations/${home.investigation}/evidence?view=table`);
  await page.getByRole('button', { name: 'Select all shown' }).click();
  const all = page.getByRole('checkbox', { name: 'All 5 items' });
  await all.check();
  const box = page.locator(`input[value="${clips[2] ?? ''}"]`);
  expect([await box.isChecked(), await box.isDisabled()]).toEqual([true, true]);
  await all.uncheck();
  await box.uncheck();
  expect(await page.locator('[data-selected]').textContent()).toBe('4 selected.');
  await page.getByText('Decline', { exact: true }).first().click();
  await page.getByLabel('Reason, for the record').fill('Only the street');
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByText('Done: 4 declined.').waitFor();
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.clip WHERE investigation_id = $1 AND NOT EXISTS (SELECT FROM lintel.triage WHERE clip_id = clip.id)',
    [home.investigation],
  );
  expect(rows.map(({ id }) => id)).toEqual([clips[2]]);
  await page.context().close();
});
