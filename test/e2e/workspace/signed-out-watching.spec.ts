import { clip as fixture } from '../../fixtures/clips';
import { seedFilm } from '../../medium/watching/film';
import { until } from '../../support/until';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
  await fixture('h264');
});
afterAll(() => watcher.close());

const endSessions = (): Promise<unknown> =>
  watcher.world.admin.query('DELETE FROM lintel.officer_session WHERE officer_id = $1', [watcher.officer.id]);

it('a note that is kept after the session has ended is said not to be taken, and goes on from another tab', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'gate.mp4');
  const { context, page } = await watcher.signIn(1280);
  await watcher.watch(page, id);
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.loop = true;
    return video.play();
  });
  const note = page.locator('form[action$="/markers"] [name="text"]');
  const keep = page.getByRole('button', { name: 'Keep the note' });
  await note.fill('A red coat');
  await endSessions();
  await page.getByText('The picture has stopped').waitFor();
  await keep.click();
  const told = page.locator('.lintel-told');
  await told.waitFor();
  expect(await told.innerText()).toContain('You have been signed out: nothing was taken');
  expect(await note.inputValue()).toBe('A red coat');
  // By the link beside the picture, or by the one in the form: neither leaves the page.
  for (const link of await page.locator('[data-part="ended-way"], .lintel-told a').all())
    expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual([
      '/sign-in',
      '_blank',
    ]);
  const beside = await context.newPage();
  await watcher.enter(beside);
  await beside.close();
  await page.bringToFront();
  // So long a button passes over a second press; nobody has signed in by then.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await keep.click();
  await page.locator('[data-live]').getByText('A red coat').first().waitFor();
  await until('the field', async () => (await note.inputValue()) === '');
  await context.close();
});

it('a note that is typed and not kept is not lost by following a link of the page', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'steps.mp4');
  const { context, page } = await watcher.signIn(1280);
  await watcher.watch(page, id);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const note = page.locator('form[action$="/markers"] [name="text"]');
  await note.fill('A blue coat');
  await page.locator('.govuk-back-link').click();
  await until('the question', () => Promise.resolve(asked.length > 0));
  expect(asked).toEqual(['beforeunload']);
  expect(await note.inputValue()).toBe('A blue coat');
  // Kept, it is asked about no more.
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await until('the field', async () => (await note.inputValue()) === '');
  await page.locator('.govuk-back-link').click();
  await page.waitForURL(/investigations\//);
  expect(asked).toHaveLength(1);
  await context.close();
});

it('a note whose answer is lost on its way is not said not to be taken: it may be on the record', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'cut.mp4');
  const { context, page } = await watcher.signIn(1280);
  await watcher.watch(page, id);
  await page.route('**/markers', async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort();
  });
  const note = page.locator('form[action$="/markers"] [name="text"]');
  await note.fill('A blue coat');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  const told = page.locator('.lintel-told');
  await told.waitFor();
  expect(await told.innerText()).toContain('this may have been taken or not');
  expect(await note.inputValue()).toBe('A blue coat');
  const [now] = await Promise.all([context.waitForEvent('page'), told.getByRole('link').click()]);
  await now.getByText('A blue coat').first().waitFor();
  await context.close();
});
