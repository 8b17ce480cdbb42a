import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createWorker } from '../../../src/apps/worker/app';
import { createLogger } from '../../../src/platform/observability';
import type { HttpApp } from '../../../src/platform/http';
import { vendorFile } from '../../fixtures/vendors';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser, type FileState } from '../../medium/intake/support/visitor';
import { begin, write } from './support/diary-steps';
import { Line } from './support/line';
import { buildProgram, programs } from './support/program';
import { Walk } from './support/walk';

const MiB = 1024 ** 2;
const program = programs();
const wire = new Line();
let world: IntakeWorld;
let worker: HttpApp;
let browser: Browser;
let ring: string;
let whatsapp: string;
beforeAll(async () => {
  buildProgram();
  await wire.open();
  const settings = { INTAKE_PUBLIC_URL: wire.url, WORKER_HEALTH_PORT: '0', CUSTODY_SEQUENCE_MS: '100' };
  world = await IntakeWorld.open(settings, program.starter);
  wire.target = world.config.intake.port;
  worker = await createWorker({
    config: world.config,
    databaseUrl: world.database.urls.worker,
    logger: createLogger({ process: 'worker', level: 'silent' }),
  });
  [ring, whatsapp] = [
    (await vendorFile('ring', world.home)).path,
    (await vendorFile('whatsapp', world.home)).path,
  ];
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await worker.close();
  await wire.cut();
  await world.close();
});

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A real clip made long by a `free` box (ISO/IEC 14496-12 section 8.1.2), which players skip. */
function longClip(name: string, bytes: number): string {
  const path = join(world.home, name);
  const box = Buffer.alloc(8);
  box.writeUInt32BE(bytes, 0);
  box.write('free', 4);
  writeFileSync(path, Buffer.concat([readFileSync(ring), box, randomBytes(bytes - 8)]));
  return path;
}

/** A browser of the test's own with her session: what the server says of her files. */
async function behind(context: BrowserContext): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(world.base);
  const [cookie] = await context.cookies();
  her.cookie = `session=${cookie?.value ?? ''}`;
  return her;
}

const theFile = (her: VisitorBrowser, wanted: (file: FileState) => boolean): Promise<FileState> =>
  until('the file', async () => (await her.files().catch(() => [])).find(wanted), 90_000);

describe.each([
  { width: 360, javaScript: true },
  { width: 1280, javaScript: true },
  { width: 320, javaScript: false },
])('the whole diary, $width pixels wide, JavaScript $javaScript', ({ width, javaScript }) => {
  it('from the link to the receipt and out again, with real files and one cookie', async () => {
    const context = await openContext(browser, { width, javaScript });
    const page = await context.newPage();
    // The markup is the same in all three, and axe takes its time.
    const walk = new Walk(page, `diary-${width}-${javaScript ? 'js' : 'plain'}`, width === 360);
    await begin(walk, await world.officer.invite());
    await write(walk);
    await page.goto(`${wire.url}/files`);
    await walk.look('files-empty');
    if (!javaScript) {
      await walk.press('Add these files');
      await walk.look('files-error');
    }
    const long = join(
      world.home,
      `a name that is far too long for a small screen ${width} ${'x'.repeat(80)}.mp4`,
    );
    writeFileSync(long, Buffer.concat([readFileSync(ring), randomBytes(width)]));
    await page.getByLabel('Add files').setInputFiles([ring, whatsapp, long]);
    if (!javaScript) await walk.press('Add these files');
    const her = await behind(context);
    await until(
      'three checked files',
      async () => {
        const files = await her.files();
        return files.length === 3 && files.every(({ state }) => state === 'checked');
      },
      60_000,
    );
    if (!javaScript) await page.reload();
    await page.getByText('It is here, whole and checked.').nth(2).waitFor();
    await walk.look('files');
    await page.goto(`${wire.url}/diary`);
    await walk.look('diary');
    await walk.follow(/He stood at the door/);
    await walk.look('entry');
    await walk.follow('Choose clips for this');
    await page.getByRole('checkbox').first().check();
    await walk.look('clips');
    await walk.press('Save');
    await page.goto(`${wire.url}/send`);
    await walk.look('send');
    await walk.press('Send now');
    expect(page.url()).toMatch(/\/receipts\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await walk.look('receipt');
    const text = await page.locator('main').innerText();
    for (const path of [ring, whatsapp, long]) expect(text).toContain(sha256(path));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      walk.press('Download the receipt (PDF)'),
    ]);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await walk.follow('A version that does not say what it is about');
    await walk.look('receipt-plain');
    await page.goto(`${wire.url}/receipts`);
    await walk.look('receipts');
    await page.goto(`${wire.url}/diary`);
    await walk.look('diary-sent');
    await walk.follow('I felt pressured');
    await walk.look('pressure');
    await page.goto(`${wire.url}/help/ring`);
    await walk.look('help');
    await page.goto(`${wire.url}/files/00000000-0000-4000-8000-000000000000/about`);
    await walk.look('not-here');
    await page.goto(`${wire.url}/stop`);
    await walk.look('stop');
    await walk.press('Yes, stop');
    await walk.look('stopped');
    expect(await context.cookies()).toEqual([]);
    await page.goto(`${wire.url}/files`);
    await walk.look('signed-out');
    walk.expectNoTrouble();
    await context.close();
  }, 240_000);
});

