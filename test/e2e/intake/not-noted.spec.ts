import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
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

const NOT_NOTED = 'Please stay on this page: we have not noted down all your files yet.';

interface Phone {
  readonly her: VisitorBrowser;
  readonly given: IssuedInvitation;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser has asked before the page was left. */
  readonly asked: string[];
}

const signIn = async ({ her, context }: Pick<Phone, 'her' | 'context'>): Promise<void> =>
  context.addCookies([{ name: 'session', value: her.cookie.slice('session='.length), url: world.base }]);

async function phone(): Promise<Phone> {
  const her = new VisitorBrowser(world.base);
  const given = await world.officer.invite();
  await her.enter(given);
  const context = await openContext(browser, { width: 360 });
  await signIn({ her, context });
  const page = await context.newPage();
  await page.goto(`${world.base}/files`);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  return { her, given, context, page, asked };
}

const choose = (page: Page): Promise<void> =>
  page.setInputFiles(
    'input[type=file]',
    ['one.mp4', 'two.mp4'].map((name, at) => ({
      name,
      mimeType: 'video/mp4',
      buffer: Buffer.alloc(5_000, at + 1),
    })),
  );

async function staysOn({ page, asked }: Phone): Promise<void> {
  await page.getByText(NOT_NOTED).waitFor();
  // A person presses: a page that nobody has touched asks nothing.
  await page.locator('.govuk-back-link').click();
  await until('being asked', () => Promise.resolve(asked.length > 0));
}

const here = async (her: VisitorBrowser): Promise<number> =>
  (await her.files()).filter(({ arrivedBytes }) => arrivedBytes > 0).length;

it('files that are chosen when the session has ended wait for the next one, and the page does not say that they are kept', async () => {
  const all = await phone();
  const { her, given, context, page } = all;
  await withAdmin(
    (admin) => admin.query('DELETE FROM lintel.intake_session WHERE invitation_id = $1', [given.id]),
    world.database.name,
  );
  await choose(page);
  const covered = page.getByRole('heading', { name: 'You are signed out' });
  await covered.waitFor();
  await staysOn(all);
  her.cookie = '';
  await her.post(new URL(given.link).pathname, { code: given.code });
  await signIn({ her, context });
  await until('both', async () => (await here(her)) === 2);
  await page.getByText(NOT_NOTED).waitFor({ state: 'hidden' });
  await covered.waitFor({ state: 'hidden' });
  await context.close();
});

it('one that the server did not note, for whatever reason, is not said to be kept, and may be tried again', async () => {
  const all = await phone();
  const { her, context, page } = all;
  const chosen = '**/files/chosen';
  await page.route(chosen, (route) => route.fulfill({ status: 403, body: 'No.' }));
  await choose(page);
  await staysOn(all);
  await page.unroute(chosen);
  for (const name of ['one.mp4', 'two.mp4'])
    await page
      .locator('[data-part="list"] > li')
      .filter({ hasText: name })
      .getByRole('button', { name: 'Try again' })
      .click();
  await until('both', async () => (await here(her)) === 2);
  await page.getByText(NOT_NOTED).waitFor({ state: 'hidden' });
  await context.close();
});
