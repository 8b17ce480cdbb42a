import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
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

const GONE = 'The connection is gone';
const WHOLE = 'It is here, whole and checked.';

it('ten cuts, a reload and a restart of the server in the middle: every byte is the same at the end', async () => {
  const { context, page, her } = await phones.phone(360);
  const walk = new Walk(page, 'bad-day', true);
  const session = await context.newCDPSession(page);
  // However late each cut comes on a busy machine: the file is not whole before the tenth.
  await slow(session, MiB);
  const path = phones.longClip('bad-day.mp4', 30 * MiB);
  await page.getByLabel('Add files').setInputFiles(path);
  let arrived = 0;
  for (let cut = 1; cut <= 10; cut += 1) {
    ({ arrivedBytes: arrived } = await phones.theFile(her, (file) => file.arrivedBytes > arrived + MiB));
    await line.cut();
    await page.getByText(GONE).first().waitFor();
    await walk.expectNothingKept(`cut ${cut}`);
    if (cut === 5) {
      await phones.program.last().kill();
      await phones.world.start();
    }
    await line.open();
    if (cut === 7) {
      await page.reload();
      await page.getByText('Choose the same file again').waitFor();
      await slow(session, MiB / 16);
      await page.getByLabel('Add files').setInputFiles(path);
      await walk.look('after-reload');
      await slow(session, MiB);
    }
    arrived = (await phones.theFile(her, () => true)).arrivedBytes;
  }
  await slow(session, -1);
  const { id } = await phones.theFile(her, ({ state }) => state === 'checked');
  expect(await her.files()).toHaveLength(1);
  expect(phones.stored(id)).toBe(sha256(path));
  await page.getByText(WHOLE).waitFor();
  await page.goto(`${line.url}/send`);
  await walk.press('Send now');
  await page.getByText('Fingerprints of your files').click();
  const text = await page.locator('main').innerText();
  // Once as her device made it, once as it was read back from the store.
  expect(text.split(sha256(path))).toHaveLength(3);
  await walk.look('receipt');
  walk.expectNoTrouble();
  await context.close();
});

/** What a browser tells a page that another one lies over. */
const hide = (page: Page, hidden: boolean): Promise<unknown> =>
  page.evaluate(`{
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${String(hidden)} });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${hidden ? 'hidden' : 'visible'}' });
    document.dispatchEvent(new Event('visibilitychange'));
  }`);

/** Stops every process of the browser where it is, as a phone does that goes to sleep; gives how to wake it. */
async function fallAsleep(browser: Browser): Promise<() => void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const tell = (signal: NodeJS.Signals): void => {
    for (const { id } of processInfo)
      try {
        process.kill(id, signal);
      } catch {
        // One of its helpers has ended meanwhile.
      }
  };
  tell('SIGSTOP');
  return () => tell('SIGCONT');
}

/** Notes in the page, while nothing gets through, when that was, and when it first hears of this afterwards. */
const noteFirst = (page: Page, event: 'online' | 'visibilitychange'): Promise<unknown> =>
  page.evaluate(`{
    globalThis.lostAt = performance.now();
    addEventListener('${event}', () => { if (!document.hidden) globalThis.heardAt ??= performance.now(); }, true);
  }`);

/**
 * From then to the first question about a file that the server has answered since, by the page's own clock: what it did, however
 * late we hear of it. One that it asked by itself a moment before it heard counts as asked at once.
 */
const msToAsk = (page: Page): Promise<number> =>
  page.evaluate<number>(`{
    const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/upload/'));
    const answered = asked.filter(({ startTime, responseStatus }) => startTime > lostAt && responseStatus > 0);
    answered.length === 0 ? Infinity : Math.max(0, Math.min(...answered.map(({ startTime }) => startTime - heardAt)));
  }`);

