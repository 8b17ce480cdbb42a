import { seedTimedClips } from '../../factories/timed-clips';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

it('the columns of all tables of what needs doing begin at the same places', async () => {
  const { world, home } = watcher;
  await seedTimedClips(world.admin, home, { make: 'ring', clips: 3 });
  const { context, page } = await watcher.signIn(1280);
  // A second table, of other words: the page has one for each kind of work.
  await page.goto(`${world.base}/`);
  const edges = await page.evaluate(() => {
    const first = document.querySelector<HTMLTableElement>('.lintel-table--work, .lintel-table');
    if (first === null) return [];
    const second = first.cloneNode(true) as HTMLTableElement;
    for (const cell of second.querySelectorAll('td')) cell.textContent = 'Short';
    for (const cell of second.querySelectorAll('td:last-child'))
      cell.textContent = 'may be gone from 14 September 2031 and not before it';
    first.after(second);
    return [first, second].map((table) =>
      [...table.querySelectorAll('th')].map((head) => Math.round(head.getBoundingClientRect().left)),
    );
  });
  expect(edges).toHaveLength(2);
  expect(edges[1]).toEqual(edges[0]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
  await context.close();
});
