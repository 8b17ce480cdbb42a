import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { BothSides, send } from '../../medium/diary/support';
import {
  axeFindings,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
  whole,
} from '../../support/browser';
import { whereIs } from './support/where';

let sides: BothSides;
let browser: Browser;
beforeAll(async () => {
  sides = await BothSides.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await sides.close();
});

/** What the worker does with each sent clip, as far as officers need it to decide. */
async function lockOriginals(): Promise<string[]> {
  const rows = await sides.rows<{ id: string }>(
    `UPDATE lintel.clip SET state = 'master', stored_sha256 = repeat('0', 64), evidence_key = id::text, master_at = now()
      WHERE sent_at IS NOT NULL AND master_at IS NULL RETURNING id`,
  );
  return rows.map(({ id }) => id);
}

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
}

it('a kind note waits in her diary behind the code, leads to the steps for her doorbell, and is put away unseen by others', async () => {
  const given = await sides.invite();
  const her = await sides.inDiary(given);
  await her.upload([{ name: 'VID-20250715-WA0003.mp4', bytes: randomBytes(900) }]);
  const [file] = await her.files();
  await sides.rows(`INSERT INTO lintel.make_answer (clip_id, make) VALUES ($1, 'ring')`, [file?.id]);
  const receipt = await send(her);
  const [clip = ''] = await lockOriginals();
  expect((await sides.client.call('POST', `/api/v1/clips/${clip}/ask-original`, {})).status).toBe(204);
  const declined = { reason: 'Nobody is seen, says the officer', note: 'not-needed' };
  expect((await sides.client.call('POST', `/api/v1/clips/${clip}/decline`, declined)).status).toBe(204);

  const context = await openContext(browser, { width: 360 });
  const page = await context.newPage();
  await page.goto(given.link);
  expect(await page.content()).not.toMatch(/note for you|WA0003/i);
  await page.getByLabel('Your code').fill(given.code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.goto(`${sides.hers.base}/diary`);
  await page.getByText('If you still have the file from your doorbell, it would help.').waitFor();
  await page.getByText('It is not needed for now.').waitFor();
  expect(await page.content()).not.toContain('Nobody is seen');
  await look(page, 'notes-diary');

  await page.getByRole('link', { name: 'How to save it from your doorbell' }).click();
  expect(await whereIs(page)).toBe('/help/ring');
  await page.goBack();
  for (const left of [1, 0]) {
    await page.getByRole('button', { name: 'Put this note away' }).first().click();
    await whole(page);
    expect(await page.getByRole('button', { name: 'Put this note away' }).count()).toBe(left);
  }
  expect(await page.getByText('Notes for you').count()).toBe(0);
  await look(page, 'notes-put-away');
  await page.goto(sides.hers.base + receipt);
  expect(await page.getByText('A note for you').count()).toBe(2);

  // Nothing left the service, and to officers it is as if she had not come.
  expect(await sides.rows('SELECT id FROM lintel.message')).toEqual([]);
  const triage = await sides.client.page(`/clips/${clip}/triage`);
  expect(triage.text).toContain('It is on the sender’s pages until they send it');
  await context.close();
});
