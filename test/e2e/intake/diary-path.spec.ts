import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { openContext } from '../../support/browser';
import { first } from '../../support/looks';
import { until } from '../../support/until';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { begin, write } from './support/diary-steps';
import { Line } from './support/line';
import { Phones, sha256 } from './support/phones';
import { Walk } from './support/walk';
import { comesTo, RECEIPT } from './support/where';

const line = new Line();
let phones: Phones<Line>;
beforeAll(async () => {
  phones = await Phones.open(line);
});
afterAll(async () => {
  await phones.close();
  await line.cut();
});

/** A browser of the test's own with her session: what the server says of her files. */
async function behind(context: BrowserContext): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(phones.world.base);
  const [cookie] = await context.cookies();
  her.cookie = `session=${cookie?.value ?? ''}`;
  return her;
}

describe.each(
  first(
    [
      { width: 360, javaScript: true },
      { width: 1280, javaScript: false },
      { width: 1280, javaScript: true },
      { width: 320, javaScript: false },
    ],
    2,
  ),
)('the whole diary, $width pixels wide, JavaScript $javaScript', ({ width, javaScript }) => {
  it('from the link to the receipt and out again, with real files and one cookie', async () => {
    const context = await openContext(phones.browser, { width, javaScript });
    const page = await context.newPage();
    const walk = new Walk(page, `diary-${width}-${javaScript ? 'js' : 'plain'}`, false);
    await begin(walk, await phones.world.officer.invite());
    await write(walk);
    await page.goto(`${line.url}/files`);
    await walk.look('files-empty');
    if (!javaScript) {
      await walk.press('Add these files');
      await walk.look('files-error');
    }
    const long = join(
      phones.world.home,
      `a name that is far too long for a small screen ${width} ${'x'.repeat(80)}.mp4`,
    );
    writeFileSync(long, Buffer.concat([readFileSync(phones.ring), randomBytes(width)]));
    await page.getByLabel('Add files').setInputFiles([phones.ring, phones.whatsapp, long]);
    if (!javaScript) await walk.press('Add these files');
    const her = await behind(context);
    await until(
      'three checked files',
      async () => {
        const files = await her.files();
        return (
          files.length === 3 && files.every(({ state }) => state === (javaScript ? 'checked' : 'stored'))
        );
      },
      120_000,
    );
    if (!javaScript) await page.reload();
    // Without a script nothing of the device's own is there to compare with.
    const words = javaScript ? 'It is here, whole and checked.' : 'It is here. We have read all of it.';
    await page.getByText(words).nth(2).waitFor();
    await walk.look('files');
    await page.goto(`${line.url}/diary`);
    await walk.look('diary');
    await walk.follow(/He stood at the door/);
    await walk.look('entry');
    await walk.follow('Choose clips for this');
    await page.getByRole('checkbox').first().check();
    await walk.look('clips');
    await walk.press('Save');
    await page.goto(`${line.url}/send`);
    await walk.look('send');
    await walk.press('Send now');
    await comesTo(page, RECEIPT);
    await walk.look('receipt');
    await page.locator('summary', { hasText: 'Fingerprints of your files' }).click();
    const text = await page.locator('main').innerText();
    for (const path of [phones.ring, phones.whatsapp, long]) expect(text).toContain(sha256(path));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      walk.press('Download the receipt (PDF)'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}\.pdf$/);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await walk.follow('A version that does not say what it is about');
    await walk.look('receipt-plain');
    await page.goto(`${line.url}/receipts`);
    await walk.look('receipts');
    await page.goto(`${line.url}/diary`);
    await walk.look('diary-sent');
    await walk.follow('I felt pressured');
    await walk.look('pressure');
    await page.goto(`${line.url}/help/ring`);
    await walk.look('help');
    await page.goto(`${line.url}/files/00000000-0000-4000-8000-000000000000/about`);
    await walk.look('not-here');
    await page.goto(`${line.url}/stop`);
    await walk.look('stop');
    await walk.press('Yes, stop');
    await walk.look('stopped');
    expect(await context.cookies()).toEqual([]);
    await page.goto(`${line.url}/files`);
    await walk.look('signed-out');
    walk.expectNoTrouble();
    await context.close();
  });
});
