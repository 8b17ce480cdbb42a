import type { Page } from 'playwright-core';
import { clip as fixture } from '../../fixtures/clips';
import { openRedactionMaker, type RedactionMaker } from '../../medium/redaction/maker';
import { seedFilm } from '../../medium/watching/film';
import { seedCase } from '../../medium/workspace/world';
import { axeFindings, scrollsSideways, whole } from '../../support/browser';
import { until } from '../../support/until';
import { Watcher } from './support/watcher';

let watcher: Watcher;
let maker: RedactionMaker;
beforeAll(async () => {
  watcher = await Watcher.open();
  maker = await openRedactionMaker(watcher.world);
  await fixture('h264');
});
afterAll(async () => {
  await maker.close();
  await watcher.close();
});

const EDITOR = '[data-redaction][data-ready="yes"]';
const onFrame = (page: Page, frame: number): Promise<unknown> =>
  page.waitForSelector(`[data-redaction][data-frame="${frame}"]`);

async function openEditor(page: Page, clip: string): Promise<void> {
  await page.goto(`${watcher.world.base}/clips/${clip}/redactions`);
  await page.getByRole('button', { name: 'Draw on the clip' }).click();
  await page.waitForSelector(EDITOR);
  await onFrame(page, 1);
}

/** Drags over the picture, in its own pixels. */
async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const points = await page.locator('svg[data-masks]').evaluate(
    (svg: SVGSVGElement, ends) => {
      const matrix = svg.getScreenCTM();
      return ends.map(([x, y]) => {
        const { x: left, y: top } = new DOMPoint(x, y).matrixTransform(matrix ?? undefined);
        return [left, top] as const;
      });
    },
    [from, to],
  );
  const [[x1, y1], [x2, y2]] = points as [readonly [number, number], readonly [number, number]];
  await page.mouse.move(x1, y1);
  await page.mouse.down();
  await page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2);
  await page.mouse.move(x2, y2);
  await page.mouse.up();
}

interface Drawn {
  readonly masks: readonly {
    readonly from: number;
    readonly to: number;
    readonly keys: readonly { readonly frame: number; readonly x: number; readonly w: number }[];
  }[];
  readonly sound: readonly object[];
}
const drawn = async (page: Page): Promise<Drawn> =>
  JSON.parse(await page.locator('[data-part="edits"]').inputValue()) as Drawn;

it('what was drawn and is not saved is not lost by adding a mask by numbers', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'gate.mp4');
  const { context, page } = await watcher.signIn(1280);
  await openEditor(page, id);
  await drag(page, [40, 30], [100, 80]);
  const numbers = page.locator('form[action$="/redactions/masks"]');
  await numbers.locator('[name="reason"]').selectOption('child');
  for (const [name, value] of Object.entries({ x: '0', y: '0', w: '16', h: '16' }))
    await numbers.locator(`[name="${name}"]`).fill(value);
  const add = numbers.getByRole('button', { name: 'Cover it' });
  await add.click();
  await page.getByText('Nothing was added by numbers: what you drew is not saved yet').waitFor();
  expect((await drawn(page)).masks).toHaveLength(1);
  // Undone, nothing is lost any more.
  await page.getByRole('button', { name: 'Undo' }).click();
  await add.click();
  await page.waitForURL(/redactions#version-1$/);
  await context.close();
});

it('a drawing that is not saved is not lost by following another link of the page', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'path.mp4');
  const { context, page } = await watcher.signIn(1280);
  await openEditor(page, id);
  await drag(page, [40, 30], [100, 80]);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const here = page.url();
  await page.locator('.govuk-back-link').click();
  await until('the question', () => Promise.resolve(asked.length > 0));
  expect(asked).toEqual(['beforeunload']);
  expect(page.url()).toBe(here);
  expect((await drawn(page)).masks).toHaveLength(1);
  // Saved, it asks nothing.
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await page.waitForURL(/redactions#version-1$/);
  expect(asked).toHaveLength(1);
  // Undone, nothing is lost either.
  await openEditor(page, id);
  await drag(page, [10, 10], [30, 30]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.govuk-back-link').click();
  await page.waitForURL(/clips\/[^/]+$/);
  expect(asked).toHaveLength(1);
  await context.close();
});

