import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { Officer } from '../../../src/features/identity';
import { OfficerClient, signedIn } from '../../medium/workspace/client';
import {
  openWorld,
  PASSWORD,
  seedCase,
  seedClip,
  seedRendition,
  type World,
} from '../../medium/workspace/world';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';

let world: World;
let browser: Browser;
let picture: Buffer;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  const made = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180', '-frames:v', '1', '-f', 'mjpeg', '-'];
  const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', ...made], { encoding: 'buffer' });
  picture = stdout;
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function inBrowser(officer: Officer): Promise<Page> {
  const client = new OfficerClient(world.base);
  expect((await client.signIn(officer.email, PASSWORD)).status).toBe(200);
  const context = await openContext(browser, { width: 1280 });
  const [name = '', value = ''] = client.cookie.split('=');
  await context.addCookies([{ name, value: decodeURIComponent(value), url: world.base }]);
  return context.newPage();
}

interface Lost {
  readonly officer: Officer;
  readonly oic: Officer;
  readonly investigation: string;
  readonly clip: string;
}

const WAYS: [string, string, (lost: Lost) => Promise<unknown>][] = [
  [
    'the officer is removed from the team',
    'You no longer have access to this investigation',
    async ({ oic, officer, investigation }) =>
      (await signedIn(world, oic)).call(
        'DELETE',
        `/api/v1/investigations/${investigation}/members/${officer.id}`,
      ),
  ],
  [
    'the officer is signed out',
    'You have been signed out',
    ({ officer }) =>
      world.admin.query('DELETE FROM lintel.officer_session WHERE officer_id = $1', [officer.id]),
  ],
  [
    'the item is erased',
    'This item has been erased',
    ({ clip }) => world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [clip]),
  ],
];

it.each(WAYS)('a picture that is open goes when %s', async (_how, words, lose) => {
  const oic = await world.officer();
  const home = await seedCase(world, oic.id);
  const seeded = await seedClip(world, home, { name: 'gate.mp4', bytes: Buffer.from('gate') });
  const clip = seeded.id;
  await seedRendition(world, seeded, 'contact-sheet', { bytes: picture, contentType: 'image/jpeg' });
  const officer = await world.officer();
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, officer.id, oic.id],
  );
  const page = await inBrowser(officer);
  await page.goto(`${world.base}/clips/${clip}`);
  const beside = await page.context().newPage();
  await beside.goto(`${world.base}/clips/${clip}/triage`);
  for (const open of [page, beside]) {
    await open.bringToFront();
    await open.getByRole('button', { name: 'Contact sheet' }).click();
    const image = open.locator('[data-watched] img');
    await until('the picture', () => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth > 0));
    expect(await image.isVisible()).toBe(true);
  }
  await lose({ officer, oic, investigation: home.investigation, clip });
  for (const open of [page, beside]) {
    await open.bringToFront();
    await open.getByRole('heading', { name: 'The picture is no longer shown' }).waitFor({ timeout: 6_000 });
    await open.getByText(words).waitFor();
    expect(await open.locator('[data-watched] img').count()).toBe(0);
  }
  await page.context().close();
});

it.each(WAYS)('the pictures of a list go when %s', async (_how, words, lose) => {
  const oic = await world.officer();
  const home = await seedCase(world, oic.id);
  const seeded = [];
  for (const name of ['gate.mp4', 'hall.mp4']) {
    const clip = await seedClip(world, home, { name, bytes: Buffer.from(name) });
    await seedRendition(world, clip, 'thumbnail', { bytes: picture, contentType: 'image/jpeg' });
    seeded.push(clip.id);
  }
  const officer = await world.officer();
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, officer.id, oic.id],
  );
  const page = await inBrowser(officer);
  await page.goto(`${world.base}/investigations/${home.investigation}/evidence`);
  const images = page.locator('.lintel-tile img');
  for (const image of await images.all())
    await until('a picture', () => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth > 0));
  expect(await images.count()).toBe(2);
  const [first = ''] = await page
    .locator('.lintel-tile')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-id') ?? ''));
  expect(seeded).toContain(first);
  await lose({ officer, oic, investigation: home.investigation, clip: first });
  const one = words.includes('erased');
  await until('gone', async () => (await images.count()) === (one ? 1 : 0));
  expect(await page.getByRole('alert').filter({ hasText: words }).count()).toBe(one ? 0 : 1);
  await page.context().close();
});
