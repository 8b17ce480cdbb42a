import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { whole } from '../../support/browser';
import { PATIENCE_MS, until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';

/** Words of her pages, and of what the service is for. */
const REVEALING =
  /police|evidence|stalk|doorbell|victim|officer|pressured|your diary|your files|your receipt/i;

let world: IntakeWorld;
let profile: string;
beforeAll(async () => {
  world = await IntakeWorld.open({ INTAKE_EXIT_URL: 'about:blank#weather' });
  profile = await mkdtemp(join(tmpdir(), 'lintel-profile-'));
});
afterAll(async () => {
  await opened?.close();
  await world.close();
  await rm(profile, { recursive: true, force: true });
});

let opened: BrowserContext | undefined;
async function open(): Promise<BrowserContext> {
  opened = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    timeout: PATIENCE_MS,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    locale: 'en-GB',
  });
  opened.setDefaultTimeout(PATIENCE_MS);
  return opened;
}

/** Every page that a first visit leads through, and those at the foot; gives the titles that were seen. */
async function visit(page: Page, link: string, code: string): Promise<Set<string>> {
  const titles = new Set<string>();
  const look = async (): Promise<void> => {
    await whole(page);
    titles.add(await page.title());
  };
  const press = async (name: string): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await look();
  };
  await page.goto(link);
  await look();
  expect(new URL(page.url()).pathname).toBe('/');
  await page.getByLabel('Your code').fill('00000000');
  await press('Continue');
  await page.getByLabel('Your code').fill(code);
  await press('Continue');
  await press('I have read this and want to go on');
  await page.getByLabel('Someone else did').check();
  await page.getByLabel('Yes, someone else can').check();
  await page.getByLabel('I am 18 or older, and I decide').check();
  await press('Continue');
  await press('Continue');
  for (const path of [
    '/files',
    '/pressure',
    '/stop',
    '/about',
    '/help/ring',
    '/first',
    '/first/ring',
    '/notice?again',
    '/notice/easy-read',
    '/receipts',
    '/check',
    '/diary/many',
    '/diary/search',
  ]) {
    await page.goto(`${world.base}${path}`);
    await look();
  }
  await page.goto(`${world.base}/files`);
  const file = { name: 'front.mp4', mimeType: 'video/mp4', buffer: randomBytes(20_000) };
  await page.getByLabel('Add files').setInputFiles(file);
  await press('Send now');
  return titles;
}

async function filesBelow(folder: string): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return { path: relative(profile, path), text: await readFile(path, 'latin1') };
      }),
  );
}

it('leaves one title in the history, no link in what it shows, no file in the cache and no cookie of a session', async () => {
  const { link, code } = await world.officer.invite();
  const token = new URL(link).pathname.split('/').at(-1) ?? '';
  const first = await open();
  const page = first.pages()[0] ?? (await first.newPage());
  const titles = await visit(page, link, code);
  // After a mistake the same title says so, and nothing else.
  const { serviceName } = world.config.intake;
  expect([...titles].sort()).toEqual([`Error: ${serviceName}`, serviceName].sort());
  await page.locator('.govuk-exit-this-page__button').click();
  await until('the end of the session', async () => {
    const names = (await first.cookies(world.base)).map(({ name }) => name);
    return names.length === 1 && names[0] === 'left';
  });
  await first.close();

  const again = await open();
  const history = again.pages()[0] ?? (await again.newPage());
  await history.goto('chrome://history');
  const items = history.locator('history-item');
  await items.first().waitFor();
  const links = items.locator('a');
  const shown = await until('titles in the history', async () => {
    const titles = await links.allInnerTexts();
    return titles.length > 0 && titles.every((title) => title !== '') && titles;
  });
  expect([...new Set(shown.map((title) => title.replace(/^Error: /, '')))]).toEqual([serviceName]);
  const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(JSON.stringify(addresses)).not.toContain(token);
  await again.close();

  const kept = await filesBelow(join(profile, 'Default'));
  const of = (name: RegExp): { path: string; text: string }[] => kept.filter(({ path }) => name.test(path));
  expect(of(/Default\/History$/)).toHaveLength(1);
  const cached = of(/Default\/Cache\//).filter(({ text }) => text.includes(new URL(world.base).host));
  expect(cached.map(({ path }) => path)).toEqual([]);
  // Compiled scripts are kept with their address whatever the server says: they hold no word of her pages.
  const compiled = of(/Code Cache\//).filter(({ text }) => REVEALING.test(text) || text.includes(token));
  expect(compiled.map(({ path }) => path)).toEqual([]);
  expect(
    of(/Cookies/)
      .filter(({ text }) => text.includes('session'))
      .map(({ path }) => path),
  ).toEqual([]);
  const tell = kept.filter(({ text }) => text.includes(code));
  expect(tell.map(({ path }) => path)).toEqual([]);
  // No heading of hers is a title.
  const titled = of(/Default\/(History|Favicons|Top Sites|Shortcuts)/);
  const headings =
    /Before you start|A few questions|Your files|About this website|If someone pushes|Send now/;
  expect(titled.filter(({ text }) => headings.test(text)).map(({ path }) => path)).toEqual([]);
});
