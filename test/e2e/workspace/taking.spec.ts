import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import { onFrame, Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

describe('an officer who works on a clip', () => {
  it.each(first([360, 1280]))(
    'takes a frame, writes notes and strikes one out at %i px',
    async (width) => {
      const { id } = await seedFilm(watcher.world, watcher.home, 'variableRate', `visit-${width}.mp4`);
      const { context, page } = await watcher.signIn(width);
      const look = async (name: string): Promise<void> => {
        await screenshot(page, `watch-${width}-${name}`);
        expect(await axeFindings(page)).toEqual([]);
        expect(await scrollsSideways(page)).toBe(false);
      };
      await watcher.accept(page, id);
      await watcher.watch(page, id);
      for (let number = 2; number <= 9; number += 1) await page.keyboard.press('.');
      await onFrame(page, 9);
      await page.getByRole('button', { name: 'Use the frame that is shown for the single frame' }).click();
      expect(await page.getByLabel('Frame to take').inputValue()).toBe('9');
      await page.getByRole('button', { name: 'Take this frame' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByLabel('Frame to take').inputValue()).toBe('9');
      await look('still-error');
      await page.getByLabel('What the frame shows').fill('His face, from the side');
      await page.getByRole('button', { name: 'Take this frame' }).click();
      await page.getByText('Being taken from the original').waitFor();
      await page.locator('[data-player][data-ready]').waitFor();

      // The player is where it was.
      await onFrame(page, 9);
      await page.getByRole('button', { name: 'Use the frame that is shown for the note' }).click();
      await page.getByLabel('Note', { exact: true }).fill('He looks into the camera');
      await page.getByRole('button', { name: 'Keep the note' }).click();
      await page.getByText('He looks into the camera').waitFor();
      await page.locator('[data-player][data-ready]').waitFor();
      await page.getByLabel('Frame of the note').fill('31');
      await page.getByLabel('Note', { exact: true }).fill('A second person behind him');
      await page.getByRole('button', { name: 'Keep the note' }).click();
      await page.getByText('A second person behind him').waitFor();
      await page.locator('[data-player][data-ready]').waitFor();
      await page.getByRole('button', { name: 'Show frame 31 in the player' }).click();
      await onFrame(page, 31);
      await page.getByText('Strike out note 2').click();
      await page.getByLabel('Why', { exact: true }).last().fill('It is his shadow');
      await page.getByRole('button', { name: 'Strike out', exact: true }).last().click();
      await page.getByText('Struck out by').waitFor();
      expect(await page.locator('s', { hasText: 'A second person behind him' }).count()).toBe(1);
      expect(await watcher.looks(id)).toBe(1);

      await watcher.makeStills();
      await page.reload();
      await look('clip');
      await page.getByRole('link', { name: /^[A-Z]+\/\d+\/1$/ }).click();
      await page.getByRole('heading', { name: 'Where it was taken from' }).waitFor();
      await look('still');
      await page.getByRole('link', { name: /\.png$/ }).click();
      await page.getByRole('button', { name: 'Show the picture' }).click();
      const picture = page.getByRole('img', { name: 'The single frame' });
      expect(
        await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
      ).toBe(320);
      await look('still-shown');
      await page.emulateMedia({ media: 'print' });
      await page.goto(`${watcher.world.base}/clips/${id}`);
      await screenshot(page, `watch-${width}-notes-paper`);
      await context.close();
    },
    300_000,
  );

  it.each(first([1280, 360]))(
    'reads why there is no picture, and what can be done, at %i px',
    async (width) => {
      const { id } = await seedFilm(watcher.world, watcher.home, 'text', 'locked.mp4');
      const { context, page } = await watcher.signIn(width);
      await page.goto(`${watcher.world.base}/clips/${id}`);
      await page.getByRole('heading', { name: 'There is no picture' }).waitFor();
      expect(await page.getByRole('link', { name: 'Download the original' }).getAttribute('href')).toBe(
        '#take',
      );
      await screenshot(page, `watch-${width}-no-picture`);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await context.close();
    },
    300_000,
  );

  it('takes a frame by its number and writes a note without JavaScript', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'numbers.mp4');
    const { context, page } = await watcher.signIn(1280, false);
    await watcher.accept(page, id);
    await page.goto(`${watcher.world.base}/clips/${id}`);
    await page.getByLabel('Frame to take').fill('46');
    await page.getByLabel('What the frame shows').fill('The street');
    await page.getByRole('button', { name: 'Take this frame' }).click();
    await page.getByText('The clip has 45 frames').first().waitFor();
    await page.getByLabel('Frame to take').fill('45');
    await page.getByRole('button', { name: 'Take this frame' }).click();
    await page.getByText('Being taken from the original').waitFor();
    await page.getByLabel('Note', { exact: true }).fill('Nobody to be seen');
    await page.getByRole('button', { name: 'Keep the note' }).click();
    await page.getByText('Nobody to be seen').waitFor();
    await context.close();
  });
});
