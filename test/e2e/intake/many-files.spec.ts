import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

/** More than the page asks about in one go. */
const MANY = 70;
const LIMIT = 1_000_000;

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open({ LIMIT_CLIP_BYTES: String(LIMIT) });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const file = (name: string, bytes: number) => ({
  name,
  mimeType: 'video/mp4',
  buffer: randomBytes(bytes),
});

/** What the worker does in the end, once all are here: those of the others may come after the last one. */
const checkAll = (): Promise<unknown> =>
  withAdmin(async (admin) => {
    await until('all of them', async () => {
      const { rowCount } = await admin.query(
        `SELECT FROM lintel.clip WHERE state = 'received' AND device_sha256 IS NOT NULL`,
      );
      return rowCount === MANY;
    });
    await admin.query(`UPDATE lintel.clip SET state = 'verified', stored_sha256 = device_sha256`);
  }, world.database.name);

it('says of the last of very many files that it is checked, tells at once which is too large, and lets her send the others', async () => {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent += 1;
  });
  await page.goto(`${world.base}/files`);
  const rows = page.locator('[data-part="list"] > li');
  await page.getByLabel('Add files').setInputFiles([file('huge.mp4', LIMIT + 1), file('none.mp4', 0)]);
  await rows.first().getByText('One file can have at most 1 MB.').waitFor();
  expect(sent).toBe(0);
  expect(await rows.first().getByRole('button', { name: 'Try again' }).isVisible()).toBe(false);
  await page
    .getByLabel('Add files')
    .setInputFiles(Array.from({ length: MANY }, (_, index) => file(`clip ${index}.mp4`, 1_000 + index)));
  await rows.last().getByText('It is here. We are checking it.').waitFor();
  expect(await rows.count()).toBe(MANY + 2);
  await checkAll();
  await rows.last().getByText('It is here, whole and checked.').waitFor();
  // What never arrived stands in nobody's way.
  await page.getByRole('link', { name: 'See it all first' }).click();
  await page.getByRole('heading', { name: `These ${MANY} files will be sent` }).waitFor();
  await context.close();
});

it('tells without JavaScript, too, how large a file may be', async () => {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  expect((await her.get('/files')).text).toContain('One file can have at most 1 MB.');
});
