import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsQR from 'jsqr';
import type { Browser } from 'playwright-core';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { BothSides } from '../../medium/diary/support';

const run = promisify(execFile);
const MM = 96 / 25.4;

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

/** What a camera reads on the first page. */
async function codeOn(pdf: string): Promise<string | undefined> {
  const image = pdf.replace('.pdf', '');
  await run('pdftoppm', ['-r', '200', '-singlefile', pdf, image]);
  const ppm = await readFile(`${image}.ppm`);
  const [, width = 0, height = 0] = (/^P6\s(\d+)\s(\d+)\s/.exec(ppm.toString('latin1', 0, 40)) ?? []).map(
    Number,
  );
  const rgb = ppm.subarray(ppm.length - width * height * 3);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) rgba.set(rgb.subarray(at * 3, at * 3 + 3), at * 4);
  return jsQR(rgba, width, height)?.data;
}

it('the link on paper is one card of the size of a bank card, which a camera reads and which says nothing', async () => {
  const { investigation } = await sides.invite();
  const context = await openContext(browser, { width: 1280 });
  const [name = '', value = ''] = sides.client.cookie.split('=');
  await context.addCookies([{ name, value, url: sides.base }]);
  const page = await context.newPage();

  await page.goto(`${sides.base}/investigations/${investigation}`);
  await page.getByRole('button', { name: 'Make a private link' }).click();
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'safe-contact-first');
  // Nothing is chosen for her beforehand, and without an answer there is no link.
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  await page.getByLabel('What must never be done?').fill('No voicemail');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByText('is an answer too.').first().waitFor();
  expect(await page.getByLabel('What must never be done?').inputValue()).toBe('No voicemail');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel('No contact at all').check();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.locator('.lintel-link').innerText();
  const code = await page.locator('.lintel-code').innerText();
  await screenshot(page, 'card-on-screen');
  expect(await scrollsSideways(page)).toBe(false);

  await page.emulateMedia({ media: 'print' });
  await screenshot(page, 'card-print');
  const card = page.locator('.lintel-card:has(.lintel-qr)');
  const box = await card.boundingBox();
  expect([Math.round((box?.width ?? 0) / MM), Math.round((box?.height ?? 0) / MM)]).toEqual([86, 54]);
  expect(
    await card.evaluate((one) => one.scrollHeight <= one.clientHeight && one.scrollWidth <= one.clientWidth),
  ).toBe(true);

  const pdf = join(sides.hers.home, 'card.pdf');
  await writeFile(pdf, await page.pdf({ preferCSSPageSize: true }));
  const { stdout } = await run('pdftotext', [pdf, '-']);
  expect(stdout.split('\f').filter((text) => text.trim() !== '')).toHaveLength(1);
  expect(stdout).not.toMatch(/police|evidence|stalk|crime|officer|investigation|safe contact|warning/i);
  expect(stdout).not.toContain(code.replace(' ', ''));
  expect(stdout).not.toContain(code);
  expect(stdout).toContain('Your link');
  expect(await codeOn(pdf)).toBe(link);
  await context.close();
});
