import { rm } from 'node:fs/promises';
import { propose } from '../../medium/transcripts/listening';
import { programFolder, SECRET, TALKER } from '../../medium/transcripts/programs';
import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { makeImpatient } from './support/impatient';
import { Watcher } from './support/watcher';

let watcher: Watcher;
let folder: string;
beforeAll(async () => {
  folder = await programFolder(TALKER);
  watcher = await Watcher.open({ TRANSCRIBE_FOLDER: folder });
});
afterAll(async () => {
  await watcher.close();
  await rm(folder, { recursive: true });
});

it('an officer who types lets a program propose words, takes them beside the player, and loses nothing that was typed', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'said.mp4');
  const { context, page } = await watcher.signIn(1280);
  await page.goto(`${watcher.world.base}/clips/${id}/transcript`);
  await page.getByRole('button', { name: 'Begin a transcript' }).click();
  await page.getByRole('button', { name: 'Type beside the player' }).click();
  await page.locator('form[data-transcript][data-ready]').waitFor();
  await page.locator('[data-player][data-ready]').waitFor();
  const [frame, place] = [page.locator('[data-player]'), page.url()];
  await page.locator('[data-part="position"]').fill('20');
  await page.locator('[data-player][data-frame="21"]').waitFor();

  // Typed a moment ago, and not saved yet.
  await page.getByLabel('Words of line 1').fill('Typed by hand');
  await page.getByRole('button', { name: 'Propose words' }).click();
  await page.getByText('The program is listening to the recording.').waitFor();
  const { rows } = await watcher.world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.word_proposal WHERE clip_id = $1',
    [id],
  );
  await propose(watcher.world, rows[0]?.id ?? '', folder);
  await page.getByRole('button', { name: 'Take all into the draft' }).waitFor();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
    for (const width of [360, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, wide: await scrollsSideways(page) }).toEqual({ width, wide: false });
      await screenshot(page, `words-${width}-${colorScheme}`);
    }
  }
  const taken = page.locator('.lintel-typing__words');
  const words = (): Promise<string[]> =>
    taken.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  expect(await words()).toEqual(['Typed by hand']);

  await page.getByRole('button', { name: 'Take the words at 0:01.400' }).click();
  await page.getByLabel('Words of line 2').waitFor();
  expect((await words()).sort()).toEqual(['Go away', 'Typed by hand']);
  // What is typed next is saved on top of what was taken.
  await page.getByLabel('Words of line 1').fill('Typed by hand, and more');
  await page.getByRole('button', { name: 'Take all into the draft' }).click();
  await page.getByLabel('Words of line 4').waitFor();
  await page.getByText('of which the draft has no line yet: 0.').waitFor();
  expect((await words()).sort()).toEqual([
    ...['Go away', 'Open the door', 'Typed by hand, and more', `${SECRET} said no`],
  ]);
  await page.getByLabel('Speaker of line 1').fill('Man');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByText('Began from words that a program proposed: Sample Speech 1.0').first().waitFor();
  // The player stood still all the while.
  expect([await frame.getAttribute('data-frame'), page.url()]).toEqual(['21', place]);
  const { rows: kept } = await watcher.world.admin.query<{ lines: { words: string; speaker: string }[] }>(
    'SELECT lines FROM lintel.transcript WHERE clip_id = $1',
    [id],
  );
  expect(kept[0]?.lines.map(({ words: said }) => said)).toEqual(await words());
  expect(kept[0]?.lines[0]?.speaker).toBe('Man');
  await context.close();
});

it('an officer who is given no answer learns that the words may have been taken, and goes on typing', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'unanswered.mp4');
  const { context, page } = await watcher.signIn(1280);
  await makeImpatient(page);
  await page.goto(`${watcher.world.base}/clips/${id}/transcript`);
  await page.getByRole('button', { name: 'Begin a transcript' }).click();
  await page.locator('form[data-transcript][data-ready]').waitFor();
  // It is asked for, and the answer never comes.
  await page.route('**/transcripts/proposals', async (route) => {
    await route.fetch({ maxRedirects: 0 });
  });
  await page.getByLabel('Words of line 1').fill('Typed by hand');
  await page.getByRole('button', { name: 'Propose words' }).click();
  await page.getByText('so the words may have been taken or not').waitFor();
  await page.getByLabel('Words of line 1').fill('Typed by hand, and more');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.reload();
  await page.getByText('The program is listening to the recording.').waitFor();
  expect(await page.getByLabel('Words of line 1').inputValue()).toBe('Typed by hand, and more');
  await context.close();
});
