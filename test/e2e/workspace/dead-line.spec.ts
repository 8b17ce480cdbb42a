import { seedFilm } from '../../medium/watching/film';
import { until } from '../../support/until';
import { makeImpatient } from './support/impatient';
import { drawPicture, pictured } from './support/pictured';
import { Watcher } from './support/watcher';

/** What a page asks for, and no answer comes. */
const SILENT = (): undefined => undefined;

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

describe('on a line that died without a word', () => {
  it('what is typed of a recording is said to be not saved, and is saved once there is a line', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'typed.mp4');
    const { context, page } = await watcher.signIn(1280);
    await makeImpatient(page);
    await page.goto(`${watcher.world.base}/clips/${id}/transcript`);
    await page.getByRole('button', { name: 'Begin a transcript' }).click();
    await page.locator('form[data-transcript][data-ready]').waitFor();
    await page.route('**/lines', SILENT);
    await page.getByLabel('Words of line 1').fill('Typed on a dead line');
    await page.getByText('Not saved yet: the service cannot be reached just now.').waitFor();
    await page.unroute('**/lines', SILENT);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Words of line 1').inputValue()).toBe('Typed on a dead line');
    await context.close();
  });

  it('a form that asks first whether the session still stands says that it does not know', async () => {
    const { context, page } = await watcher.signIn(1280);
    await makeImpatient(page);
    await page.clock.install();
    await page.goto(`${watcher.world.base}/investigations/${watcher.home.investigation}/details`);
    await page.getByLabel('Offence').fill('Stalking, not lost');
    await page.clock.fastForward(2 * 60_000);
    await page.route('**/api/v1/session', SILENT);
    await page.getByLabel('Offence').press('Enter');
    await page.getByRole('dialog', { name: 'The service cannot be reached just now' }).waitFor();
    expect(await page.getByLabel('Offence').inputValue()).toBe('Stalking, not lost');
    await context.close();
  });

  it('a page that waits for what is being made follows it again once there is a line', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'followed.mp4');
    const { context, page } = await watcher.signIn(1280);
    await makeImpatient(page);
    await watcher.accept(page, id);
    await watcher.watch(page, id);
    await page.getByLabel('Frame to take').fill('3');
    await page.getByLabel('What the frame shows').fill('The gate');
    await page.getByRole('button', { name: 'Take this frame' }).click();
    await page.getByText('Being taken from the original').waitFor();
    let [asked, isDead] = [0, true];
    // Not unrouted: that would let go what hangs.
    await page.route(`**${new URL(page.url()).pathname}`, (route) => {
      asked += 1;
      return isDead ? undefined : route.continue();
    });
    await watcher.makeStills();
    await until('the page to be asked for', () => Promise.resolve(asked > 0));
    isDead = false;
    await page.getByRole('link', { name: /^[A-Z]+\/\d+\/1$/ }).waitFor();
    await context.close();
  });

  it('a search says that there is no answer', async () => {
    const { context, page } = await watcher.signIn(1280);
    await makeImpatient(page);
    await page.reload();
    await page.route('**/api/v1/search?**', SILENT);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('gate');
    await page.getByText('The service cannot be reached just now.').waitFor();
    await context.close();
  });
});

it('the next page of a list that does not come is asked for again, and not without rest', async () => {
  const home = await pictured(watcher.world, watcher.officer, await drawPicture(), 120);
  const { context, page } = await watcher.signIn(1280);
  let asked = 0;
  const away = '**/evidence?**';
  await page.route(away, (route) => {
    asked += 1;
    return route.fulfill({ status: 503, contentType: 'text/html', body: '<p>Away</p>' });
  });
  await page.goto(`${watcher.world.base}/investigations/${home.investigation}/evidence`);
  await page.locator('[data-next]').scrollIntoViewIfNeeded();
  await until('the next page to be asked for', () => Promise.resolve(asked > 0));
  await page.waitForTimeout(3_000);
  expect(asked).toBe(1);
  await page.unroute(away);
  await until('the whole list', async () => {
    await page.mouse.wheel(0, 4_000);
    return (await page.locator('[data-next]').count()) === 0;
  });
  expect(await page.locator('[data-items] input[type=checkbox]').count()).toBe(120);
  await context.close();
});
