import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { NOTES } from '../../../src/apps/intake/texts/notes.en';
import type { VisitorBrowser } from '../../medium/intake/support/visitor';
import { openContext, whole } from '../../support/browser';
import { until } from '../../support/until';
import { confirmAndGoOn } from './confirm';
import { Day, Findings, signIn, type Person } from './support/day';
import { onFrame } from './support/watcher';

const run = promisify(execFile);
const URN = '13/WHOLE/26';
const EARLIER = '13/EARLIER/24';
const SAID = 'His brother sat beside me.';

let day: Day;
let oic: Person;
let her: VisitorBrowser;
let folder: string;
let page: Page;
let findings: Findings;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-officer-'));
  const picture = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=1', '-frames:v', '1'];
  await run('ffmpeg', [...picture, join(folder, 'gate.png')]);
  day = await Day.begin();
  oic = await day.person();
  await theNightBefore();
});
afterAll(async () => {
  await day.end();
  await rm(folder, { recursive: true, force: true });
});

/** Three clips came, and a supervisor passed something on about her; of the same officer there is an older investigation. */
async function theNightBefore(): Promise<void> {
  await day.opens(oic, EARLIER);
  her = day.her();
  await her.enter(await day.invite(oic, await day.opens(oic, URN)));
  // Long ago: no doorbell keeps them any more, whenever this runs.
  await day.sends(her, ['rotated', 'bFrames', 'variableRate'], '20250714');
  await her.post('/pressure', { words: 'He reads this.' });
  const { client } = await day.person('supervisor');
  const { id } = (await client.call('GET', '/api/v1/reports')).json().items[0] as { id: string };
  await client.call('POST', `/api/v1/reports/${id}/steps`, { step: 'taken-up' });
  await client.call('POST', `/api/v1/reports/${id}/steps`, { step: 'passed-on', words: SAID });
}

const look = (name: string): Promise<void> => findings.look(name);
const link = (name: string | RegExp): Promise<void> =>
  page.getByRole('link', { name, exact: typeof name === 'string' }).click();