it('an officer draws, moves, undoes, silences and saves, and the copy that comes of it is looked through and approved', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'street.mp4');
  const { context, page } = await watcher.signIn(1280);
  await openEditor(page, id);

  await drag(page, [40, 30], [100, 80]);
  expect((await drawn(page)).masks).toMatchObject([{ from: 1, to: 45, keys: [{ frame: 1, x: 40, w: 60 }] }]);
  // Moved at another frame, it moves evenly between.
  for (let step = 0; step < 2; step += 1) await page.getByRole('button', { name: 'On ten' }).click();
  await onFrame(page, 21);
  await drag(page, [70, 55], [130, 75]);
  expect((await drawn(page)).masks[0]?.keys.map(({ frame, x }) => [frame, x])).toEqual([
    [1, 40],
    [21, 100],
  ]);
  await page.getByRole('button', { name: 'Back ten' }).click();
  await onFrame(page, 11);
  expect(await page.getByLabel('From the left', { exact: true }).inputValue()).toBe('70');
  // By numbers, without a mouse.
  await page.getByLabel('Width', { exact: true }).fill('80');
  await page.getByLabel('Width', { exact: true }).press('Tab');
  expect((await drawn(page)).masks[0]?.keys).toHaveLength(3);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect((await drawn(page)).masks[0]?.keys).toHaveLength(2);
  await page.getByRole('button', { name: 'Ends here', exact: true }).click();
  expect((await drawn(page)).masks[0]).toMatchObject({ from: 1, to: 11 });
  await page.getByRole('button', { name: 'Undo' }).click();

  // In two, so that one half can go another way.
  await page.getByRole('button', { name: 'Split here' }).click();
  expect((await drawn(page)).masks.map(({ from, to }) => [from, to])).toEqual([
    [1, 10],
    [11, 45],
  ]);
  await page.getByText('Mask 2 begins at frame 11, at the same place.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect((await drawn(page)).masks).toHaveLength(1);

  await page.getByRole('button', { name: 'Silence from here' }).click();
  await page.getByRole('button', { name: 'On ten' }).click();
  await onFrame(page, 21);
  const silent = page.locator('svg[data-sound] .lintel-sound__mute');
  expect([await silent.count(), await page.locator('.lintel-sound__begun').count()]).toEqual([0, 1]);
  await page.getByRole('button', { name: 'Silence to here' }).click();
  expect((await drawn(page)).sound).toHaveLength(1);
  await page.getByText('Sound is silenced from 0.667 s to 1.400 s.').waitFor();
  // Where it is silent stands over the loudness: frames 11 to 21 of 45.
  const [at, wide] = await silent.evaluate((rect) =>
    ['x', 'width'].map((name) => Number(rect.getAttribute(name))),
  );
  expect([at, wide]).toEqual([expect.closeTo(10 / 45, 2), expect.closeTo(11 / 45, 2)]);
  expect(
    await page.locator('.lintel-sound img').evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBeGreaterThan(0);
  // A press on it goes there.
  const line = await page.locator('svg[data-sound]').boundingBox();
  await page.mouse.click((line?.x ?? 0) + (line?.width ?? 0) * 0.9, (line?.y ?? 0) + 20);
  await onFrame(page, 41);
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);

  await page.getByRole('button', { name: 'Save version 1' }).click();
  await page.getByText('The copy is being made and compared').waitFor();
  const { rows } = await watcher.world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.redaction WHERE clip_id = $1',
    [id],
  );
  await maker.make(rows[0]?.id ?? '');
  await page.reload();
  await page.getByText('Copy made and proven: 45 frames').waitFor();
  await page.getByRole('button', { name: 'Watch the copy of version 1' }).click();
  await page.waitForSelector('[data-player][data-ready="yes"]');
  await page.keyboard.press('.');
  await page.waitForSelector('[data-player][data-frame="2"]');
  await page.getByRole('link', { name: 'record your review' }).click();
  await page.getByLabel('Yes, approve it').check();
  await page.getByRole('button', { name: 'Record the review' }).click();
  await page.getByText('Approved by').waitFor();
  await context.close();
});

