import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, openContext, screenshot } from '../../support/browser';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import type { IssuedInvitation } from '../../../src/features/invitations';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

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

const NAME = 'door-at-night.mp4';
const WORDS = 'A man stood at the gate.';
/** So long may what has ended stand on a screen that somebody looks at, as `look.ts` has it. */
const EVERY_MS = 30_000;

const sql = (text: string, ...values: unknown[]): Promise<unknown> =>
  withAdmin((admin) => admin.query(text, values), world.database.name);

interface Open {
  readonly given: IssuedInvitation;
  readonly her: VisitorBrowser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly entry: string;
}

async function letIn(context: BrowserContext, her: VisitorBrowser): Promise<void> {
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
}

/** A phone with one file and one entry; its page stands open at `path`. */
async function open(path: (entry: string) => string, isTimed = false): Promise<Open> {
  const given = await world.officer.invite();
  const her = new VisitorBrowser(world.base);
  await her.enter(given);
  await her.uploadByTus(NAME, Buffer.alloc(2_000, 7));
  const entry = randomUUID();
  await her.post(`/diary/${entry}/what`, { words: WORDS });
  const context = await openContext(browser, { width: 360 });
  await letIn(context, her);
  const page = await context.newPage();
  if (isTimed) await page.clock.install();
  await page.goto(world.base + path(entry));
  await page.waitForLoadState('networkidle');
  return { given, her, context, page, entry };
}

async function again({ given, context }: Open): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(world.base);
  await her.post(new URL(given.link).pathname, { code: given.code });
  await letIn(context, her);
  return her;
}

/** Somebody comes back to the page. */
const comeBack = (page: Page): Promise<unknown> =>
  page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');

const told = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: 'You are signed out' }).waitFor();

const seen = (page: Page): Promise<string> => page.locator('body').innerText();

const secondPhone = async (given: IssuedInvitation): Promise<VisitorBrowser> => {
  const her = new VisitorBrowser(world.base);
  await her.post(new URL(given.link).pathname, { code: given.code });
  return her;
};

const ENDS: readonly [how: string, end: (given: IssuedInvitation) => Promise<unknown>][] = [
  ['“I want to stop” on another phone', async (given) => (await secondPhone(given)).post('/stop')],
  ['an officer who withdraws the link', ({ id }) => world.officer.revoke(id)],
  [
    'the end of the link',
    ({ id }) => sql('UPDATE lintel.invitation SET expires_at = now() WHERE id = $1', id),
  ],
  ['a new code', ({ id }) => world.officer.renew(id, 30)],
  [
    'mere time',
    ({ id }) => sql('UPDATE lintel.intake_session SET expires_at = now() WHERE invitation_id = $1', id),
  ],
];

describe('a page that stands open', () => {
  it.each(ENDS)('shows nothing of the victim’s to whoever comes back to it after %s', async (_how, end) => {
    const { given, context, page } = await open(() => '/files');
    expect(await seen(page)).toContain('Go on to send');
    await end(given);
    await comeBack(page);
    await told(page);
    expect(await seen(page)).not.toMatch(/door-at-night|Go on to send|Remove/);
    await context.close();
  });

  it.each([
    ['the files', () => '/files'],
    ['the diary', () => '/diary'],
    ['an entry', (entry: string) => `/diary/${entry}`],
    ['what is saved of an answer', (entry: string) => `/diary/${entry}/what`],
    ['the sending', () => '/send'],
  ])('that shows %s goes by itself, though nobody does anything', async (_what, path) => {
    const { given, context, page } = await open(path, true);
    expect(await page.content()).toMatch(/door-at-night|A man stood/);
    await world.officer.revoke(given.id);
    await page.clock.fastForward(EVERY_MS);
    await told(page);
    expect(await page.content()).not.toMatch(/door-at-night|A man stood/);
    await context.close();
  });

  it('keeps no session alive by asking', async () => {
    const { given, context, page } = await open((entry) => `/diary/${entry}`);
    const ends = (): Promise<unknown> =>
      withAdmin(
        (admin) =>
          admin.query('SELECT expires_at FROM lintel.intake_session WHERE invitation_id = $1', [given.id]),
        world.database.name,
      );
    await sql(
      `UPDATE lintel.intake_session SET expires_at = now() + interval '2 minutes' WHERE invitation_id = $1`,
      given.id,
    );
    const before = await ends();
    for (let times = 0; times < 3; times += 1) {
      const asked = page.waitForResponse((response) => response.url().endsWith('/still'));
      await comeBack(page);
      expect((await asked).status()).toBe(204);
    }
    expect(await ends()).toEqual(before);
    await context.close();
  });

  it('goes with the way out that was pressed in another window, also without a line', async () => {
    const { context, page } = await open(() => '/files');
    const other = await context.newPage();
    await other.goto(`${world.base}/diary`);
    await other.locator('[data-exit] a').first().click();
    await until('having left', () => other.evaluate("document.querySelector('h1') === null"));
    await context.setOffline(true);
    await comeBack(page).catch(() => undefined);
    await until('nothing of the page', async () =>
      page.content().then(
        (shown) => !shown.includes(NAME),
        () => false,
      ),
    );
    await context.close();
  });

  it('stays as it is while there is no line', async () => {
    const { context, page } = await open(() => '/files');
    await context.setOffline(true);
    await comeBack(page);
    await page.waitForTimeout(1_000);
    expect(await seen(page)).toContain(NAME);
    await context.close();
  });
});

