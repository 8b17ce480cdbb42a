import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { clip as fixture } from '../../fixtures/clips';
import { confirmAndGoOn } from './confirm';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import {
  openWorld,
  PASSWORD,
  seedClip,
  seedRendition,
  type Case,
  type SeededClip,
  type World,
} from '../../medium/workspace/world';

const run = promisify(execFile);

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A contact sheet as the worker makes one. */
async function sheetOf(video: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-sheet-'));
  const file = join(folder, 'sheet.jpg');
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    video,
    '-vf',
    'fps=2,scale=240:-2,tile=2x2',
    '-frames:v',
    '1',
    file,
  ]);
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}

const MEDIA = {
  kind: 'media',
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  duration: 2,
  video: { width: 640, height: 360, codec: 'h264' },
  audio: { codec: 'aac' },
};

/** Two clips as they arrive: one that plays, one that nobody can decode. */
async function arrive(into: Case): Promise<{ plays: SeededClip; broken: SeededClip }> {
  const video = await fixture('h264');
  const bytes = await readFile(video);
  const plays = await seedClip(world, into, {
    name: 'Front door 2026-11-22 22.41.08.mp4',
    bytes,
    malware: 'clean',
    media: MEDIA,
  });
  await seedRendition(world, plays, 'proxy', { bytes, contentType: 'video/mp4' });
  await seedRendition(world, plays, 'contact-sheet', {
    bytes: await sheetOf(video),
    contentType: 'image/jpeg',
  });
  const broken = await seedClip(world, into, {
    name: 'export_000017_a_very_long_name_that_some_doorbell_application_made_up_by_itself.mp4',
    bytes: Buffer.from('not a video'),
    kind: 'text/plain',
  });
  await seedRendition(world, broken, 'proxy', { why: 'The file holds text, not a picture.' });
  return { plays, broken };
}

