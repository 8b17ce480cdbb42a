import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { seedTimedClips } from '../../factories/timed-clips';
import { OfficerClient } from '../../medium/workspace/client';
import { openWorld, PASSWORD, seedCase, type World } from '../../medium/workspace/world';
import { openBrowser, openContext } from '../../support/browser';

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

/** The first clip of a queue of three, in a browser to which the answer to each form comes late. */
async function first(): Promise<{ readonly page: Page; readonly clips: string[] }> {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const clips = await seedTimedClips(world.admin, home, { make: 'ring', clips: 3 });
  const client = new OfficerClient(world.base);
  expect((await client.signIn(officer.email, PASSWORD)).status).toBe(200);
  const context = await openContext(browser, { width: 1280 });
  const [name = '', value = ''] = client.cookie.split('=');
  await context.addCookies([{ name, value: decodeURIComponent(value), url: world.base }]);
  const page = await context.newPage();
  await page.goto(`${world.base}/clips/${clips[0] ?? ''}/triage`);
  await page.getByRole('button', { name: 'Switch keys off' }).waitFor();
  await context.route(
    () => true,
    async (route) => {
      if (route.request().method() === 'POST') await sleep(1_000);
      await route.continue().catch(() => undefined);
    },
  );
  return { page, clips };
}

const decided = async (clips: readonly string[]): Promise<unknown[]> =>
  (
    await world.admin.query<{ id: string; outcome: string }>(
      'SELECT clip_id AS id, outcome FROM lintel.triage WHERE clip_id = ANY($1::uuid[])',
      [clips],
    )
  ).rows;

const GOES_ON = ' and then walks down the drive, drops a letter, and jumps away';

it.each([
  ['a', 'accepted'],
  ['d', 'declined'],
])(
  'what is typed on while the answer to “%s” is late decides nothing of the next clip',
  async (key, outcome) => {
    const { page, clips } = await first();
    await page.keyboard.press(key);
    await page.keyboard.type('A man at the door');
    if (key === 'a') {
      await page.keyboard.press('Tab');
      await page.keyboard.type('Ann Bell');
    }
    await page.keyboard.press('Enter');
    // The page stands as it was: one goes on typing, and the next clip comes in the midst of it.
    await page.keyboard.type(GOES_ON, { delay: 50 });
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/clips/${clips[1] ?? ''}/triage**`, { timeout: 10_000 });
    await sleep(1_500);
    expect(await decided(clips)).toEqual([{ id: clips[0], outcome }]);
    expect(page.url()).toContain(clips[1]);
    // After a rest keys are keys again.
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await page.keyboard.type('The street');
    expect(await page.locator('#decline-reason').inputValue()).toBe('The street');
    await page.context().close();
  },
);

it('nor does what is typed on after “j”', async () => {
  const { page, clips } = await first();
  await page.keyboard.press('j');
  await page.keyboard.type(`A man at the door${GOES_ON}`, { delay: 50 });
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/clips/${clips[1] ?? ''}/triage**`, { timeout: 10_000 });
  await sleep(1_500);
  expect([await decided(clips), page.url().includes(clips[1] ?? '')]).toEqual([[], true]);
  await page.context().close();
});
