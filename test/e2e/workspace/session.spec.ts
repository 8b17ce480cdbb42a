import type { Page } from 'playwright-core';
import { seedClip } from '../../medium/workspace/world';
import { htmlFindings } from '../../support/html';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
  await seedClip(watcher.world, watcher.home, { name: 'Gartenpforte_2026-11-22.mp4' });
});
afterAll(() => watcher.close());

const MINUTE = 60_000;
const details = (): string => `${watcher.world.base}/investigations/${watcher.home.investigation}/details`;
const offence = (): Promise<string> =>
  watcher.world.admin
    .query<{ offence: string }>('SELECT offence FROM lintel.investigation WHERE id = $1', [
      watcher.home.investigation,
    ])
    .then(({ rows }) => rows[0]?.offence ?? '');
const endSessions = (): Promise<unknown> =>
  watcher.world.admin.query('DELETE FROM lintel.officer_session WHERE officer_id = $1', [watcher.officer.id]);

it('that is ended by signing out covers the pages that stand open in other tabs, which go on after signing in', async () => {
  const { context, page } = await watcher.signIn(1280);
  await page.goto(details());
  await page.getByLabel('Offence').fill('Stalking, still here');
  const other = await context.newPage();
  await other.goto(watcher.world.base);
  await other.getByRole('button', { name: 'Sign out' }).first().click();
  await other.waitForURL(/\/sign-in/);
  await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
  expect(
    await page.evaluate(
      `getComputedStyle(document.querySelector('dialog[open]'), '::backdrop').backgroundColor`,
    ),
  ).toMatch(/^rgb\(/);
  await watcher.enter(other);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Offence').inputValue()).toBe('Stalking, still here');
  await context.close();
});

describe('a session that ends', () => {
  const signInElsewhere = async (page: Page): Promise<Page> => {
    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Sign in in another tab' }).click(),
    ]);
    await watcher.enter(other);
    return other;
  };

  it('is said two minutes before, can be kept, and takes nothing that was typed when it is over', async () => {
    const { context, page } = await watcher.signIn(1280);
    await page.clock.install();
    await page.goto(details());
    const minutes = watcher.world.config.workspace.idleMinutes;
    await page.getByLabel('Offence').fill('Stalking, typed for long');
    await page.clock.fastForward((minutes - 2.5) * MINUTE);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.clock.fastForward(MINUTE);
    await page.getByRole('dialog', { name: 'You will be signed out soon' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'time-out-warning');
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await endSessions();
    await page.clock.fastForward((minutes - 1) * MINUTE);
    await page.clock.fastForward(2 * MINUTE);
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
    await screenshot(page, 'time-out-over');
    const other = await signInElsewhere(page);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Offence').inputValue()).toBe('Stalking, typed for long');
    expect(await offence()).toBe('Stalking');
    await page.bringToFront();
    // The button takes no second press within a second.
    await page.clock.runFor(2_000);
    await page.getByLabel('Offence').press('Enter');
    await page.waitForURL(/\/investigations\/[^/]+$/);
    expect(await offence()).toBe('Stalking, typed for long');
    await other.close();
    await context.close();
  });

  it('without a warning, as when it is ended elsewhere, holds back what was typed for longer than a minute', async () => {
    const { context, page } = await watcher.signIn(360);
    await page.clock.install();
    await page.goto(details());
    await page.getByLabel('Offence').fill('Harassment, not lost');
    await endSessions();
    // No answer says so by itself.
    await page.route('**/api/v1/session/still', (route) => route.abort());
    await page.clock.fastForward(2 * MINUTE);
    await page.getByLabel('Offence').press('Enter');
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    await signInElsewhere(page);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.bringToFront();
    // The button takes no second press within a second.
    await page.clock.runFor(2_000);
    await page.getByLabel('Offence').press('Enter');
    await page.waitForURL(/\/investigations\/[^/]+$/);
    expect(await offence()).toBe('Harassment, not lost');
    await context.close();
  });

  it.each([360, 1280])(
    'and a form that comes a moment later goes back with all that was typed, at %i px',
    async (width) => {
      const { context, page } = await watcher.signIn(width);
      await page.goto(details());
      const words = `Typed in a hurry at ${width}`;
      await page.getByLabel('Offence').fill(words);
      await endSessions();
      await page.getByLabel('Offence').press('Enter');
      await page.getByRole('heading', { name: 'You have been signed out' }).waitFor();
      expect([await axeFindings(page), await htmlFindings(await page.content())]).toEqual([[], []]);
      expect(await scrollsSideways(page)).toBe(false);
      await screenshot(page, `unsent-${width}`);
      expect(await offence()).not.toBe(words);
      const other = await signInElsewhere(page);
      await other.close();
      await page.bringToFront();
      await page.getByRole('button', { name: 'Send again' }).click();
      await page.waitForURL(/\/investigations\/[^/]+$/);
      expect(await offence()).toBe(words);
      await context.close();
    },
  );

  it('and a form with a file goes back with all that was typed, for the file to be chosen again', async () => {
    const { context, page } = await watcher.signIn(1280);
    const file = { name: 'gate.txt', mimeType: 'text/plain', buffer: Buffer.alloc(3_000_000, 'gate ') };
    await page.goto(`${watcher.world.base}/investigations/${watcher.home.investigation}/exhibits/new`);
    await page.getByLabel('Something else').check();
    await page.getByLabel('Description').fill('Marks on the gate');
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await endSessions();
    await page.getByRole('button', { name: 'Add the exhibit' }).click();
    await page.getByRole('heading', { name: 'You have been signed out' }).waitFor();
    expect([await axeFindings(page), await htmlFindings(await page.content())]).toEqual([[], []]);
    await screenshot(page, 'unsent-file');
    await (await signInElsewhere(page)).close();
    await page.bringToFront();
    // Without the file it comes back, with the words, and says so.
    await page.getByRole('button', { name: 'Send again' }).click();
    expect(await page.getByLabel('Description').inputValue()).toBe('Marks on the gate');
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Add the exhibit' }).click();
    await page.waitForURL(/\/clips\/[^/]+$/);
    await context.close();
  });

  it('is nobody else’s to go on with: another officer in another tab sends nothing of what was typed', async () => {
    const { context, page } = await watcher.signIn(1280);
    await page.goto(details());
    await page.getByLabel('Offence').fill('Typed by the first officer');
    const other = await context.newPage();
    const second = await watcher.world.officer();
    await other.goto(watcher.world.base);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await watcher.enter(other, second);
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
    await page.getByRole('button', { name: 'I have signed in' }).click();
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
    expect(await page.getByLabel('Offence').inputValue()).toBe('Typed by the first officer');
    expect(await offence()).not.toContain('first officer');
    await context.close();
  });
});

