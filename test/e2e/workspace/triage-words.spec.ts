import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { OfficerClient } from '../../medium/workspace/client';
import {
  openWorld,
  PASSWORD,
  seedCase,
  seedClip,
  seedRendition,
  type World,
} from '../../medium/workspace/world';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';

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

/** The first clip of a queue of two, open in a browser. What its copies show is of no matter here. */
async function first(): Promise<{ readonly page: Page; readonly one: string; readonly two: string }> {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const clips: string[] = [];
  for (const name of ['gate 1.mp4', 'gate 2.mp4']) {
    const clip = await seedClip(world, home, { name, bytes: Buffer.from(name) });
    await seedRendition(world, clip, 'proxy', { bytes: Buffer.from('film'), contentType: 'video/mp4' });
    await seedRendition(world, clip, 'contact-sheet', { bytes: Buffer.from('s'), contentType: 'image/jpeg' });
    clips.push(clip.id);
  }
  const [one = '', two = ''] = clips;
  const client = new OfficerClient(world.base);
  expect((await client.signIn(officer.email, PASSWORD)).status).toBe(200);
  const context = await openContext(browser, { width: 1280 });
  const [name = '', value = ''] = client.cookie.split('=');
  await context.addCookies([{ name, value: decodeURIComponent(value), url: world.base }]);
  const page = await context.newPage();
  await page.goto(`${world.base}/clips/${one}/triage`);
  await page.getByRole('button', { name: 'Switch keys off' }).waitFor();
  return { page, one, two };
}

async function looks(clip: string): Promise<string[]> {
  const { rows } = await world.admin.query<{ content: string }>(
    `SELECT event::jsonb->'detail'->>'content' AS content FROM custody.record
      WHERE subject = 'clip:' || $1 AND event::jsonb->>'type' = 'viewed' ORDER BY seq`,
    [clip],
  );
  return rows.map(({ content }) => content);
}

it.each(['j', 'o'])(
  'what was typed and not sent is not lost by the key %s, until it is pressed again',
  async (key) => {
    const { page, one, two } = await first();
    await page.keyboard.press('a');
    await page.keyboard.type('A man at the gate');
    await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    await page.getByText('What you typed here has not been sent').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/clips/${one}/triage`);
    // Keys go on, and words that are written on are asked about anew. For a second a button passes over another press.
    await page.keyboard.press('a');
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await page.keyboard.press('Escape');
    await sleep(1_200);
    await page.keyboard.press(key);
    expect(await page.locator('#accept-description').inputValue()).toBe('A man at the gate!');
    await sleep(1_200);
    await page.keyboard.press(key);
    await page.waitForURL(key === 'j' ? `**/clips/${two}/triage**` : `**/clips/${one}/triage#ask`);
    expect(await page.locator('#accept-description').inputValue()).toBe('');
    await page.context().close();
  },
);

it('of a link the browser asks before what was typed is lost, and a decision asks nothing', async () => {
  const { page, one, two } = await first();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.keyboard.press('d');
  await page.keyboard.type('The street');
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await until('the question', () => Promise.resolve(asked.length > 0));
  expect(asked).toEqual(['beforeunload']);
  expect(await page.locator('#decline-reason').inputValue()).toBe('The street');
  await page.locator('#decline-reason').press('Enter');
  await page.waitForURL(`**/clips/${two}/triage**`);
  expect(asked).toHaveLength(1);
  const { rows } = await world.admin.query('SELECT outcome, reason FROM lintel.triage WHERE clip_id = $1', [
    one,
  ]);
  expect(rows).toEqual([{ outcome: 'declined', reason: 'The street' }]);
  await page.context().close();
});

it.each(['w', 's'])('a key that is held down opens one look: %s', async (key) => {
  const { page, one } = await first();
  for (let press = 0; press < 25; press += 1) {
    await page.keyboard.down(key);
    await sleep(40);
  }
  await page.keyboard.up(key);
  expect(await looks(one)).toEqual([key === 'w' ? 'proxy' : 'contact-sheet']);
  await page.context().close();
});

it('what was asked for last is what is shown, also where the answer before is late', async () => {
  const { page, one } = await first();
  await page.route('**/triage/open', async (route) => {
    if (route.request().postData()?.includes('film') === true) await sleep(1_000);
    await route.continue();
  });
  await page.keyboard.press('w');
  await page.keyboard.press('s');
  await until('both looks', async () => (await looks(one)).length === 2);
  await page.getByRole('img', { name: /^Contact sheet/ }).waitFor();
  await sleep(1_500);
  expect(await page.getByRole('img', { name: /^Contact sheet/ }).count()).toBe(1);
  expect(await page.locator('video').count()).toBe(0);
  expect(await looks(one)).toEqual(['proxy', 'contact-sheet']);
  await page.context().close();
});
