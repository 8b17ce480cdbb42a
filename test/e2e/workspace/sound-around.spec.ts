import type { Page } from 'playwright-core';
import { seedFilm } from '../../medium/watching/film';
import { until } from '../../support/until';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

/** Sound from 0 to 7 s, loud from 3 to 3.5 s, of which a detector says so; pictures from 2 to 5 s, 15 a second. */
async function seed(): Promise<string> {
  const { id } = await seedFilm(watcher.world, watcher.home, 'soundAround', 'late.mp4');
  await watcher.world.admin.query(
    `UPDATE lintel.rendition SET facts = '{"seconds": 7, "speech": {"spans": [[3000, 3500]]}}'
     WHERE clip_id = $1 AND kind = 'waveform'`,
    [id],
  );
  return id;
}
/** The frame, counted from 1, that is shown when it becomes loud. */
const LOUD = 16;

/** Where on the screen it is loud: the left edge of the picture of the sound and so much of its width. */
const loudAt = (page: Page, within: string, seconds: number): Promise<number> =>
  page.locator(`${within} img`).evaluate((img: HTMLImageElement, at) => {
    const { left, width } = img.getBoundingClientRect();
    return left + (width * at) / 7;
  }, seconds);
const middleOf = (page: Page, selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => {
    const { left, width } = element.getBoundingClientRect();
    return left + width / 2;
  });
async function press(page: Page, within: string, x: number): Promise<void> {
  await page.locator(within).scrollIntoViewIfNeeded();
  const box = await page.locator(within).boundingBox();
  await page.mouse.click(x, (box?.y ?? 0) + (box?.height ?? 0) / 2);
}
const near = (one: number, other: number): void => expect(Math.abs(one - other)).toBeLessThan(6);

describe('sound that begins before the picture and goes on after it', () => {
  it('stands under the frame at which it is heard, in the player', async () => {
    const id = await seed();
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, id);
    const shown = async (): Promise<number> =>
      Number(await page.locator('[data-player]').getAttribute('data-frame'));
    await page.getByRole('button', { name: 'Next speech' }).click();
    await until('the frame of the speech', async () => (await shown()) === LOUD);
    const line = '[data-part="timeline"]';
    near(await middleOf(page, `${line} [data-part="now"]`), await loudAt(page, line, 3));
    near(await middleOf(page, '.lintel-timeline__speech'), await loudAt(page, line, 3.25));
    await page.keyboard.press('Home');
    await press(page, line, await loudAt(page, line, 3.02));
    await until('the frame that was pressed', async () => Math.abs((await shown()) - LOUD) <= 1);
    // Of the sound without a picture nothing is left out.
    expect(
      await page.locator(`${line} img`).evaluate((img) => img.getBoundingClientRect().width),
    ).toBeCloseTo((await page.locator(line).boundingBox())?.width ?? 0, 0);
    await context.close();
  });

  it('is silenced where it is heard: the redaction editor shows the same', async () => {
    const id = await seed();
    const { context, page } = await watcher.signIn(1280);
    await page.goto(`${watcher.world.base}/clips/${id}/redactions`);
    await page.getByRole('button', { name: 'Draw on the clip' }).click();
    await page.waitForSelector('[data-redaction][data-ready="yes"]');
    const press16 = async (seconds: number, frame: number): Promise<void> => {
      await press(page, '.lintel-sound', await loudAt(page, '.lintel-sound', seconds));
      await until(`frame ${frame}`, async () => {
        const shown = Number(await page.locator('[data-redaction]').getAttribute('data-frame'));
        return Math.abs(shown - frame) <= 1;
      });
    };
    await press16(3.02, LOUD);
    await page.getByRole('button', { name: 'Silence from here' }).click();
    await press16(3.48, LOUD + 7);
    await page.getByRole('button', { name: 'Silence to here' }).click();
    near(await middleOf(page, '.lintel-sound__mute'), await loudAt(page, '.lintel-sound', 3.25));
    near(await middleOf(page, '.lintel-sound__speech'), await loudAt(page, '.lintel-sound', 3.25));
    await context.close();
  });

  it('is silenced whole from the first frame to the last: nothing of it is heard without a picture', async () => {
    const id = await seed();
    const { context, page } = await watcher.signIn(1280);
    await page.goto(`${watcher.world.base}/clips/${id}/redactions`);
    await page.getByRole('button', { name: 'Draw on the clip' }).click();
    await page.waitForSelector('[data-redaction][data-ready="yes"]');
    await page.getByRole('button', { name: 'Silence from here' }).click();
    await page.getByRole('button', { name: 'Last', exact: true }).click();
    await page.waitForSelector('[data-redaction][data-frame="45"]');
    await page.getByRole('button', { name: 'Silence to here' }).click();
    await page.getByText('Silence from -2.000 s to 7.000 s').waitFor();
    const { x = 0, width = 0 } = (await page.locator('.lintel-sound__mute').boundingBox()) ?? {};
    const line = await page.locator('.lintel-sound').boundingBox();
    near(x, line?.x ?? 0);
    near(width, line?.width ?? 0);
    await page.getByRole('button', { name: /^Save version/ }).click();
    await page.waitForURL(/#version-1$/);
    const { rows } = await watcher.world.admin.query<{ recipe: string }>(
      'SELECT recipe FROM lintel.redaction WHERE clip_id = $1',
      [id],
    );
    const { sound } = JSON.parse(rows[0]?.recipe ?? '{}') as { sound?: object[] };
    expect(sound).toMatchObject([{ fromMs: -2_000, toMs: 7_000 }]);
    await context.close();
  });

  it('has its words when they are said: lines and captions count on the clock of the film', async () => {
    const id = await seed();
    const { context, page } = await watcher.signIn(1280);
    await page.goto(`${watcher.world.base}/clips/${id}/transcript`);
    await page.getByRole('button', { name: 'Begin a transcript' }).click();
    await page.getByRole('button', { name: 'Type beside the player' }).click();
    await page.locator('form[data-transcript][data-ready]').waitFor();
    await page.locator('[data-player][data-ready]').waitFor();
    const words = page.getByLabel('Words of line 1');
    const start = (): Promise<string> => page.getByLabel('Start of line 1').inputValue();
    const at = async (frame: number): Promise<void> => {
      await page.locator('[data-part="position"]').fill(String(frame - 1));
      await page.locator(`[data-player][data-frame="${frame}"]`).waitFor();
    };
    await at(LOUD);
    await words.press('F8');
    expect(await start()).toBe('0:03.000');
    // After the last picture it is the sound that says when.
    await at(45);
    await page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime = 6.25));
    await until('a time after the last picture', async () => {
      await words.press('F8');
      return (await start()) === '0:06.250';
    });
    await context.close();
  });
});