it('a house number is covered in the whole clip by a drag and a press, and a mask follows what moves', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'house.mp4');
  const { context, page } = await watcher.signIn(1280);
  await openEditor(page, id);
  await page.getByRole('button', { name: 'On ten' }).click();
  await onFrame(page, 11);
  await drag(page, [10, 10], [60, 40]);
  await page.getByRole('button', { name: 'Whole clip' }).click();
  expect((await drawn(page)).masks[0]).toMatchObject({ from: 1, to: 45 });
  await page.getByRole('button', { name: 'Follow from here' }).click();
  await page.getByText('Followed to frame 45').waitFor();
  const [mask] = (await drawn(page)).masks;
  expect(mask?.keys.at(-1)?.frame).toBe(45);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect((await drawn(page)).masks[0]?.keys).toHaveLength(1);
  await context.close();
});

it('without a script, everything is drawn by numbers', async () => {
  const { id } = await seedFilm(watcher.world, watcher.home, 'h264', 'numbers.mp4');
  const { context, page } = await watcher.signIn(390, false);
  await page.goto(`${watcher.world.base}/clips/${id}/redactions`);
  await page.getByLabel('Why it is covered').selectOption({ label: 'House number' });
  for (const [label, value] of [
    ['Pixels from the left', '20'],
    ['Pixels from the top', '20'],
    ['Width in pixels', '40'],
    ['Height in pixels', '30'],
  ] as const)
    await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: 'Cover it' }).click();
  await page.getByText('House number: rectangle, solid black, frames 1 to 45').waitFor();
  expect(await scrollsSideways(page)).toBe(false);
  await context.close();
});

it('a house number on 20 clips of one camera takes one drag and three clicks', async () => {
  const { world } = watcher;
  const home = await seedCase(world, watcher.officer.id);
  const films: string[] = [];
  for (let at = 0; at < 21; at += 1)
    films.push((await seedFilm(world, home, 'h264', `street ${at + 1}.mp4`)).id);
  const { context, page } = await watcher.signIn(1280);
  await openEditor(page, films[0] ?? '');
  await page.locator('[data-part="reason"]').selectOption('house-number');
  await drag(page, [20, 20], [80, 60]);
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await page.getByRole('link', { name: 'Put what stands still in version 1 on other clips' }).click();
  await whole(page);
  const boxes = page.getByRole('checkbox');
  expect(await boxes.count()).toBe(20);
  expect(await page.locator('.lintel-alike rect').count()).toBe(20);
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  // One was hung differently.
  await boxes.nth(4).uncheck();
  await page.getByRole('button', { name: 'Cover what is ticked' }).click();
  await page.getByText('Saved on 19 clips.').waitFor();
  await whole(page);
  expect(await page.getByText(', being made').count()).toBe(19);
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await scrollsSideways(page)).toBe(false);
  const { rows } = await world.admin.query<{ masks: readonly object[] }>(
    `SELECT recipe::jsonb->'masks' AS masks FROM lintel.redaction d JOIN lintel.clip c ON c.id = d.clip_id WHERE c.investigation_id = $1`,
    [home.investigation],
  );
  expect(rows).toHaveLength(20);
  expect(new Set(rows.map(({ masks }) => JSON.stringify(masks))).size).toBe(1);
  await context.close();
});
