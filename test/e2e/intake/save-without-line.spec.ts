import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { comesTo } from './support/where';

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

interface Writing {
  readonly her: VisitorBrowser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly path: string;
}

/** The page says that "First." is saved; what is written after it the line does not carry. */
async function writing(): Promise<Writing> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  const path = `/diary/${randomUUID()}/what`;
  await page.goto(world.base + path);
  await words(page).fill('First.');
  await page.getByText('Saved. Only you can see it.').waitFor();
  return { her, context, page, path };
}

const words = (page: Page) => page.getByLabel('What happened?');
const save = (page: Page) => page.getByRole('button', { name: 'Save and go on' });
const NO_LINE = 'There is no connection.';
const LAST = 'First. Second, on the train.';

it.each([
  ['before the page has noticed', false],
  ['after the page has said so', true],
])('saving without a line, %s, leaves the words where they are until there is one', async (_, isSaid) => {
  const { her, context, page, path } = await writing();
  await context.setOffline(true);
  await words(page).fill(LAST);
  if (isSaid) await page.getByText(NO_LINE).waitFor();
  await save(page).click();
  await page.getByText(NO_LINE).waitFor();
  await page.waitForTimeout(1_000);
  expect(await words(page).inputValue()).toBe(LAST);
  await context.setOffline(false);
  await until('keeping', async () => (await her.get(path)).text.includes(LAST));
  await save(page).click();
  await comesTo(page, /\/when$/);
  await context.close();
});

it('a page whose words could not be saved asks before it is left, and never after the way out', async () => {
  const { context, page } = await writing();
  await context.setOffline(true);
  // A person types: a page that nobody has touched asks nothing.
  await words(page).pressSequentially(' And more.');
  await page.getByText(NO_LINE).waitFor();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.locator('main a, .govuk-back-link').first().click();
  await until('being asked', () => Promise.resolve(asked.length === 1));
  expect(await words(page).inputValue()).toBe('First. And more.');
  await page.locator('[data-exit] a').first().click();
  await until('having left', () => page.evaluate("document.querySelector('textarea') === null"));
  expect(asked).toEqual(['beforeunload']);
  await context.close();
});

it.each([
  ['nobody is signed in any more', 401, 'You are signed out. Press save'],
  ['it was changed elsewhere', 409, 'This was changed in another place.'],
  ['it is too long', 400, 'This is too long to keep.'],
])(
  'so does one whose words were not saved because %s, also while it tries again',
  async (_, status, said) => {
    const { context, page } = await writing();
    await page.route('**/p/*', (route) =>
      route.request().postData()?.includes('go=keep') === true ? route.fulfill({ status }) : route.continue(),
    );
    await words(page).pressSequentially(' And more.');
    await page.getByText(said).waitFor();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.locator('.govuk-back-link').click();
    await until('being asked', () => Promise.resolve(asked.length === 1));
    expect(await words(page).inputValue()).toBe('First. And more.');
    await context.close();
  },
);

it('so does one with more on it than a browser brings after it is gone', async () => {
  const { context, page } = await writing();
  await words(page).fill('ا'.repeat(11_000));
  await words(page).pressSequentially(' And more.');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.locator('.govuk-back-link').click();
  await until('being asked', () => Promise.resolve(asked.length === 1));
  await page.getByText('Saved. Only you can see it.').waitFor();
  await page.locator('.govuk-back-link').click();
  await comesTo(page, '/diary');
  expect(asked).toHaveLength(1);
  await context.close();
});

it('no page asks once the way out was pressed on another', async () => {
  const { context, page } = await writing();
  await page.route('**/p/*', (route) =>
    route.request().postData()?.includes('go=keep') === true ? route.abort() : route.continue(),
  );
  await words(page).pressSequentially(' And more.');
  await page.getByText(NO_LINE).waitFor();
  const other = await context.newPage();
  await other.goto(`${world.base}/about`);
  await other.locator('[data-exit] a').first().click();
  await until('having left', () => other.evaluate("document.querySelector('h1') === null"));
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.close({ runBeforeUnload: true });
  await until('the end of the page', () => Promise.resolve(page.isClosed()));
  expect(asked).toEqual([]);
  await context.close();
});