const button = (name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();
const heading = (name: string | RegExp): Promise<void> =>
  page
    .getByRole('heading', { name, exact: typeof name === 'string' })
    .waitFor()
    .then(() => whole(page));

/** Presses a button that brings a file. */
async function take(name: string): Promise<{ name: string; path: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(name)]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** Its words, without line breaks. */
async function wordsOf(pdf: { path: string }): Promise<string> {
  const { stdout } = await run('pdftotext', ['-layout', pdf.path, '-']);
  return stdout.replaceAll(/\s+/g, ' ');
}

/** What waits for the worker. */
const reloadUntil = (what: RegExp | string, role: 'link' | 'button' = 'link'): Promise<unknown> =>
  until(String(what), async () => {
    if ((await page.getByRole(role, { name: what, exact: true }).count()) > 0) return true;
    await page.reload();
    return false;
  });

/** What presses most stands first; it goes when it was dealt with. */
async function whatNeedsDoing(): Promise<void> {
  await heading('What needs doing');
  const parts = page.getByRole('main').getByRole('heading', { level: 2 });
  expect((await parts.allInnerTexts()).slice(0, 2)).toEqual(['Please look at this', 'New sendings']);
  await page.getByText(SAID).waitFor();
  await look('start');
  await button(/^I have dealt with it/);
  await page.getByText(SAID).waitFor({ state: 'detached' });
  await page.goto(day.world.base);
  await heading('What needs doing');
  expect(await page.getByText(SAID).count()).toBe(0);
}

/** One clip after the other by keys alone: the first and the last are accepted, the second declined with a kind note. */
async function decideByKeys(): Promise<void> {
  const sendings = page.getByRole('region', { name: 'New sendings' });
  await sendings.getByText('3 clips to decide').waitFor();
  await sendings.getByRole('cell').first().getByRole('link').click();
  await page.getByRole('button', { name: 'Decide together' }).waitFor();
  await look('sending');
  await link(`Investigation ${URN}`);
  await heading('Clips to decide');
  await look('investigation');
  await button('Go through them one by one');

  const keys = page.keyboard;
  const ready = async (): Promise<string> => {
    await page.getByRole('button', { name: 'Switch keys off' }).waitFor();
    const sheet = page.getByRole('img', { name: /^Contact sheet/ });
    const width = await sheet.evaluate((image: HTMLImageElement) =>
      image.decode().then(() => image.naturalWidth),
    );
    expect(width).toBeGreaterThan(0);
    return page.url();
  };
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
  const first = await ready();
  await look('queue');
  await keys.press('a');
  expect(await focused()).toBe('accept-description');
  await keys.type('A man at the door');
  await keys.press('Tab');
  await keys.type('Ann Bell');
  await keys.press('Enter');
  await page.waitForURL((url) => url.searchParams.has('viewing') && url.href !== first);

  const second = await ready();
  await page.getByText('AB/1 was given to').waitFor();
  // The next one is likely to be accepted too: its field has the focus.
  expect(await focused()).toBe('accept-description');
  await keys.press('Escape');
  await keys.press('d');
  expect(await focused()).toBe('decline-reason');
  await keys.type('The same visit as in another clip');
  await keys.press('Tab');
  await keys.press('ArrowDown');
  expect(await page.getByLabel('We have it already').isChecked()).toBe(true);
  await keys.press('Enter');
  await page.waitForURL((url) => url.searchParams.has('viewing') && url.href !== second);

  await ready();
  expect(await page.getByLabel('Producer').inputValue()).toBe('Ann Bell');
  // After a decline the reason of the next has the focus.
  await keys.press('Escape');
  await keys.press('a');
  await keys.type('He comes back and rings');
  await keys.press('Enter');
  await page.getByText('Nothing is waiting for a decision.').waitFor();
  expect((await her.get('/diary')).text).toContain(NOTES['have-it']);
}

/** Frame by frame to the one that matters, which becomes an exhibit of its own. */
async function watchAndTake(): Promise<void> {
  await link('AB/1');
  await heading('AB/1');
  await look('exhibit');
  await link(/^RingVideo_/);
  await button('Watch the clip');
  const player = page.locator('[data-player][data-ready]');
  await player.waitFor();
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  for (let number = 2; number <= 9; number += 1) await page.keyboard.press('.');
  await onFrame(page, 9);
  await page.keyboard.press(',');
  await onFrame(page, 8);
  await button('Use the frame that is shown for the single frame');
  expect(await page.getByLabel('Frame to take').inputValue()).toBe('8');
  await page.getByLabel('What the frame shows').fill('His face, from the side');
  await button('Take this frame');
  await page.getByText('His face, from the side').waitFor();
  await reloadUntil('AB/1/1');
  await player.waitFor();
  await look('clip');
  await link('AB/1/1');
  await heading('Where it was taken from');
  await look('still');
}

/** What has no time yet is on the start page: one carries its time, of the other it is read in the picture. */
async function chooseTimes(): Promise<void> {
  const due = page.getByRole('region', { name: 'Checks due' });
  await page.goto(day.world.base);
  await due.getByRole('link', { name: 'AB/1', exact: true }).click();
  await page.getByRole('radio', { name: /read as UK time ?, File name/ }).check();
  await page.getByLabel('Why this time', { exact: true }).fill('Her doorbell names its files in UK time');
  await button('Choose this time');
  await page.getByText(/^Chosen: /).waitFor();
  await look('time-chosen');

  await link('Start');
  await due.getByRole('link', { name: 'AB/2', exact: true }).click();
  await page.getByText('Read the time in the picture').click();
  await page.getByLabel('It shows').fill('2025-07-07 06:31:00');
  await page.getByLabel('Frame number').fill('1');
  await page.getByLabel('Seconds from the start of the clip').fill('0');
  await page.getByLabel('Why this time is right').fill('The name is of the day on which she saved it');
  await button('Keep and choose this time');
  await page.getByText(/^Chosen: /).waitFor();
  await link('Start');
  await page.getByRole('main').getByText('No check is due.').waitFor();
}

/** Two occasions, which the officer puts together and lets count, and the paper that says so. */
async function showTheCourse(): Promise<void> {
  await link('All my investigations');
  await heading('My investigations');
  await look('investigations');
  await link(URN);
  await link('Course of conduct');
  await page.getByText('0 occasions that count: fewer than two').waitFor();
  await look('conduct');
  const reasons = { 'AB/1': 'He tries the door.', 'AB/2': 'He rings and waits.' };
  for (const [exhibit, reason] of Object.entries(reasons)) {
    await page.getByLabel(new RegExp(`^${exhibit}:`)).check();
    await button('Put together');
    await heading(/^Occasion \d/);
    await page.getByLabel('It counts', { exact: true }).check();
    await page.getByLabel('Why').fill(reason);
    await button('Record the decision');
    await page.getByText(reason).waitFor();
    if (exhibit === 'AB/1') await look('occasion');
    await link('Course of conduct');
  }
  await page.getByText('2 occasions that count. From 7 July 2025 to 14 July 2025.').waitFor();
  await look('series');
  expect(await page.locator('.lintel-mark--counts').count()).toBe(2);
  await page.getByLabel('What it is for').fill('Application for a stalking protection order');
  const chronology = await take('Make the chronology (PDF)');
  expect(chronology.name).toMatch(/^chronology-.*\.pdf$/);
  const words = await wordsOf(chronology);
  for (const part of ['7 July 2025', '14 July 2025', ...Object.entries(reasons).flat()])
    expect(words).toContain(part);
}

/** A photograph that did not come through her link, labels for all that there is, and what its producer will say. */
async function addAndLabel(): Promise<void> {
  await link('Exhibits');
  await link(/^Add a photograph/);
  await heading('Add an exhibit');
  await look('exhibit-new');
  await page.getByLabel('Photograph').check();
  await page.getByLabel('Description').fill('Gate with a marking dye on the latch');
  await page.getByLabel('File', { exact: true }).setInputFiles(join(folder, 'gate.png'));
  await button('Add the exhibit');
  await heading('gate.png');
  await reloadUntil('Open the exhibit');
  await reloadUntil('Show the picture', 'button');
  await button('Show the picture');
  const picture = page.getByRole('img', { name: 'Photograph: gate.png' });
  const width = await picture.evaluate((image: HTMLImageElement) =>
    image.decode().then(() => image.naturalWidth),
  );
  expect(width).toBe(640);
  await look('photograph');

  await link('Open the exhibit');
  await link('Labels for several exhibits');
  await heading('Exhibits');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await look('exhibits');
  const labels = await take('Make the labels');
  expect(labels.name).toBe('exhibit-labels.pdf');
  const words = await wordsOf(labels);
  for (const reference of ['AB/1', 'AB/2', 'AB/1/1', `${oic.officer.initials}/1`])
    expect(words).toContain(reference);

  await link('AB/1');
  await link(/^Paragraph for the statement/);
  await page.getByText('DRAFT for a person to check').waitFor();
  expect(await page.getByLabel('Producing paragraph').inputValue()).toContain('AB/1');
  await look('statement');
}

/** The same person was a victim before. */
async function linkWithTheEarlierOne(): Promise<void> {
  await link('Exhibit AB/1');
  await link(`Investigation ${URN}`);
  await page.getByText('Link another investigation', { exact: true }).click();
  await page.getByLabel('Its crime reference (URN)').fill(EARLIER);
  await page.getByLabel('Why they belong together').fill('The same victim, two years ago');
  await button('Link');
  const linked = page.getByRole('region', { name: 'Linked investigations' });
  await linked.getByText('The same victim, two years ago').waitFor();
  await look('linked');
  await linked.getByRole('link', { name: EARLIER }).click();
  await heading(EARLIER);
  await linked.getByRole('link', { name: URN }).click();
  await heading(URN);
}

/** All of this stands in the history of the exhibit, and anybody can check it. */
async function prove(): Promise<void> {
  await link('AB/1');
  await link(/^Custody: who did what/);
  await heading('Custody history');
  const line = page.getByRole('region', { name: 'As a time line' });
  const history = await line.getByRole('listitem').allInnerTexts();
  for (const what of ['Exhibit registered', 'Viewed', 'Time chosen'])
    expect(history.join('\n')).toMatch(new RegExp(`${what}\\s+${oic.officer.displayName}`));
  await look('custody');
  await button('Check the records now');
  await page.getByText(/^Proven: \d+ events/).waitFor();
  await look('proven');
  await page.getByLabel('Reason').fill('For the prosecutor');
  await button('Download the proof');
  await page.getByLabel('Your password').waitFor();
  await look('confirm');
  const [proof] = await Promise.all([page.waitForEvent('download'), confirmAndGoOn(page)]);
  expect(proof.suggestedFilename()).toMatch(/^custody-[0-9a-f-]+\.zip$/);
  expect((await readFile(await proof.path())).subarray(0, 2).toString()).toBe('PK');
}

it('an officer’s whole day: from a new sending to a course of conduct, its papers and its proof', async () => {
  const context = await openContext(day.browser, { width: 1280 });
  page = await context.newPage();
  findings = new Findings(page, 'officer');
  await signIn(page, day.world.base, oic.officer.email);
  await whatNeedsDoing();
  await decideByKeys();
  await watchAndTake();
  await chooseTimes();
  await showTheCourse();
  await addAndLabel();
  await linkWithTheEarlierOne();
  await prove();
  const last = page.url();
  await button('Sign out');
  await heading('Sign in');
  await page.goto(last);
  await heading('Sign in');
  expect(findings.list).toEqual([]);
  await context.close();
});
