import { setTimeout as sleep } from 'node:timers/promises';
import { seedFilm } from '../../medium/watching/film';
import { frame, onFrame, presented, timesOf, Watcher } from './support/watcher';

/** By then the picture that stands has been asked for again for the last time. */
const SETTLED_MS = 2_000;

let watcher: Watcher;
beforeAll(async () => {
  watcher = await Watcher.open();
});
afterAll(() => watcher.close());

it('the last frame before each key frame is shown and stays, also where a tick of the clock is as long as a frame', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'oneTickFrames', 'recorder.avi');
  const { context, page } = await watcher.signIn(1280);
  await watcher.watch(page, id);
  const times = await timesOf(page);
  // A key frame each second.
  for (const last of [25, 50]) {
    const position = page.locator('[data-part="position"]');
    await position.evaluate((slider, to) => {
      (slider as HTMLInputElement).value = String(to);
      slider.dispatchEvent(new Event('input'));
    }, last - 1);
    await onFrame(page, last);
    await sleep(SETTLED_MS);
    expect(await frame(page)).toBe(last);
    expect((await presented(page)).at(-1)).toBeCloseTo(times[last - 1] ?? -1, 3);
  }
  await page.keyboard.press('Home');
  await onFrame(page, 1);
  await context.close();
});