/** The submission of a victim who used the invitation that the officer made. */
async function submissionFor(investigation: string): Promise<Case> {
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.invitation WHERE investigation_id = $1',
    [investigation],
  );
  const invitation = rows[0]?.id ?? '';
  const { rows: made } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
     VALUES (gen_random_uuid(), $1, $2, 'S-' || upper(substr(md5(random()::text), 1, 8)), 'sent', now()) RETURNING id`,
    [invitation, investigation],
  );
  return { investigation, invitation, submission: made[0]?.id ?? '' };
}

const heading = (page: Page): Promise<string> => page.locator('h1').innerText();

describe.each(first([360, 1280]))('an officer at %i px', (width) => {
  it('does the whole job by hand, without a finding of axe and without scrolling sideways', async () => {
    const officer = await world.officer('supervisor');
    const colleague = await world.officer('investigator');
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    const findings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') findings.push(`console: ${message.text()}`);
    });
    const look = async (name: string): Promise<void> => {
      await screenshot(page, `${width}-${name}`);
      findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${name}: scrolls sideways`);
    };

    await page.goto(`${world.base}/investigations/new`);
    expect(await heading(page)).toBe('Sign in');
    await look('01-sign-in');
    await page.getByLabel('Email address').fill(officer.email);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await look('02-sign-in-error');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Open an investigation' }).waitFor();
    await look('03-open');
    await page.getByLabel('Crime reference (URN)').fill(`13/${width}/26`);
    await page.getByLabel('Offence').fill('Stalking involving fear of violence');
    await page.getByRole('button', { name: 'Open the investigation' }).click();
    await page.getByRole('heading', { name: `13/${width}/26` }).waitFor();
    const investigation = new URL(page.url()).pathname.split('/')[2] ?? '';

    await page.getByLabel('Add an officer by email address').fill('nobody@force.example');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Add an officer by email address').inputValue()).toBe(
      'nobody@force.example',
    );
    await page.getByLabel('Add an officer by email address').fill(colleague.email);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('cell', { name: colleague.displayName }).first().waitFor();

    await page.getByRole('button', { name: 'Make a private link' }).click();
    await look('03b-safe-contact-first');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByRole('alert').waitFor();
    await look('03c-safe-contact-missing');
    await page.getByLabel('In person').check();
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('This is shown once.').waitFor();
    expect(await page.locator('.lintel-code').innerText()).toMatch(/^\d{4} \d{4}$/);
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
    await look('04-link');
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, `${width}-05-link-on-paper`);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'Back to the investigation' }).click();

    const { plays, broken } = await arrive(await submissionFor(investigation));
    await page.reload();
    await look('06-investigation');
    await page.getByRole('link', { name: 'Front door 2026-11-22' }).click();
    await look('07-clip');
    await page.getByRole('button', { name: 'Contact sheet' }).click();
    const sheet = page.getByRole('img', { name: 'Contact sheet of the clip' });
    await sheet.waitFor();
    expect(
      await sheet.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(480);
    await look('08-contact-sheet');
    await page
      .getByRole('button', { name: 'Watch the clip' })
      .or(page.getByRole('button', { name: 'Watch again' }))
      .click();
    await play(page);
    await look('09-watching');

    const download = page.getByRole('button', { name: 'Download the original' });
    await download.click();
    await page.getByRole('alert').waitFor();
    await look('10-clip-error');
    await page.locator('#download-reason').fill('For the prosecutor');
    await download.click();
    const [file] = await Promise.all([page.waitForEvent('download'), confirmAndGoOn(page)]);
    expect((await readFile(await file.path())).equals(plays.bytes)).toBe(true);

    await page.goto(`${world.base}/clips/${plays.id}`);
    await page.getByLabel('Producer').fill('Ann Bell');
    await page.getByLabel('Description').fill('A man at the front door at night');
    await world.sign();
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('heading', { name: 'AB/1' }).waitFor();
    await world.sign();
    await page.reload();
    await look('11-exhibit');
    const proofLink = page.getByRole('link', { name: /Download the proof of record 1/ });
    const [proof] = await Promise.all([page.waitForEvent('download'), proofLink.click()]);
    expect(await readFile(await proof.path(), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\n/);

    await page.goto(`${world.base}/clips/${broken.id}`);
    expect(await page.getByLabel('Producer').inputValue()).toBe('Ann Bell');
    await look('12-no-picture');
    await page.locator('summary', { hasText: 'Decline' }).click();
    await page.locator('#decline-reason').fill('Not a recording');
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Declined', { exact: true }).waitFor();
    await page.getByRole('link', { name: `Investigation 13/${width}/26` }).click();
    await look('13-investigation-done');
    await page.getByRole('link', { name: 'All clips of this investigation' }).click();
    await look('14-all-clips');
    await page.goto(`${world.base}/clips/${plays.id}/custody`);
    await look('15-custody');
    await page.goto(`${world.base}/`);
    await look('16-start');
    await page.goto(`${world.base}/officers/new`);
    await look('17-add-officer');
    await page.goto(`${world.base}/clips/${crypto.randomUUID()}`);
    expect(await heading(page)).toBe('Page not found');
    await look('18-not-found');
    await page.goto(`${world.base}/password`);
    await look('19-password');
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(page)).toBe('Sign in');
    await page.goto(`${world.base}/clips/${plays.id}`);
    expect(await heading(page)).toBe('Sign in');
    // The console also names the refusals that were asked for above: bad input and a page that is not there.
    expect(findings.filter((finding) => !/console: .*\b(400|404)\b/.test(finding))).toEqual([]);
    await context.close();
  });
});

/** Plays the clip until it has moved on. */
async function play(page: Page): Promise<void> {
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    return video.play();
  });
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0);
}

it('lets an officer do the same without JavaScript and by keyboard alone', async () => {
  const officer = await world.officer();
  const context = await openContext(browser, { width: 1280, javaScript: false });
  const page = await context.newPage();
  await page.goto(world.base);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Skip to main content');
  await page.getByLabel('Email address').focus();
  await page.keyboard.type(officer.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What needs doing' }).waitFor();
  await page.getByRole('button', { name: 'Open an investigation' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Crime reference (URN)').focus();
  await page.keyboard.type('13/keys/26');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Harassment');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '13/keys/26' }).waitFor();
  await page.getByRole('button', { name: 'Make a private link' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('No contact at all').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Make the link' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('This is shown once.').waitFor();
  await context.close();
});
