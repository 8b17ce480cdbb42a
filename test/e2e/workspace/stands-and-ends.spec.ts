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
import { openBrowser, openContext } from '../../support/browser';
import { until } from '../../support/until';

let world: World;
let browser: Browser;
let film: Buffer;
let heard: Buffer;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
  [film, heard] = await filmAndSound();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function filmAndSound(): Promise<[Buffer, Buffer]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-stands-'));
  const [moving, sound] = [join(folder, 'film.mp4'), join(folder, 'sound.m4a')];
  const lavfi = ['-v', 'error', '-f', 'lavfi', '-i'];
  const coder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
  const run = promisify(execFile);
  await run('ffmpeg', [...lavfi, 'testsrc2=size=320x180:rate=10:duration=30', ...coder, moving]);
  await run('ffmpeg', [...lavfi, 'sine=duration=30', '-c:a', 'aac', sound]);
  const files = [await readFile(moving), await readFile(sound)] as [Buffer, Buffer];
  await rm(folder, { recursive: true });
  return files;
}

async function arrive(home: Case, name: string): Promise<string> {
  const clip = await seedClip(world, home, { name, bytes: Buffer.from(name) });
  await seedRendition(world, clip, 'proxy', { bytes: film, contentType: 'video/mp4' });
  return clip.id;
}

async function inBrowser(officer: Officer): Promise<Page> {
  const client = new OfficerClient(world.base);
  expect((await client.signIn(officer.email, PASSWORD)).status).toBe(200);
  const context = await openContext(browser, { width: 1280 });
  const [name = '', value = ''] = client.cookie.split('=');
  await context.addCookies([{ name, value: decodeURIComponent(value), url: world.base }]);
  return context.newPage();
}

const playing = (page: Page): Promise<boolean> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => !video.paused && video.currentTime > 0);

it.each(['removed from the team', 'signed out'])(
  'a picture that stands goes too, and nothing that was fetched ahead is gone through, for whoever is %s',
  async (how) => {
    const oic = await world.officer();
    const home = await seedCase(world, oic.id);
    const clip = await arrive(home, 'gate.mp4');
    const sound = await seedClip(world, home, { name: 'hall.m4a', bytes: Buffer.from('hall') });
    await seedRendition(world, sound, 'proxy', { bytes: heard, contentType: 'audio/mp4' });
    const officer = await world.officer();
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
      [home.investigation, officer.id, oic.id],
    );
    const page = await inBrowser(officer);
    await page.goto(`${world.base}/clips/${clip}/triage`);
    await page.getByRole('button', { name: 'Watch the clip' }).click();
    await until('the film plays', () => playing(page));
    await page.locator('video').evaluate((video: HTMLVideoElement) => video.pause());
    await until('it stands', async () => !(await playing(page)));
    // The same film on the page of the clip, where it has not been played at all.
    const beside = await page.context().newPage();
    await beside.goto(`${world.base}/clips/${clip}`);
    await beside.getByRole('button', { name: 'Watch the clip' }).click();
    await until('it is there', () =>
      beside.locator('video').evaluate((video: HTMLVideoElement) => video.readyState > 1),
    );
    // What plays with the browser's own controls, and has come whole.
    const listening = await page.context().newPage();
    await listening.goto(`${world.base}/clips/${sound.id}`);
    await listening.getByRole('button', { name: 'Watch the clip' }).click();
    await listening.locator('audio').evaluate((audio: HTMLAudioElement) => audio.play());
    if (how === 'signed out')
      await world.admin.query('DELETE FROM lintel.officer_session WHERE officer_id = $1', [officer.id]);
    else
      await (
        await signedIn(world, oic)
      ).call('DELETE', `/api/v1/investigations/${home.investigation}/members/${officer.id}`);
    for (const open of [page, beside, listening]) {
      await open.bringToFront();
      await open.getByText('The picture has stopped').waitFor({ timeout: 5_000 });
      const media = open.locator('video, audio');
      expect([await media.isVisible(), await media.getAttribute('src')]).toEqual([false, null]);
    }
    await page.context().close();
  },
);