/** A phone that has been let in already, and the same session behind it. */
async function phone(width: number): Promise<{ context: BrowserContext; page: Page; her: VisitorBrowser }> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width });
  await context.addCookies([{ name: 'session', value: her.cookie.slice('session='.length), url: wire.url }]);
  return { context, page: await context.newPage(), her };
}

describe('a bad day', () => {
  it('ten cuts, a reload and a restart of the server in the middle: every byte is the same at the end', async () => {
    const { context, page, her } = await phone(360);
    const walk = new Walk(page, 'bad-day', true);
    await page.goto(`${wire.url}/files`);
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    const limit = (uploadThroughput: number): Promise<unknown> =>
      line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 5,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await limit(3 * MiB);
    const path = longClip('bad-day.mp4', 30 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    let arrived = 0;
    for (let cut = 1; cut <= 10; cut += 1) {
      ({ arrivedBytes: arrived } = await theFile(her, (file) => file.arrivedBytes > arrived + MiB));
      await wire.cut();
      await page.getByText('The connection is gone').first().waitFor();
      if (cut === 3) await walk.expectNothingKept('cut');
      if (cut === 5) {
        await program.last().kill();
        await world.start();
      }
      await wire.open();
      if (cut === 7) {
        await page.reload();
        await page.getByText('Choose the same file again').waitFor();
        await page.getByLabel('Add files').setInputFiles(path);
        await walk.look('after-reload');
      }
      arrived = (await theFile(her, () => true)).arrivedBytes;
    }
    await limit(-1);
    const { id } = await theFile(her, ({ state }) => state === 'checked');
    expect(await her.files()).toHaveLength(1);
    expect(sha256(join(world.config.objects.root, 'incoming', id))).toBe(sha256(path));
    await page.getByText('It is here, whole and checked.').waitFor();
    await page.goto(`${wire.url}/send`);
    await walk.press('Send now');
    const text = await page.locator('main').innerText();
    // Once as her device made it, once as it was read back from the store.
    expect(text.split(sha256(path))).toHaveLength(3);
    await walk.look('receipt');
    walk.expectNoTrouble();
    await context.close();
  }, 240_000);

  it('a file that is bent on the line is noticed, and goes again by itself', async () => {
    const { context, page, her } = await phone(1280);
    await page.goto(`${wire.url}/files`);
    const path = longClip('bent.mp4', MiB);
    wire.bendOnce();
    await page.getByLabel('Add files').setInputFiles(path);
    const first = await theFile(her, ({ state }) => state === 'waiting' || state === 'changed');
    const good = await theFile(her, ({ state, id }) => state === 'checked' && id !== first.id);
    expect(sha256(join(world.config.objects.root, 'incoming', good.id))).toBe(sha256(path));
    await page.getByText('It is here, whole and checked.').waitFor();
    expect(await her.files()).toHaveLength(1);

    // The same file once more, and things that are no clips: she is told, kindly.
    await page.getByLabel('Add files').setInputFiles([
      path,
      ...['empty.mp4', 'Clip.lnk', '.clip.mp4.icloud', 'photo.jpg'].map((name, size) => {
        const other = join(world.home, name);
        writeFileSync(other, Buffer.alloc(size * 10, 7));
        return other;
      }),
    ]);
    for (const words of [
      'same file as “bent.mp4”',
      'nothing in this file',
      'only points to a file',
      'still in iCloud',
      'This is a photo',
    ]) {
      await page.getByText(words).first().waitFor();
    }
    await new Walk(page, 'kinds', true).look('kinds');
    await context.close();
  }, 120_000);

  it('says how far a file is without chatter, and never loses the focus', async () => {
    const { context, page } = await phone(320);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${wire.url}/files`);
    const walk = new Walk(page, 'calm', true);
    await page.evaluate(`{
      window.said = [];
      const region = document.querySelector('[data-part="said"]');
      new MutationObserver(() => said.push(performance.now())).observe(region, { childList: true, characterData: true, subtree: true });
    }`);
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    const slow = { offline: false, latency: 5, downloadThroughput: -1, uploadThroughput: MiB };
    await line.send('Network.emulateNetworkConditions', slow);
    const path = longClip('calm.mp4', 20 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    await page.getByText(/Adding: \d+%\. [\d.]+ [KM]B a second, .* left\./).waitFor();
    await walk.look('forced-colours');
    const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent.trim()');
    const button = page.getByRole('button', { name: 'Pause', exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText(/Paused at/).waitFor();
    expect(await focused()).toBe('Go on');
    await page.keyboard.press('Enter');
    await page.getByText(/Adding: \d+%/).waitFor();
    expect(await focused()).toBe('Pause');
    await sleep(6_000);
    await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
    await page.getByText('It is here, whole and checked.').waitFor({ timeout: 60_000 });
    // The button has gone; what was focused hands over to its neighbour.
    expect(await focused()).toMatch(/^Remove/);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing yet.').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('files-input');
    const said = await page.evaluate<number[]>('said');
    expect(said.length).toBeGreaterThan(0);
    const gaps = said.slice(1).map((at, index) => at - (said[index] ?? 0));
    expect(gaps.filter((gap) => gap < 4_900)).toEqual([]);
    await context.close();
  }, 120_000);
});
