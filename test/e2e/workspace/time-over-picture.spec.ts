import { seedFilm } from '../../medium/watching/film';
import { until } from '../../support/until';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

const NAMED = {
  ...{ source: 'file-name', ofEvent: true, of: 'start', wall: '2026-07-14T21:03:05', zone: 'unknown' },
  readings: [
    { as: 'UTC', instant: '2026-07-14T21:03:05.000Z', london: '2026-07-14T22:03:05+01:00' },
    { as: 'Europe/London', instant: '2026-07-14T20:03:05.000Z', london: '2026-07-14T21:03:05+01:00' },
  ],
  ...{ confidence: 'medium', flags: [], plusMinusSeconds: null },
};

it('the reading that an officer has put over the picture stays there when a time is chosen; else it is the one that was chosen', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'visit.mp4');
  await watcher.world.admin.query(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'file-name', true, $2)`,
    [id, JSON.stringify(NAMED)],
  );
  const { context, page } = await watcher.signIn(1280);
  await watcher.watch(page, id);
  const overlay = page.locator('[data-part="overlay"]');
  const first = page.locator('[data-part="times"] option').first();
  const choose = async (as: string): Promise<void> => {
    await page
      .getByRole('radio', { name: new RegExp(`read as ${as}`) })
      .first()
      .check();
    await page.getByLabel('Why this time', { exact: true }).fill(`The bell is on ${as}`);
    await page.getByRole('button', { name: 'Choose this time' }).click();
    await until('the time that was chosen', async () =>
      new RegExp(`^Chosen: .*read as ${as}`).test(await first.innerText()),
    );
  };
  expect(await overlay.innerText()).toContain('read as UK time');
  // Nobody has taken another: what is over the picture is what was chosen.
  await choose('UTC');
  expect(await overlay.innerText()).toContain('read as UTC');
  // Taken by hand, it stays, wherever it stands in the list now.
  await page.locator('[data-part="times"]').selectOption({ index: 1 });
  const taken = await overlay.innerText();
  expect(taken).toContain('read as UK time');
  await choose('UK time');
  expect(await overlay.innerText()).toBe(taken);
  await page.locator('[data-part="times"]').selectOption({ label: 'None' });
  await choose('UTC');
  expect(await overlay.isVisible()).toBe(false);
  await context.close();
});