describe('the search of every page', () => {
  it('opens by a key, finds while one types, and leads there without a mouse', async () => {
    const { context, page } = await watcher.signIn(1280);
    await page.keyboard.press('/');
    const dialog = page.getByRole('dialog', { name: 'Search' });
    await dialog.waitFor();
    await page.keyboard.type('gartenpf');
    await dialog.getByRole('option', { name: /^Gartenpforte/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'palette');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/clips\//);
    await page.goto(`${watcher.world.base}/investigations/${watcher.home.investigation}/evidence`);
    await page.keyboard.press('Control+k');
    await dialog.waitFor();
    await page.keyboard.type('course of');
    await dialog.getByRole('option', { name: /Course of conduct/ }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await context.close();
  });

  it('leaves a slash alone where somebody is typing, and has a page that needs no script', async () => {
    const { context, page } = await watcher.signIn(360);
    await page.goto(`${watcher.world.base}/search`);
    await page.getByLabel(/^Reference/).press('/');
    expect(await page.getByLabel(/^Reference/).inputValue()).toBe('/');
    await context.close();
    const plain = await watcher.signIn(360, false);
    await plain.page.getByRole('link', { name: 'Search', exact: true }).click();
    await plain.page.getByLabel(/^Reference/).fill('gartenpforte');
    await plain.page.getByRole('button', { name: 'Search' }).click();
    await plain.page.getByText('1 found').waitFor();
    expect(await scrollsSideways(plain.page)).toBe(false);
    await screenshot(plain.page, 'search-360');
    await plain.page.getByRole('link', { name: /^Gartenpforte/ }).click();
    await plain.page.waitForURL(/\/clips\//);
    await plain.context.close();
  });

  it('is accessible with what it found', async () => {
    const { context, page } = await watcher.signIn(1280);
    await page.goto(`${watcher.world.base}/search?q=gartenpforte`);
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'search-dark');
    await context.close();
  });
});
