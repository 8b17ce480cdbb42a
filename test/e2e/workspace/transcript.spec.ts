import { seedFilm } from '../../medium/watching/film';
import { axeFindings, scrollsSideways } from '../../support/browser';
import { until } from '../../support/until';
import { Watcher } from './support/watcher';

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

const SAVED = 'form[data-transcript]';
const WORDS = 'Tom & <b>Jerry</b> --> here &amp; there';

/** What passes is held until it is opened. */
class Gate {
  waiting = 0;
  open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));

  pass(): Promise<void> {
    this.waiting += 1;
    return this.opened;
  }
}

describe('an officer types what is said', () => {
  it('by keys, beside the player; another window is told, and the player shows it as it was typed', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'said.mp4');
    await watcher.world.admin.query(
      `UPDATE lintel.rendition SET facts = '{"seconds": 3, "speech": {"spans": [[370, 900], [1630, 2200]]}}'
       WHERE clip_id = $1 AND kind = 'waveform'`,
      [id],
    );
    const { context, page } = await watcher.signIn(1280);
    await page.goto(`${watcher.world.base}/clips/${id}/transcript`);
    await page.getByRole('button', { name: 'Begin a transcript' }).click();
    await page.getByRole('button', { name: 'Type beside the player' }).click();
    await page.locator(`${SAVED}[data-ready]`).waitFor();
    await page.locator('[data-player][data-ready]').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, wide: await scrollsSideways(page) }).toEqual({ width, wide: false });
    }

    await page.getByText('2 parts where somebody may speak are marked by a detector').waitFor();
    expect(await page.locator('.lintel-timeline__speech').count()).toBe(2);
    await page.getByRole('button', { name: 'Next speech' }).click();
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('[data-player]')?.dataset['frame']) > 1,
    );
    const first = await page.locator('[data-player]').getAttribute('data-frame');
    await page.getByText('Parts where somebody may speak: 2, without a line: 2.').waitFor();
    // From where it is to the second, and from the last to the first again.
    await page.getByLabel('Words of line 1').press('F7');
    await page.waitForFunction(
      (before) =>
        Number(document.querySelector<HTMLElement>('[data-player]')?.dataset['frame']) > Number(before),
      first,
    );
    await page.getByLabel('Words of line 1').press('F7');
    await page.waitForFunction(
      (before) =>
        Math.abs(
          Number(document.querySelector<HTMLElement>('[data-player]')?.dataset['frame']) - Number(before),
        ) <= 1,
      first,
    );
    await page.getByRole('button', { name: 'First', exact: true }).click();
    await page.locator('[data-player][data-frame="1"]').waitFor();

    await page.getByLabel('Words of line 1').fill(WORDS);
    await page.keyboard.press('F8');
    await page.getByLabel('Speaker of line 1').fill('Man & boy');
    const position = page.locator('[data-part="position"]');
    await position.fill('20');
    await page.locator('[data-player][data-frame="21"]').waitFor();
    // Enter: the line ends here, and the next one starts here.
    await page.getByLabel('Words of line 1').press('Enter');
    const start = await page.getByLabel('End of line 1').inputValue();
    expect(start).toMatch(/^0:01\.\d{3}$/);
    expect(await page.getByLabel('Start of line 2').inputValue()).toBe(start);
    await page.keyboard.type('[inaudible]');
    await position.fill('40');
    await page.locator('[data-player][data-frame="41"]').waitFor();
    await page.getByLabel('Words of line 2').press('F9');
    await page.keyboard.press('F2');
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('[data-player]')?.dataset['frame']) < 20,
    );
    // Slowly, so that the film does not end meanwhile.
    await page.getByLabel('Speed').selectOption('0.1');
    await page.getByLabel('Words of line 2').focus();
    await page.keyboard.press('F4');
    await page.waitForFunction(() => document.querySelector('video')?.paused === false);
    await page.keyboard.press('F4');
    await page.waitForFunction(() => document.querySelector('video')?.paused === true);

    // Removed and brought back, the lines are what was saved: the page says so, too.
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove line 1' }).click();
    expect(await page.getByLabel('Words of line 1').inputValue()).toBe('[inaudible]');
    await page.getByRole('button', { name: 'Bring the removed line back' }).click();
    expect(await page.getByLabel('Words of line 1').inputValue()).toBe(WORDS);
    await page.getByText('Saved', { exact: true }).waitFor();

    // A second window has what was saved; the first is told, and keeps what is typed.
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator(`${SAVED}[data-ready]`).waitFor();
    expect(await other.getByLabel('Words of line 1').inputValue()).toBe(WORDS);
    await other.getByLabel('Words of line 2').fill('[inaudible], a door');
    await other.getByText('Saved', { exact: true }).waitFor();
    await page.getByLabel('Words of line 2').fill('something else');
    await page.getByText('saved from another window').waitFor();
    expect(await page.getByLabel('Words of line 2').inputValue()).toBe('something else');
    await page.close({ runBeforeUnload: false });

    await other.getByRole('button', { name: 'Finish' }).click();
    await other.getByRole('heading', { name: 'Version 1: finished' }).waitFor();
    await other.locator('[data-player][data-ready]').waitFor();
    await other.getByRole('button', { name: 'Captions on' }).click();
    // The browser's own parser reads back what was typed.
    const cues = await other.evaluate(async () => {
      const track = document.querySelector('track');
      if (track === null) return [];
      if (track.readyState !== HTMLTrackElement.LOADED)
        await new Promise((done) => track.addEventListener('load', done));
      return [...(track.track.cues ?? [])].map((cue) => {
        const shown = (cue as VTTCue).getCueAsHTML();
        return [
          shown.textContent,
          shown.querySelector('[title]')?.getAttribute('title'),
          cue.startTime,
        ] as const;
      });
    });
    expect(cues).toEqual([
      [WORDS, 'Man & boy', 0],
      ['[inaudible], a door', undefined, Number(start.slice(2))],
    ]);
    await other.getByRole('button', { name: 'Captions off' }).click();
    expect(await other.evaluate(() => document.querySelector('video')?.textTracks[0]?.mode)).toBe('hidden');
    expect(await axeFindings(other)).toEqual([]);
    await context.close();
  });

  it('on a slow line, where answers are lost and frames come late: nothing stops, and nothing vanishes', async () => {
    const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'slow.mp4');
    const { context, page } = await watcher.signIn(1280);
    await page.goto(`${watcher.world.base}/clips/${id}/transcript`);
    await page.getByRole('button', { name: 'Begin a transcript' }).click();
    const [frames, first] = [new Gate(), new Gate()];
    await page.route('**/frames*', async (route) => {
      await frames.pass();
      await route.continue();
    });
    await page.getByRole('button', { name: 'Type beside the player' }).click();
    await page.locator(`${SAVED}[data-ready]`).waitFor();
    const words = page.getByLabel('Words of line 1');
    let count = 0;
    await page.route('**/lines', async (route) => {
      count += 1;
      if (count === 1) await first.pass();
      if (count === 3) {
        await route.fetch();
        await route.abort();
      } else await route.continue();
    });
    await until('frames on their way', () => Promise.resolve(frames.waiting > 0));
    await words.fill('a');
    frames.open();
    await until('a save on its way', () => Promise.resolve(first.waiting > 0));
    await words.fill('a b');
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      for (let times = 0; times < 3; times += 1) document.dispatchEvent(new Event('visibilitychange'));
    });
    first.open();
    await page.getByText('Saved', { exact: true }).waitFor();
    const told = page.locator('form [data-part="told"]');
    expect(await told.isVisible()).toBe(false);
    // It says so until it has tried again.
    const isTold = page.getByText('the service cannot be reached').waitFor();
    await words.fill('a b c');
    await isTold;
    await words.fill('a b c d');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await told.isVisible()).toBe(false);

    await page.reload();
    await page.locator(`${SAVED}[data-ready]`).waitFor();
    expect(await words.inputValue()).toBe('a b c d');
    // As it was saved, so nobody is asked whether to leave.
    const leaves = () =>
      page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
    expect(await leaves()).toBe(true);
    await page.getByText('Another language').click();
    await page.getByLabel('Language of line 1').fill('Polish!');
    await page.getByText('Language of line 1 is to be a tag').waitFor();
    expect(await leaves()).toBe(false);
    await context.close();
  });
});
