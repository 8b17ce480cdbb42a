import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { clip as fixture } from '../../fixtures/clips';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import type { Officer } from '../../../src/features/identity';
import { OfficerClient } from '../../medium/workspace/client';
import {
  openWorld,
  PASSWORD,
  seedCase,
  seedClip,
  seedRendition,
  type Case,
  type World,
} from '../../medium/workspace/world';

let world: World;
let browser: Browser;
let video: Buffer;
let sheet: Buffer;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  const film = await fixture('h264');
  [video, sheet] = [await readFile(film), await sheetOf(film)];
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A contact sheet as the worker makes one. */
async function sheetOf(film: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-sheet-'));
  const file = join(folder, 'sheet.jpg');
  const draw = ['-vf', 'fps=2,scale=240:-2,tile=2x2', '-frames:v', '1'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-i', film, ...draw, file]);
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}

const NAMES = ['Front door 22.41.mp4', 'Front door 22.43.mp4', 'Gate 23.02.mp4', 'Gate 23.05.mp4'];

/** Four clips that can be watched, and one with no picture. */
async function arrive(into: Case): Promise<string[]> {
  const ids: string[] = [];
  for (const name of NAMES) {
    const clip = await seedClip(world, into, { name, bytes: Buffer.concat([video, Buffer.from(name)]) });
    await seedRendition(world, clip, 'proxy', { bytes: video, contentType: 'video/mp4' });
    await seedRendition(world, clip, 'contact-sheet', { bytes: sheet, contentType: 'image/jpeg' });
    ids.push(clip.id);
  }
  const dark = await seedClip(world, into, { name: 'export_17.mp4', bytes: Buffer.from('no film') });
  await seedRendition(world, dark, 'proxy', { why: 'The file holds text, not a picture.' });
  return [...ids, dark.id];
}

/** A browser in which the officer is signed in: how one signs in, other tests tell. */
async function at(officer: Officer, width: number, javaScript = true): Promise<Page> {
  const client = new OfficerClient(world.base);
  expect((await client.signIn(officer.email, PASSWORD)).status).toBe(200);
  const context = await openContext(browser, { width, javaScript });
  const [name = '', value = ''] = client.cookie.split('=');
  await context.addCookies([{ name, value: decodeURIComponent(value), url: world.base }]);
  return context.newPage();
}

const outcome = async (id: string): Promise<string | undefined> => {
  const { rows } = await world.admin.query<{ outcome: string }>(
    'SELECT outcome FROM lintel.triage WHERE clip_id = $1',
    [id],
  );
  return rows[0]?.outcome;
};

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
const keysReady = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Switch keys off' }).waitFor();

describe.each(first([1280, 360]))('an officer at %i px', (width) => {
  it('finds what needs doing, goes through the queue by keys alone, and decides the rest together', async () => {
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    const [first = '', second = '', third = '', fourth = '', dark = ''] = await arrive(home);
    await world.admin.query(
      `UPDATE lintel.clip SET deletion_from = now() + interval '2 days', deletion_until = now() + interval '90 days' WHERE id = $1`,
      [third],
    );
    const page = await at(officer, width);
    const findings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') findings.push(`console: ${message.text()}`);
    });
    const look = async (name: string): Promise<void> => {
      await screenshot(page, `${width}-triage-${name}`);
      findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${name}: scrolls sideways`);
    };

    await page.goto(world.base);
    await page.getByRole('heading', { name: 'What needs doing' }).waitFor();
    await look('01-home');
    await page.getByRole('link', { name: 'Gate 23.02.mp4', exact: true }).click();
    await page.getByRole('heading', { name: 'Gate 23.02.mp4' }).waitFor();
    await keysReady(page);
    await page.keyboard.press('o');
    await page.getByText('It is on the sender’s pages until they send it').waitFor();
    await look('02-asked');

    await page.goto(`${world.base}/investigations/${home.investigation}`);
    await look('03-investigation');
    await page.getByRole('button', { name: 'Go through them one by one' }).click();
    const order: string[] = [];
    await keysReady(page);
    for (let n = 0; n < 2; n += 1) {
      order.push(new URL(page.url()).pathname.split('/')[2] ?? '');
      await page.getByRole('img', { name: /Contact sheet/ }).waitFor();
      if (n === 0) await look('04-queue');
      // After one that was accepted the field of the next has the focus.
      if (n > 0) await page.keyboard.press('Escape');
      await page.keyboard.press(n === 0 ? 'a' : 'd');
      expect(await focused(page)).toBe(n === 0 ? 'accept-description' : 'decline-reason');
      await page.keyboard.type(n === 0 ? 'A man at the door' : 'Only the street, ja');
      if (n === 0) {
        await page.keyboard.press('Tab');
        await page.keyboard.type('Ann Bell');
      }
      const before = page.url();
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.href !== before && url.pathname.endsWith('/triage'));
      await keysReady(page);
      if (n === 0) {
        await page.getByText('AB/1 was given to').waitFor();
        await look('05-given');
      }
    }
    await page.keyboard.press('Escape');
    expect([await outcome(order[0] ?? ''), await outcome(order[1] ?? '')]).toEqual(['accepted', 'declined']);
    const here = new URL(page.url()).pathname;
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.pathname !== here);
    await keysReady(page);
    await page.keyboard.press('k');
    await page.waitForURL((url) => url.pathname === here);
    await keysReady(page);
    await page.getByRole('button', { name: 'Switch keys off' }).click();
    await page.keyboard.press('a');
    expect(await focused(page)).not.toBe('accept-description');
    await page.getByRole('button', { name: 'Switch keys on' }).click();

    await page.goto(`${world.base}/submissions/${home.submission}`);
    const left = [first, second, third, fourth].filter((id) => !order.includes(id));
    for (const id of left) await page.locator(`input[value="${id}"]`).check();
    await page.getByRole('button', { name: 'Decide together' }).click();
    await page.getByRole('alert').waitFor();
    await look('06-together-error');
    await page.getByLabel('Accept each as an exhibit').check();
    await page.locator('#decide-description').fill('The gate at night');
    expect(await page.locator('#decide-producerName').inputValue()).toBe('Ann Bell');
    await look('07-together');
    await page.keyboard.press('Enter');
    await page.getByText(/Exhibit AB\/3/).waitFor();
    expect(await outcome(dark)).toBeUndefined();
    await look('08-together-done');

    await page.goto(`${world.base}/investigations?q=AB%2F3`);
    await look('09-search');
    await page.goto(`${world.base}/work/checks`);
    await look('10-checks');
    await page.goto(`${world.base}/investigations/${home.investigation}/details`);
    await look('11-details');
    expect(findings.filter((finding) => !/console: .*\b(400|409)\b/.test(finding))).toEqual([]);
    await page.context().close();
  });
});

it('does the same without JavaScript: every step is a plain form or link', async () => {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const ids = await arrive(home);
  const page = await at(officer, 1280, false);
  await page.goto(`${world.base}/investigations/${home.investigation}`);
  await page.getByRole('button', { name: 'Go through them one by one' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Single keys need scripts').waitFor();
  expect(await page.getByRole('button', { name: 'Switch keys off' }).isVisible()).toBe(false);
  const done = new URL(page.url()).pathname.split('/')[2] ?? '';
  expect(ids).toContain(done);
  await page.locator('#decline-reason').focus();
  await page.keyboard.type('Only the street');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname.endsWith('/triage') && !url.pathname.includes(done));
  expect(await outcome(done)).toBe('declined');
  await page.getByRole('button', { name: 'Ask for the original' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('It is on the sender’s pages until they send it').waitFor();
  await page.context().close();
});

it('ten clips are accepted by at most 12 command keys, and a decline is undone from the next page', async () => {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  for (let n = 1; n <= 11; n += 1) {
    const clip = await seedClip(world, home, { name: `Gate ${n}.mp4`, bytes: Buffer.from(`gate ${n}`) });
    await seedRendition(world, clip, 'contact-sheet', { bytes: sheet, contentType: 'image/jpeg' });
  }
  const page = await at(officer, 1280);
  await page.goto(`${world.base}/investigations/${home.investigation}`);
  await page.getByRole('button', { name: 'Go through them one by one' }).click();
  await keysReady(page);
  let commands = 0;
  const press = async (key: string): Promise<void> => {
    commands += 1;
    await page.keyboard.press(key);
  };
  const begun = Date.now();
  await press('a');
  for (let n = 1; n <= 10; n += 1) {
    await page.keyboard.type(`A man at the gate, visit ${n}`);
    if (n === 1) {
      await press('Tab');
      await page.keyboard.type('Ann Bell');
    }
    const before = page.url();
    await press('Enter');
    await page.waitForURL((url) => url.href !== before);
    await page.getByText(`AB/${n} was given to`).waitFor();
    expect(await focused(page)).toBe('accept-description');
  }
  process.stdout.write(
    `  ten clips: ${commands} command keys, ${((Date.now() - begun) / 1_000).toFixed(1)} s\n`,
  );
  expect(commands).toBeLessThanOrEqual(12);

  // Whoever takes the next field for a place where keys count is asked before an exhibit comes of it.
  for (const n of [12, 13])
    await seedClip(world, home, { name: `Gate ${n}.mp4`, bytes: Buffer.from(`gate ${n}`) });
  await page.keyboard.press('d');
  await page.keyboard.type('Nothing to see, a cat');
  await page.keyboard.press('Enter');
  await page.getByText('This begins with the key D. Was it meant as a key?').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  expect(await focused(page)).toBe('decline-reason');
  await page.keyboard.type('A cat');
  await page.keyboard.press('Enter');
  await page.getByText('was declined.').waitFor();
  // And the other way round; what is meant goes with Enter once more.
  await page.keyboard.type('aA cat');
  await page.keyboard.press('Enter');
  await page.getByText('This begins with the key A.').waitFor();
  await page.locator('#decline-reason').fill('');
  await page.locator('#decline-reason').fill('Nobody');
  await page.getByRole('button', { name: 'Decline and go on' }).click();
  await page.getByRole('link', { name: 'Undo the decline' }).click();
  await page.getByLabel('Why the decline is undone').fill('Somebody, after all');
  await page.getByRole('button', { name: 'Undo the decline' }).click();
  await page.getByText('To decide').first().waitFor();
  await page.context().close();
});
