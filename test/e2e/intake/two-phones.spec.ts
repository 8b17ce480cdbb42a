import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

const MiB = 1024 ** 2;
let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

interface Phone {
  readonly visitor: VisitorBrowser;
  readonly page: Page;
}

/** Two of one victim, each on the page of the files. */
async function phones(): Promise<[Phone, Phone]> {
  const given = await world.officer.invite();
  const first = new VisitorBrowser(world.base);
  await first.enter(given);
  const second = new VisitorBrowser(world.base);
  await second.post(new URL(given.link).pathname, { code: given.code });
  return [await phoneOf(first), await phoneOf(second)];
}

async function phoneOf(visitor: VisitorBrowser): Promise<Phone> {
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: visitor.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  await page.goto(`${world.base}/files`);
  return { visitor, page };
}

async function slowly({ page }: Phone, uploadThroughput: number): Promise<void> {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 5, downloadThroughput: -1 },
    uploadThroughput,
  });
}

function clip(name: string, size: number): { path: string; bytes: Buffer } {
  const path = join(world.home, name);
  const bytes = randomBytes(size);
  writeFileSync(path, bytes);
  return { path, bytes };
}

const add = ({ page }: Phone, ...paths: string[]): Promise<void> =>
  page.getByLabel('Add files').setInputFiles(paths);
const here = ({ page }: Phone, words: string): Promise<void> =>
  page.getByText(words, { exact: true }).waitFor();
const send = ({ page }: Phone): Promise<void> => page.getByRole('button', { name: 'Send now' }).click();

async function receipt({ page }: Phone): Promise<string> {
  await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
  return page.locator('main').innerText();
}

const close = async (both: readonly Phone[]): Promise<void> => {
  for (const { page } of both) await page.context().close();
};

describe('two phones of one victim', () => {
  it('add to one list, with a file that both have in it once, and sending at one moment sends it once', async () => {
    const both = await phones();
    const [one, two] = both;
    const shared = clip('shared.mp4', MiB).path;
    await Promise.all([
      add(one, shared, clip('one.mp4', 2 * MiB).path),
      add(two, shared, clip('two.mp4', 2 * MiB).path),
    ]);
    await Promise.all(both.map((phone) => here(phone, 'All 3 are here.')));
    await Promise.all(both.map(send));
    const [first, second] = [await receipt(one), await receipt(two)];
    expect(first).toContain('Your 3 files');
    expect(second).toBe(first);
    await close(both);
  });

  it('what a page calls here goes along, also when its answers are older than that', async () => {
    const both = await phones();
    const [{ page }] = both;
    let late = false;
    const waits: (() => void)[] = [];
    await page.route('**/files.json', async (route) => {
      const answer = await route.fetch();
      if (late) await new Promise<void>((resolve) => waits.push(resolve));
      await route.fulfill({ response: answer }).catch(() => undefined);
    });
    await page.route('**/fingerprint', (route) => (late ? undefined : route.continue()));
    await add(both[0], clip('first.mp4', MiB).path);
    await here(both[0], 'Your file is here.');
    await page.locator('[data-state="waiting"], [data-state="stored"], [data-state="doubtful"]').waitFor();
    late = true;
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await until('an answer that is late', () => Promise.resolve(waits.length > 0));
    await slowly(both[0], MiB);
    await add(both[0], clip('small.mp4', MiB).path, clip('large.mp4', 3 * MiB).path);
    await here(both[0], 'All 3 are here.');
    // Of all that were asked for, only the one from before they were added comes.
    waits[0]?.();
    await page.waitForTimeout(300);
    await here(both[0], 'All 3 are here.');
    await send(both[0]);
    expect(await receipt(both[0])).toContain('Your 3 files');
    await close(both);
  });

  it('looks on while the other adds a file, and asks for nothing', async () => {
    const both = await phones();
    const [one, two] = both;
    await slowly(one, MiB / 2);
    await add(one, clip('seen.mp4', 6 * MiB).path);
    await until('a part of it', async () =>
      (await one.visitor.files()).some(({ arrivedBytes }) => arrivedBytes > 0),
    );
    await two.page.reload();
    await two.page.getByText(/^Adding: \d+%$/).waitFor();
    expect(await two.page.locator('[data-part="again"]').isVisible()).toBe(false);
    await here(two, 'Your file is here.');
    await here(one, 'Your file is here.');
    await close(both);
  });

  it('a file that one is still adding when the other sends stays in the list, goes on, and is sent later', async () => {
    const both = await phones();
    const [one, two] = both;
    await slowly(two, MiB);
    await add(one, clip('early.mp4', 1_000).path);
    await here(one, 'Your file is here.');
    const late = clip('late.mp4', 5 * MiB);
    await add(two, late.path);
    await until('a part of it', async () =>
      (await two.visitor.files()).some(({ arrivedBytes }) => arrivedBytes > MiB),
    );
    await send(one);
    expect(await receipt(one)).toMatch(/Your file, [^]*early\.mp4/);
    await here(two, 'Your file is here.');
    await send(two);
    const later = await receipt(two);
    expect(later).toMatch(/Your file, [^]*late\.mp4/);
    expect(later).not.toContain('early.mp4');
    await close(both);
  });

  it('bring one file together when it is chosen on both: every byte of it, once', async () => {
    const both = await phones();
    const [one, two] = both;
    for (const phone of both) await slowly(phone, MiB);
    const { path, bytes } = clip('together.mp4', 8 * MiB);
    await add(one, path);
    await until('a part of it', async () =>
      (await one.visitor.files()).some(({ arrivedBytes }) => arrivedBytes > MiB),
    );
    await two.page.reload();
    await add(two, path);
    await Promise.all(both.map((phone) => here(phone, 'Your file is here.')));
    const files = await one.visitor.files();
    expect(files).toHaveLength(1);
    const stored = await readFile(join(world.config.objects.root, 'incoming', files[0]?.id ?? ''));
    expect(stored.equals(bytes)).toBe(true);
    await close(both);
  });
});
