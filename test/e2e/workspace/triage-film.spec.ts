import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  type Case,
  type World,
} from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { until } from '../../support/until';

const SECONDS = 30;

let world: World;
let browser: Browser;
let film: Buffer;
let sheet: Buffer;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  [film, sheet] = await filmAndSheet();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function filmAndSheet(): Promise<[Buffer, Buffer]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-film-'));
  const [moving, still] = [join(folder, 'film.mp4'), join(folder, 'sheet.jpg')];
  const source = ['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=10:duration=${SECONDS}`];
  const sound = ['-f', 'lavfi', '-i', `sine=duration=${SECONDS}`];
  const coder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await promisify(execFile)('ffmpeg', [...source, ...sound, ...coder, '-movflags', '+faststart', moving]);
  await promisify(execFile)('ffmpeg', [
    ...source,
    '-vf',
    'fps=1,scale=160:-2,tile=4x4',
    '-frames:v',
    '1',
    still,
  ]);
  const files = [await readFile(moving), await readFile(still)] as [Buffer, Buffer];
  await rm(folder, { recursive: true });
  return files;
}

async function arrive(home: Case, name: string): Promise<string> {
  const clip = await seedClip(world, home, { name, bytes: Buffer.from(name) });
  await seedRendition(world, clip, 'proxy', { bytes: film, contentType: 'video/mp4' });
  await seedRendition(world, clip, 'contact-sheet', { bytes: sheet, contentType: 'image/jpeg' });
  return clip.id;
}

async function inBrowser(officer: Officer, width = 1280, javaScript = true): Promise<Page> {
  const client = new OfficerClient(world.base);
  expect((await client.signIn(officer.email, PASSWORD)).status).toBe(200);
  const context = await openContext(browser, { width, javaScript });
  const [name = '', value = ''] = client.cookie.split('=');
  await context.addCookies([{ name, value: decodeURIComponent(value), url: world.base }]);
  return context.newPage();
}

async function goThrough(page: Page, home: Case): Promise<void> {
  await page.goto(`${world.base}/investigations/${home.investigation}`);
  await page.getByRole('button', { name: 'Go through them one by one' }).click();
  await page.getByRole('img', { name: /^Contact sheet/ }).waitFor();
}

/** What of a clip was looked at, by the custody log. */
async function looks(clip: string): Promise<string[]> {
  const { rows } = await world.admin.query<{ content: string }>(
    `SELECT event::jsonb->'detail'->>'content' AS content FROM custody.record
      WHERE subject = 'clip:' || $1 AND event::jsonb->>'type' = 'viewed' ORDER BY seq`,
    [clip],
  );
  return rows.map(({ content }) => content);
}

const playing = (page: Page): Promise<boolean> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => !video.paused && video.currentTime > 0);
const at = (page: Page): Promise<number> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);

it.each([1920, 360])(
  'a clip of the queue is watched beside its forms, and what was typed stays, at %i px',
  async (width) => {
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    const [one, two] = [await arrive(home, 'gate 1.mp4'), await arrive(home, 'gate 2.mp4')];
    const page = await inBrowser(officer, width);
    const findings: string[] = [];
    const look = async (name: string): Promise<void> => {
      await screenshot(page, `${width}-triage-film-${name}`);
      findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${name}: scrolls sideways`);
    };
    await goThrough(page, home);
    await page.getByRole('button', { name: 'Switch keys off' }).waitFor();
    await page.keyboard.press('a');
    await page.keyboard.type('A man at the gate');
    await page.keyboard.press('Escape');
    await page.keyboard.press('w');
    await until('the film plays', () => playing(page));
    await look('playing');
    expect(new URL(page.url()).pathname).toBe(`/clips/${one}/triage`);
    expect(await page.locator('#accept-description').inputValue()).toBe('A man at the gate');

    await page.keyboard.press(' ');
    await until('it stands', async () => !(await playing(page)));
    const stands = await at(page);
    await page.keyboard.press('ArrowRight');
    await until('two seconds on', async () => Math.abs((await at(page)) - stands - 2) < 0.1);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('+');
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(1.5);
    // Letters in a field are words, and Space is a space.
    await page.keyboard.press('a');
    await page.keyboard.press('End');
    await page.keyboard.type(' w s');
    expect(await playing(page)).toBe(false);
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await page.getByRole('img', { name: /^Contact sheet/ }).waitFor();
    expect(await looks(one)).toEqual(['contact-sheet', 'proxy', 'contact-sheet']);

    await page.locator('#accept-producerName').fill('Ann Bell');
    await page.keyboard.press('Enter');
    await page.getByText('AB/1 was given to').waitFor();
    const { rows } = await world.admin.query(
      'SELECT clip_id, reference, description FROM lintel.exhibit WHERE investigation_id = $1',
      [home.investigation],
    );
    expect(rows).toEqual([{ clip_id: one, reference: 'AB/1', description: 'A man at the gate w s' }]);
    expect(new URL(page.url()).pathname).toBe(`/clips/${two}/triage`);
    expect(findings).toEqual([]);
    await page.context().close();
  },
);

it('what is decided from stands beside the picture without scrolling, on a large screen', async () => {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  await arrive(home, 'gate.mp4');
  const page = await inBrowser(officer, 1920);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await goThrough(page, home);
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await until('the film plays', () => playing(page));
  const picture = await page.locator('video').boundingBox();
  expect(picture?.width).toBeGreaterThan(1200);
  for (const name of ['Accept and go on', 'Contact sheet', 'Watch the clip']) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox();
    expect([name, (box?.y ?? 9_999) + (box?.height ?? 0) < 1_080]).toEqual([name, true]);
  }
  await page.context().close();
});

it('the picture stops when the officer may no longer look, and what was typed stays', async () => {
  const oic = await world.officer();
  const home = await seedCase(world, oic.id);
  await arrive(home, 'gate.mp4');
  const officer = await world.officer();
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, officer.id, oic.id],
  );
  const page = await inBrowser(officer);
  await goThrough(page, home);
  await page.locator('#accept-description').fill('A man at the gate');
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await until('the film plays', () => playing(page));
  const colleague = await signedIn(world, oic);
  const taken = await colleague.call(
    'DELETE',
    `/api/v1/investigations/${home.investigation}/members/${officer.id}`,
  );
  expect(taken.status).toBe(204);
  await page.getByText('You no longer have access to this investigation').waitFor();
  expect(await page.locator('video').isVisible()).toBe(false);
  expect(await page.locator('video').getAttribute('src')).toBeNull();
  expect(await page.locator('#accept-description').inputValue()).toBe('A man at the gate');
  await page.context().close();
});

it('works without JavaScript, by forms alone', async () => {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const clip = await arrive(home, 'gate.mp4');
  const page = await inBrowser(officer, 1280, false);
  await goThrough(page, home);
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await page.locator('video[controls]').waitFor();
  expect(await looks(clip)).toEqual(['contact-sheet', 'proxy']);
  await page.getByRole('button', { name: 'Contact sheet' }).click();
  await page.getByRole('img', { name: /^Contact sheet/ }).waitFor();
  await page.context().close();
});
