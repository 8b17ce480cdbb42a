import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Officer } from '../../../src/features/identity';
import {
  openWorld,
  seedCase,
  seedClip,
  seedRendition,
  type Case,
  type World,
} from '../../medium/workspace/world';
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';
import { Findings, signIn } from './support/day';

const MiB = 1024 ** 2;
const SECONDS = 90;
const RATE = 15;

let world: World;
let browser: Browser;
let film: Buffer;
let oic: Officer;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  film = await longFilm();
  oic = await world.officer();
  home = await seedCase(world, oic.id);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** So large that no browser fetches all of it ahead: snow, hardly compressed. */
async function longFilm(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-film-'));
  const file = join(folder, 'snow.mp4');
  const snow = `testsrc2=size=320x180:rate=${RATE}:duration=${SECONDS},noise=alls=100:allf=t`;
  const coder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '20', '-pix_fmt', 'yuv420p'];
  const args = ['-v', 'error', '-f', 'lavfi', '-i', snow, ...coder, '-movflags', '+faststart', file];
  await promisify(execFile)('ffmpeg', args);
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}

async function seedLongFilm(): Promise<string> {
  const clip = await seedClip(world, home, { name: 'long.mp4' });
  const frames = Array.from({ length: SECONDS * RATE }, (_, n) => `0, ${n}, ${n}, 1, 86400, ab12`).join('\n');
  await seedRendition(world, clip, 'proxy', { bytes: film, contentType: 'video/mp4' });
  await seedRendition(world, clip, 'frames', {
    bytes: Buffer.from(`#tb 0: 1/${RATE}\n${frames}\n`),
    contentType: 'text/plain',
  });
  return clip.id;
}

interface Watching {
  readonly officer: Officer;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Bytes that have reached the browser. */
  readonly received: () => number;
}

/** A colleague of the team whose browser is playing the long film, with most of it still to come. */
async function watching(clip: string): Promise<Watching> {
  const officer = await world.officer();
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, officer.id, oic.id],
  );
  const context = await openContext(browser, { width: 1280 });
  const page = await context.newPage();
  await signIn(page, world.base, officer.email);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  let bytes = 0;
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.dataReceived', ({ dataLength }) => (bytes += dataLength));
  await page.goto(`${world.base}/clips/${clip}`);
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await page.locator('[data-player][data-ready]').waitFor();
  await page.getByRole('button', { name: 'Sound off' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await until('playing', async () => (await at(page)) > 1);
  expect(film.length).toBeGreaterThan(30 * MiB);
  expect(bytes).toBeLessThan(film.length / 2);
  return { officer, context, page, received: () => bytes };
}

const at = (page: Page): Promise<number> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);

it('a colleague is taken out of the team while a clip plays: the picture stops, and the page says why', async () => {
  const clip = await seedLongFilm();
  const { officer, context, page, received } = await watching(clip);
  const supervisor = await world.officer('supervisor');
  const desk = await (await openContext(browser, { width: 1280 })).newPage();
  await signIn(desk, world.base, supervisor.email);
  await desk.getByRole('link', { name: 'Teams', exact: true }).click();
  await desk.goto(`${world.base}/teams/${home.investigation}`);
  const row = desk.getByRole('row').filter({ hasText: `Remove ${officer.displayName}` });
  await row.locator('summary').click();
  await row.getByRole('button').click();
  await desk.getByRole('cell', { name: officer.displayName }).waitFor({ state: 'detached' });

  await page.getByText('You no longer have access to this investigation').waitFor();
  const stopped = await at(page);
  expect(stopped).toBe(0);
  expect(await page.locator('video').isVisible()).toBe(false);
  expect(await page.locator('video').getAttribute('src')).toBeNull();
  // What was on its way may still be told; then nothing comes, though a part of the film has not.
  await until('nothing more to come', async () => {
    const bytes = received();
    await sleep(2_500);
    return received() === bytes;
  });
  expect(received()).toBeLessThan(film.length);
  const findings = new Findings(page, 'lost-access');
  await findings.look('stopped');
  expect(findings.list).toEqual([]);

  for (const path of ['', '/custody', '/triage', '/retention']) {
    const answer = await page.goto(`${world.base}/clips/${clip}${path}`);
    expect([path, answer?.status()]).toEqual([path, 404]);
  }
  expect((await page.goto(`${world.base}/investigations/${home.investigation}`))?.status()).toBe(404);
  await page.goto(world.base);
  await page.getByText('Nothing new is waiting.').waitFor();
  await context.close();
  await desk.context().close();
});

it('signing out in another tab stops it, too, and leads to signing in beside it', async () => {
  const { context, page } = await watching(await seedLongFilm());
  const other = await context.newPage();
  await other.goto(world.base);
  await other.getByRole('button', { name: 'Sign out' }).click();
  const stopped = page.getByText('You have been signed out, so nothing more is shown.');
  await stopped.waitFor({ state: 'attached' });
  expect(await page.locator('video').getAttribute('src')).toBeNull();
  // What was typed on the page stays where it is, under the dialog that covers it.
  const beside = context.waitForEvent('page');
  await page.getByRole('dialog').getByRole('link', { name: 'Sign in in another tab' }).click();
  await (await beside).getByRole('heading', { name: 'Sign in' }).waitFor();
  await stopped.waitFor({ state: 'attached' });
  await context.close();
});

it('the end of the session elsewhere stops it, too, and the page leads to signing in beside it', async () => {
  const { officer, context, page } = await watching(await seedLongFilm());
  await world.admin.query('DELETE FROM lintel.officer_session WHERE officer_id = $1', [officer.id]);
  await page.getByText('You have been signed out, so nothing more is shown.').waitFor();
  const beside = context.waitForEvent('page');
  await page.getByRole('alert').getByRole('link', { name: 'Sign in' }).click();
  await (await beside).getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByText('You have been signed out, so nothing more is shown.').waitFor();
  await context.close();
});
