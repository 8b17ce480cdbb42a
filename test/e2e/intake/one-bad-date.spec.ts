import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';
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

async function phone(): Promise<{ her: VisitorBrowser; page: Page }> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  await page.goto(`${world.base}/files`);
  return { her, page };
}

/** Three, of which the second says that it is from 1960. */
function threeFiles(): string[] {
  const paths = ['one', 'two', 'three'].map((name) => join(world.home, `${name}.mp4`));
  paths.forEach((path, at) => writeFileSync(path, Buffer.alloc(5_000 + at, at + 1)));
  const old = new Date('1960-01-01');
  utimesSync(paths[1] ?? '', old, old);
  return paths;
}

const here = async (her: VisitorBrowser): Promise<string[]> =>
  (await her.files())
    .filter(({ arrivedBytes }) => arrivedBytes > 0)
    .map(({ name }) => name)
    .sort();

it('a file with a date that cannot be comes as any other, and holds up none', async () => {
  const { her, page } = await phone();
  await page.setInputFiles('input[type=file]', threeFiles());
  await until('all three', async () => (await here(her)).join() === 'one.mp4,three.mp4,two.mp4');
  await page.context().close();
});

it('of files chosen together, one that the server cannot take is refused alone', async () => {
  const { her, page } = await phone();
  const isOfTwo = (route: Route): boolean => route.request().postData()?.includes('two.mp4') === true;
  await page.route('**/files/chosen', (route) =>
    isOfTwo(route) ? route.fulfill({ status: 400, json: {} }) : route.continue(),
  );
  await page.setInputFiles('input[type=file]', threeFiles());
  await until('the other two', async () => (await here(her)).join() === 'one.mp4,three.mp4');
  const refused = page.locator('[data-part="list"] > li').filter({ hasText: 'two.mp4' });
  await refused.getByRole('button', { name: 'Try again' }).waitFor();
  await page.context().close();
});
