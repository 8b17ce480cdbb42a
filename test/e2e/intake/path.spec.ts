import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
  axeFindings,
  keptOnDevice,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
} from '../../support/browser';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { buildProgram, programs } from './support/program';

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  buildProgram();
  world = await IntakeWorld.open({}, programs().starter);
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A file as her phone has it. */
function onPhone(name: string, bytes: Buffer): string {
  const path = join(world.home, name);
  writeFileSync(path, bytes);
  return path;
}

async function looked(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  // axe is itself JavaScript; the markup that it looks at is the same without.
  if (name.includes('js')) expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  await expect(page.title()).resolves.not.toMatch(/police|evidence|stalk|crime/i);
}

describe.each([
  { width: 360, javaScript: true },
  { width: 1280, javaScript: true },
  { width: 360, javaScript: false },
  { width: 1280, javaScript: false },
])('from the link to the receipt, $width pixels wide, JavaScript $javaScript', ({ width, javaScript }) => {
  const tag = `${width}-${javaScript ? 'js' : 'plain'}`;

  it('takes a few taps, is accessible on every page and leaves one cookie', async () => {
    const { link, code } = await world.officer.invite();
    const context = await openContext(browser, { width, javaScript });
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') trouble.push(message.text());
    });

    await page.goto(link);
    await looked(page, `${tag}-1-code`);
    await page.getByLabel('Your code').fill('00000000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await looked(page, `${tag}-2-code-wrong`);
    await page.getByLabel('Your code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();

    await page.getByRole('button', { name: 'I understand' }).click();
    for (const answer of ['I did', 'No, only me']) {
      await page.getByLabel(answer, { exact: true }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
    }
    expect(page.url()).toBe(`${world.base}/notice`);
    await looked(page, `${tag}-3-notice`);
    for (const answer of ['I have read this and I want to go on', 'I am 18 or older, and I decide']) {
      await page.getByLabel(answer).check();
      await page.getByRole('button', { name: 'Continue' }).click();
    }
    await page.getByRole('button', { name: 'Add clips' }).click();

    await looked(page, `${tag}-4-files-empty`);
    const clips = [randomBytes(3_000_000), randomBytes(20_000)];
    const names = [
      'RingVideo_20260301_221500.MP4',
      'front door 🚪 with a rather long name for a small screen.mp4',
    ];
    const paths = names.map((name, index) => onPhone(name, clips[index] ?? Buffer.of()));
    await page.getByLabel('Add files').setInputFiles(paths);
    if (!javaScript) await page.getByRole('button', { name: 'Add these files' }).click();
    const toSend = page.getByRole('button', { name: 'Go on to send' });
    await toSend.waitFor({ state: 'visible', timeout: 30_000 });
    await looked(page, `${tag}-5-files`);
    await toSend.click();

    await looked(page, `${tag}-6-send`);
    await page.getByRole('button', { name: 'Send now' }).click();
    expect(page.url()).toMatch(/\/receipts\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await looked(page, `${tag}-7-receipt`);
    const text = await page.locator('main').innerText();
    for (const [index, name] of names.entries()) {
      expect(text).toContain(name);
      if (javaScript) expect(text).toContain(sha256(clips[index] ?? Buffer.of()));
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the receipt (PDF)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^receipt-[0-9A-Z]{4}-[0-9A-Z]{4}\.pdf$/);
    const pdf = await readFile(await download.path());
    if (process.env['LINTEL_SCREENSHOTS'])
      writeFileSync(join(process.env['LINTEL_SCREENSHOTS'], `${tag}.pdf`), pdf);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

    await page.goto(`${world.base}/receipts`);
    await looked(page, `${tag}-8-receipts`);
    expect((await context.cookies()).map((cookie) => cookie.name)).toEqual(['session']);
    const nothing = { local: 0, session: 0, databases: 0, caches: 0, workers: 0 };
    if (javaScript) expect(await keptOnDevice(page)).toEqual({ cookies: ['session'], ...nothing });
    await page.getByRole('link', { name: 'I want to stop' }).click();
    await looked(page, `${tag}-9-stop`);
    await page.getByRole('button', { name: 'Yes, stop' }).click();
    await looked(page, `${tag}-10-stopped`);
    expect(await context.cookies()).toEqual([]);
    await page.goto(`${world.base}/files`);
    await looked(page, `${tag}-11-signed-out`);
    // Chromium says of each answer above 399 that it is one.
    expect(trouble.filter((line) => !line.includes('status of 40'))).toEqual([]);
    await context.close();
  });
});
