import { seedClips, seedIncidents, seedTimes } from '../../factories/many-conduct';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
  const { world, home, officer } = watcher;
  await seedClips(world.admin, home, 300);
  await seedIncidents(world.admin, home, 30);
  await seedTimes(world.admin, officer.id, home.investigation);
  await world.admin.query(
    `INSERT INTO lintel.protective_order (id, investigation_id, kind, made_on, terms, officer_id)
     VALUES (gen_random_uuid(), $1, 'restraining', '2020-03-01', 'Not to go near the house', $2)`,
    [home.investigation, officer.id],
  );
});
afterAll(() => watcher.close());

const series = (): string => `${watcher.world.base}/investigations/${watcher.home.investigation}/series`;
const span = (address: string): number => {
  const asked = new URL(address).searchParams;
  return Date.parse(asked.get('until') ?? '') - Date.parse(asked.get('from') ?? '');
};

it('the axis is zoomed by keys, by dragging and by links, and a part of it becomes an occasion', async () => {
  const { context, page } = await watcher.signIn(1920);
  await page.goto(series());
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'series-1920');
  await page.keyboard.press('+');
  await page.waitForURL(/from=/);
  const closer = span(page.url());
  await page.keyboard.press('-');
  await page.waitForURL((url) => span(url.href) > closer * 3);

  const axis = page.locator('[data-axis]');
  const box = await axis.boundingBox();
  if (box === null) throw new Error('the axis is not shown');
  const before = span(page.url());
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.51, box.y + 40);
  await page.mouse.move(box.x + box.width * 0.52, box.y + 40);
  await page.mouse.up();
  await page.waitForURL((url) => span(url.href) < before / 20);

  const ticked = page.locator('input[name^="items~"]:checked');
  expect(await ticked.count()).toBeGreaterThan(2);
  await screenshot(page, 'series-part');
  await page.getByRole('button', { name: 'Make an occasion of what is ticked' }).click();
  await page.getByRole('heading', { name: 'Occasion 1' }).waitFor();
  await page.goto(series());
  await page.getByRole('link', { name: 'Occasion 1, not decided' }).waitFor();
  await context.close();
});

it('is dark by the system, works on a narrow screen and without JavaScript', async () => {
  const dark = await watcher.signIn(1280);
  await dark.page.emulateMedia({ colorScheme: 'dark' });
  await dark.page.goto(series());
  expect(await axeFindings(dark.page)).toEqual([]);
  await screenshot(dark.page, 'series-dark');
  await dark.context.close();
  const { context, page } = await watcher.signIn(360, false);
  await page.goto(series());
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'series-360');
  await page.getByRole('link', { name: 'Closer' }).click();
  await page.waitForURL(/from=/);
  await page.getByText('The same as a table').click();
  await page.getByRole('region', { name: 'Steps of the axis as a table' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: /in this part/ }).waitFor();
  await context.close();
});