describe('a page with what would be lost with it', () => {
  it('is covered, and what was on its way or paused goes on once somebody is in again', async () => {
    const all = await open(() => '/files');
    const { given, context, page } = all;
    // The first of two never gets through, so the second waits in the queue, and is paused there.
    await page.route('**/upload/*', (route) => route.abort());
    const file = (name: string) => ({ name, mimeType: 'video/mp4', buffer: Buffer.alloc(3_000, name) });
    await page.getByLabel('Add files').setInputFiles([file('second.mp4'), file('third.mp4')]);
    const line = (name: string) => page.locator('[data-part="list"] > li').filter({ hasText: name });
    await line('third.mp4').getByRole('button', { name: 'Pause' }).click();
    await sql('UPDATE lintel.intake_session SET expires_at = now() WHERE invitation_id = $1', given.id);
    await comeBack(page);
    await told(page);
    expect(await seen(page)).not.toMatch(/\.mp4|Go on to send|Remove|Pause/);
    // Nor what somebody has here.
    expect(await page.locator('footer').innerText()).not.toMatch(/Your (?:diary|files|receipts)/);
    await screenshot(page, 'covered-files');
    // Under the cover no button of a file that cannot go is left.
    expect(await line('third.mp4').locator('[data-part="pause"]').getAttribute('hidden')).not.toBeNull();
    await page.unroute('**/upload/*');
    const her = await again(all);
    await comeBack(page);
    await until('the second', async () =>
      (await her.files()).some(({ name, arrivedBytes }) => name === 'second.mp4' && arrivedBytes === 3_000),
    );
    expect(await page.getByRole('heading', { name: 'You are signed out' }).count()).toBe(0);
    await line('third.mp4').getByRole('button', { name: 'Go on' }).click();
    await until('the third', async () =>
      (await her.files()).some(({ name, arrivedBytes }) => name === 'third.mp4' && arrivedBytes === 3_000),
    );
    await context.close();
  });

  it('shows only the words that are not saved, so that they can be copied', async () => {
    const { given, context, page } = await open((entry) => `/diary/${entry}/what`);
    await page.route('**/p/*', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await page.getByRole('textbox').fill('Not saved anywhere.');
    await world.officer.revoke(given.id);
    await comeBack(page);
    await told(page);
    await page.getByRole('textbox').waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('Not saved anywhere.');
    // Nor what somebody has here.
    expect(await page.locator('footer').innerText()).not.toMatch(/Your (?:diary|files|receipts)/);
    await screenshot(page, 'covered-words');
    await context.close();
  });

  it('keeps a letter that was changed', async () => {
    const { given, context, page } = await open(() => '/first/ring');
    await page.getByRole('textbox').fill('My letter.');
    await world.officer.revoke(given.id);
    await comeBack(page);
    await told(page);
    expect(await page.getByRole('textbox').inputValue()).toBe('My letter.');
    expect(await seen(page)).not.toContain('Before you send');
    await context.close();
  });
});
