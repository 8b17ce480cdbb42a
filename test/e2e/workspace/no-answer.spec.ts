import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { clip as fixture } from '../../fixtures/clips';
import { seedFilm } from '../../medium/watching/film';
import { until } from '../../support/until';
import { makeImpatient } from './support/impatient';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
  await fixture('h264');
});
afterAll(() => watcher.close());

interface Opened {
  readonly page: Page;
  readonly id: string;
  readonly asked: string[];
}

/** The page of a clip. An impatient browser waits three seconds for an answer in place of thirty. */
async function opened(name: string, impatient = false): Promise<Opened> {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', name);
  const { page } = await watcher.signIn(1280);
  if (impatient) await makeImpatient(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? '');
  });
  await watcher.watch(page, id);
  asked.length = 0;
  return { page, id, asked };
}

const note = (page: Page) => page.locator('form[action$="/markers"] [name="text"]');
const keep = (page: Page) => page.getByRole('button', { name: 'Keep the note' });
const outcome = async (id: string): Promise<unknown> =>
  (
    await watcher.world.admin.query<{ outcome: string }>(
      'SELECT outcome FROM lintel.triage WHERE clip_id = $1',
      [id],
    )
  ).rows[0]?.outcome;

/** Holds what the page asks there until it is let go. */
async function held(page: Page, path: string): Promise<() => void> {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(path, async (route) => {
    await gate;
    await route.continue().catch(() => undefined);
  });
  return letGo;
}

it('a note that gets no answer holds up no acceptance, and is not said to be kept or lost', async () => {
  const { page, id } = await opened('never.mp4', true);
  // It is taken, and the answer never comes.
  await page.route('**/markers', async (route) => {
    await route.fetch({ maxRedirects: 0 });
  });
  await note(page).fill('A blue car');
  await keep(page).click();
  await page.getByLabel('Description').fill('A man at the front door');
  await page.getByLabel('Producer').fill('Ann Bell');
  await page.getByLabel('Initials').fill('AB');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByText('keep this page open').first().waitFor({ timeout: 15_000 });
  await until('the acceptance', async () => (await outcome(id)) === 'accepted', 15_000);
  const told = page.locator('.lintel-told', { hasText: 'No answer came' });
  await told.waitFor({ timeout: 15_000 });
  expect(await told.innerText()).toContain('this may have been taken or not');
  expect(await note(page).inputValue()).toBe('A blue car');
  await page.locator('[data-live="panel"]').getByText('Accepted as').first().waitFor();
  await page.context().close();
});

it('the answer to one form leaves another one, that is under way, as it is', async () => {
  const { page, id, asked } = await opened('two.mp4');
  const noted = await held(page, '**/markers');
  const declined = await held(page, '**/decline');
  await note(page).fill('A blue car');
  await keep(page).click();
  await page.getByText('Decline', { exact: true }).first().click();
  const reason = page.locator('#decline-reason');
  await reason.fill('The street alone');
  await page.locator('form[action$="/decline"] button').click();
  noted();
  await page.locator('[data-live]').getByText('A blue car').first().waitFor({ timeout: 15_000 });
  // The button is another element by now, and is pressed once more by somebody who sees the words as they typed them.
  await until('the second to be under way', () => Promise.resolve(asked.includes('decline')), 15_000);
  await page.locator('form[action$="/decline"] button').click();
  await sleep(500);
  declined();
  await page.getByText('Declined. It stays in the record').waitFor({ timeout: 15_000 });
  expect(await outcome(id)).toBe('declined');
  await sleep(500);
  expect(asked.filter((path) => path !== 'looks')).toEqual(['markers', 'decline']);
  await page.context().close();
});

it('what is typed while the answer to another form is late goes where it was meant for', async () => {
  const { page } = await opened('late.mp4');
  const noted = await held(page, '**/markers');
  await note(page).fill('A blue car');
  await keep(page).click();
  await page.locator('#accept-description').focus();
  const words = 'A man walks up to the front door and knocks';
  await page.keyboard.type(words.slice(0, 20));
  noted();
  await page.keyboard.type(words.slice(20), { delay: 60 });
  await page.locator('[data-live]').getByText('A blue car').first().waitFor({ timeout: 15_000 });
  expect(await page.locator('#accept-description').inputValue()).toBe(words);
  await page.context().close();
});

it('what is typed on in a form after it was sent was not sent, and stays', async () => {
  const { page } = await opened('on.mp4');
  const noted = await held(page, '**/markers');
  await note(page).fill('A blue car');
  await keep(page).click();
  await note(page).fill('A red van');
  noted();
  await page.locator('[data-live]').getByText('A blue car').first().waitFor({ timeout: 15_000 });
  expect(await note(page).inputValue()).toBe('A red van');
  await page.context().close();
});

it('words that are typed and not sent are not left behind by what an acceptance leads to', async () => {
  const { page, id } = await opened('leads.mp4');
  await page.goto(`${watcher.world.base}/clips/${id}`);
  await note(page).fill('A blue car');
  await page.getByLabel('Description').fill('A man at the front door');
  await page.getByLabel('Producer').fill('Ann Bell');
  await page.getByLabel('Initials').fill('AB');
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByText('This was taken').waitFor({ timeout: 15_000 });
  expect([await note(page).inputValue(), dialogs, new URL(page.url()).pathname]).toEqual([
    'A blue car',
    [],
    `/clips/${id}`,
  ]);
  await page.context().close();
});
