import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { Line } from './support/line';
import { MiB, Phones, sha256, slow } from './support/phones';
import { Walk } from './support/walk';

const line = new Line();
let phones: Phones<Line>;
beforeAll(async () => {
  phones = await Phones.open(line);
});
afterAll(async () => {
  await phones.close();
  await line.cut();
});

const WHOLE = 'It is here, whole and checked.';

it('takes files that are dragged from the desktop, however many, and shows where they may fall', async () => {
  const { context, page, her } = await phones.phone(1280);
  const walk = new Walk(page, 'drag', true);
  const paths = ['one.mp4', 'two.mp4', 'three.mp4'].map((name) => phones.longClip(name, 100_000));
  const session = await context.newCDPSession(page);
  await page.getByText('Or drop files here.').waitFor();
  const box = await page.locator('[data-part="form"]').boundingBox();
  if (box === null) throw new Error('there is nowhere to drop');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', {
      type,
      ...at,
      data: { items: [], files: paths, dragOperationsMask: 1 },
    });
  const over = page.locator('.intake-drop--over');
  await drag('dragEnter');
  await drag('dragOver');
  await over.waitFor();
  await walk.look('over');
  // Chromium without a window says nothing when a drag is taken away from it.
  await page.evaluate("document.dispatchEvent(new DragEvent('dragleave', { relatedTarget: null }))");
  await over.waitFor({ state: 'detached' });
  expect(await her.files()).toEqual([]);
  await drag('dragEnter');
  await drag('dragOver');
  await drag('drop');
  await page.getByText(WHOLE).nth(2).waitFor();
  expect(await over.count()).toBe(0);
  const files = await her.files();
  expect(files.map(({ name }) => name)).toEqual(['one.mp4', 'two.mp4', 'three.mp4']);
  expect(files.map(({ id }) => phones.stored(id))).toEqual(paths.map(sha256));
  await walk.look('dropped');
  // A file that misses the place is taken too: it must not open in place of the page.
  paths.splice(0, 3, phones.longClip('four.mp4', 50_000));
  Object.assign(at, { x: 400, y: 200 });
  await drag('dragEnter');
  await drag('dragOver');
  await drag('drop');
  await page.getByText(WHOLE).nth(3).waitFor();
  expect(page.url()).toBe(`${line.url}/files`);
  walk.expectNoTrouble();
  await context.close();
});

it('says how far a file is without chatter, and never loses the focus', async () => {
  const { context, page } = await phones.phone(320);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.reload();
  const walk = new Walk(page, 'calm', true);
  await page.evaluate(`{
    window.said = [];
    const region = document.querySelector('[data-part="said"]');
    new MutationObserver(() => said.push(performance.now())).observe(region, { childList: true, characterData: true, subtree: true });
  }`);
  const session = await context.newCDPSession(page);
  await slow(session, MiB);
  const path = phones.longClip('calm.mp4', 20 * MiB);
  await page.getByLabel('Add files').setInputFiles(path);
  await page.getByText(/Adding: \d+%\. [\d.]+ [KM]B a second, .* left\./).waitFor();
  // Looking takes a while: the file must not be whole before it is paused.
  await slow(session, MiB / 8);
  await walk.look('forced-colours');
  const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent.trim()');
  const button = page.getByRole('button', { name: 'Pause', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByText(/Paused at/).waitFor();
  await walk.look('paused');
  expect(await focused()).toBe('Go on');
  await page.keyboard.press('Enter');
  await page.getByText(/Adding: \d+%/).waitFor();
  expect(await focused()).toBe('Pause');
  await sleep(6_000);
  await slow(session, -1);
  await page.getByText(WHOLE).waitFor();
  // The button has gone; what was focused hands over to its neighbour.
  expect(await focused()).toMatch(/^Remove/);
  await page.keyboard.press('Enter');
  await page.getByText('None.', { exact: true }).waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('files-input');
  const said = await page.evaluate<number[]>('said');
  expect(said.length).toBeGreaterThan(0);
  const gaps = said.slice(1).map((at, index) => at - (said[index] ?? 0));
  expect(gaps.filter((gap) => gap < 4_900)).toEqual([]);
  await context.close();
});

it('takes several at once without JavaScript, tells what is in none of them, and keeps the rest', async () => {
  const { context: withScript, her } = await phones.phone(360);
  const context = await phones.browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  });
  await context.addCookies(await withScript.cookies());
  const page = await context.newPage();
  // axe is JavaScript itself: `every-page` looks at this page with it.
  const walk = new Walk(page, 'plain', false);
  await page.goto(`${line.url}/files`);
  await walk.press('Add these files');
  await page.getByText('Choose a file first').first().waitFor();
  await walk.look('nothing-chosen');
  const empty = join(phones.world.home, 'empty.mp4');
  writeFileSync(empty, '');
  const good = ['a.mp4', 'b.mp4'].map((name) => phones.longClip(name, 50_000));
  await page.getByLabel('Add files').setInputFiles([good[0] ?? '', empty, good[1] ?? '']);
  await walk.press('Add these files');
  await page.getByText('empty.mp4').first().waitFor();
  await walk.look('some-refused');
  const files = await her.files();
  expect(files.map(({ name }) => name).filter((name) => name !== 'empty.mp4')).toEqual(['a.mp4', 'b.mp4']);
  for (const [index, path] of good.entries()) {
    const { id = '' } = files.find(({ name }) => path.endsWith(`/${name}`)) ?? {};
    expect([index, phones.stored(id)]).toEqual([index, sha256(path)]);
  }
  await context.close();
  await withScript.close();
});

it('says of a clip whose end is missing that it is, on the list and before she sends, and takes it all the same', async () => {
  const { context, page, her } = await phones.phone(320);
  const walk = new Walk(page, 'cut', true);
  const whole = phones.longClip('whole.mp4', 60_000);
  const cut = join(phones.world.home, 'cut.mp4');
  writeFileSync(cut, readFileSync(whole).subarray(0, -30_000));
  await page.getByLabel('Add files').setInputFiles([whole, cut]);
  await page.getByText(WHOLE).waitFor();
  const words = 'It is here, but its end seems to be missing. You can still send it.';
  await page.getByText(words).waitFor();
  await walk.look('list');
  const border = (name: string): Promise<string> =>
    page
      .locator('.intake-file', { hasText: name })
      .evaluate((row) => getComputedStyle(row as never).borderInlineStartColor);
  expect(await border('cut.mp4')).not.toBe(await border('whole.mp4'));
  await page.goto(`${line.url}/send`);
  await page.getByText(words).waitFor();
  expect(await page.getByText(WHOLE).count()).toBe(1);
  await walk.look('send');
  await walk.press('Send now');
  await page.getByText('every byte is as it came to us').waitFor();
  expect(await her.files()).toEqual([]);
  walk.expectNoTrouble();
  await context.close();
});

it('takes in no file for another link that was entered in the same browser meanwhile', async () => {
  const { context, page } = await phones.phone(360);
  const walk = new Walk(page, 'two-links', true);
  const other = new VisitorBrowser(phones.world.base);
  await other.enter(await phones.world.officer.invite());
  const value = other.cookie.slice('session='.length);
  await context.addCookies([{ name: 'session', value, url: line.url }]);
  for (const [name, size] of [
    ['small.mp4', 50_000],
    ['large.mp4', 4 * MiB],
  ] as const) {
    await page.getByLabel('Add files').setInputFiles(phones.longClip(name, size));
    await page.getByText('You are signed out').first().waitFor();
  }
  await walk.look('signed-out');
  expect(await other.files()).toEqual([]);
  walk.expectNoTrouble();
  await context.close();
});