describe('without a click', () => {
  it('the browser goes offline in the middle, and on when it is online again', async () => {
    const { context, page, her } = await phones.phone(360);
    const walk = new Walk(page, 'offline', false);
    const session = await context.newCDPSession(page);
    await slow(session, MiB / 2);
    const path = phones.longClip('offline.mp4', 8 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    await phones.theFile(her, ({ arrivedBytes }) => arrivedBytes > MiB);
    await slow(session, 0, true);
    expect(await page.evaluate('navigator.onLine')).toBe(false);
    await page.getByText(GONE).first().waitFor();
    await noteFirst(page, 'online');
    // Long enough that the next try by itself is seconds away: it is the event that brings it on.
    await sleep(9_000);
    await slow(session, -1);
    const { id } = await phones.theFile(her, ({ state }) => state === 'waiting' || state === 'checked');
    expect(await msToAsk(page)).toBeLessThan(4_000);
    expect(phones.stored(id)).toBe(sha256(path));
    await page.getByText(WHOLE).waitFor();
    await walk.look('back');
    await context.close();
  });

  it('the phone changes its network: the old line is dead without a word, and a new one is taken', async () => {
    const { context, page, her } = await phones.phone(360);
    const walk = new Walk(page, 'network', false);
    const session = await context.newCDPSession(page);
    await slow(session, 2 * MiB);
    const path = phones.longClip('network.mp4', 10 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    await phones.theFile(her, ({ arrivedBytes }) => arrivedBytes > MiB);
    line.strand();
    // From one mobile mast to another kind of network: the browser is never offline.
    const changed = { latency: 5, downloadThroughput: -1, uploadThroughput: -1, offline: false } as const;
    await session.send('Network.emulateNetworkConditions', { ...changed, connectionType: 'cellular3g' });
    await session.send('Network.emulateNetworkConditions', { ...changed, connectionType: 'wifi' });
    const { id } = await phones.theFile(her, ({ state }) => state === 'checked');
    expect(await her.files()).toHaveLength(1);
    expect(phones.stored(id)).toBe(sha256(path));
    await page.getByText(WHOLE).waitFor();
    await walk.look('back');
    await context.close();
  });

  it('the phone sleeps in the middle while its line dies, and the upload goes on when it wakes', async () => {
    const { context, page, her } = await phones.phone(360);
    const walk = new Walk(page, 'sleep', false);
    const session = await context.newCDPSession(page);
    await slow(session, MiB / 2);
    const path = phones.longClip('sleep.mp4', 10 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    const before = await phones.theFile(her, ({ arrivedBytes }) => arrivedBytes > MiB);
    await hide(page, true);
    await noteFirst(page, 'visibilitychange');
    const wakeUp = await fallAsleep(phones.browser);
    line.strand();
    await sleep(6_000);
    const asleep = await phones.theFile(her, () => true);
    expect(asleep).toMatchObject({ id: before.id, state: 'partial' });
    wakeUp();
    await hide(page, false);
    await slow(session, -1);
    const { id } = await phones.theFile(her, ({ state }) => state === 'checked');
    // Sooner than a line is given up of which nobody has reason to doubt.
    expect(await msToAsk(page)).toBeLessThan(20_000);
    expect(id).toBe(before.id);
    expect(phones.stored(id)).toBe(sha256(path));
    await page.getByText(WHOLE).waitFor();
    await walk.look('awake');
    await context.close();
  });

  it('another page lies over hers in the middle, and hers goes on behind it and when she is back', async () => {
    const { context, page, her } = await phones.phone(360);
    const session = await context.newCDPSession(page);
    await slow(session, MiB / 2);
    const path = phones.longClip('hidden.mp4', 8 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    await phones.theFile(her, ({ arrivedBytes }) => arrivedBytes > MiB);
    await hide(page, true);
    await line.cut();
    await page.getByText(GONE).first().waitFor();
    await noteFirst(page, 'visibilitychange');
    await sleep(9_000);
    await line.open();
    await slow(session, -1);
    await hide(page, false);
    const { id } = await phones.theFile(her, ({ state }) => state === 'waiting' || state === 'checked');
    expect(await msToAsk(page)).toBeLessThan(4_000);
    expect(phones.stored(id)).toBe(sha256(path));
    await new Walk(page, 'hidden', false).look('back');
    await context.close();
  });
});
