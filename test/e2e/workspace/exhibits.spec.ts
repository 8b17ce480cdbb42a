import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { createWorker } from '../../../src/apps/worker/app';
import type { HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { confirmAndGoOn } from './confirm';
import {
  axeFindings,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
  whole,
} from '../../support/browser';
import { first } from '../../support/looks';
import { until } from '../../support/until';
import { Desk } from '../../medium/disclosure/desk';
import { openWorld, PASSWORD, type World } from '../../medium/workspace/world';

const run = promisify(execFile);

let world: World;
let worker: HttpApp;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  world = await openWorld({ WORKER_HEALTH_PORT: '0', CUSTODY_SEQUENCE_MS: '50' });
  const logger = createLogger({ process: 'test', level: 'silent' });
  worker = await createWorker({ config: world.config, databaseUrl: world.database.urls.worker, logger });
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'lintel-exhibits-'));
  await run('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=1', '-frames:v', '1'],
    join(folder, 'gate.png'),
  ]);
  await writeFile(join(folder, 'dye.pdf'), '%PDF-1.7\n% a laboratory report\n');
});
afterAll(async () => {
  await browser.close();
  await worker.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function sound(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await axeFindings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
}

/** Reloads until the worker is done. */
async function reloadUntil(page: Page, text: string): Promise<void> {
  await until(`"${text}" on the page`, async () => {
    if ((await page.getByText(text).count()) > 0) return true;
    await page.reload();
    return false;
  });
}

it.each(
  first(
    [
      { width: 360, javaScript: true },
      { width: 1280, javaScript: false },
      { width: 1280, javaScript: true },
    ],
    2,
  ),
)(
  'an officer adds a photograph and a result, looks at the one, takes a proof and makes labels: $width pixels, scripts $javaScript',
  async ({ width, javaScript }) => {
    const { officer, home } = await Desk.open(world);
    const context = await openContext(browser, { width, javaScript });
    const page = await context.newPage();
    const shoot = (name: string): Promise<void> =>
      javaScript ? sound(page, `${name}-${width}`) : screenshot(page, `${name}-plain`);
    const exhibits = `${world.base}/investigations/${home.investigation}/exhibits`;
    await page.goto(exhibits);
    await page.getByLabel('Email address').fill(officer.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('There is no exhibit yet.').waitFor();
    await shoot('exhibits-none');

    await page.getByRole('link', { name: 'Add a photograph' }).click();
    await shoot('exhibit-new');
    await page.getByRole('button', { name: 'Add the exhibit' }).click();
    await page.getByText('There is a problem').waitFor();
    await shoot('exhibit-new-problem');

    await page.getByLabel('Photograph').check();
    await page.getByLabel('Description').fill('Gate with a marking dye on the latch');
    await page.getByLabel('File', { exact: true }).setInputFiles(join(folder, 'gate.png'));
    await page.getByRole('button', { name: 'Add the exhibit' }).click();
    await page.getByRole('heading', { name: 'gate.png' }).waitFor();
    await reloadUntil(page, 'Open the exhibit');
    await reloadUntil(page, 'Show the picture');
    await page.getByRole('button', { name: 'Show the picture' }).click();
    const picture = page.getByRole('img', { name: 'Photograph: gate.png' });
    await picture.waitFor();
    if (javaScript) {
      const size = await picture.evaluate((image: HTMLImageElement) =>
        image.decode().then(() => image.naturalWidth),
      );
      expect(size).toBe(640);
    }
    await shoot('added-photograph');

    await page.goto(`${exhibits}/new`);
    await page.getByLabel('Forensic marking result').check();
    await page.getByLabel('Description').fill('Laboratory report on the dye');
    await page.getByLabel('File', { exact: true }).setInputFiles(join(folder, 'dye.pdf'));
    await page.getByRole('button', { name: 'Add the exhibit' }).click();
    await page.getByRole('heading', { name: 'dye.pdf' }).waitFor();
    await reloadUntil(page, 'Files of this kind are not opened here');
    await shoot('added-document');

    await page.goto(exhibits);
    await page.getByRole('button', { name: 'Make the labels' }).click();
    await page.getByText('Tick the exhibits that need a label.').first().waitFor();
    await whole(page);
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByLabel('Date of the statement').fill('3 March 2026');
    await shoot('exhibits');
    const labels = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make the labels' }).click();
    expect((await labels).suggestedFilename()).toBe('exhibit-labels.pdf');

    await page.getByRole('link', { name: /^[A-Z]+\/1$/ }).click();
    await shoot('exhibit');
    await page.getByRole('link', { name: 'Paragraph for the statement' }).click();
    await page.getByText('DRAFT for a person to check').waitFor();
    await shoot('statement');
    await page.goBack();
    await page.getByRole('link', { name: 'Custody: who did what' }).click();
    await page.getByText('records.').first().waitFor();
    await shoot('custody');
    await page.getByLabel('Kind of handling').selectOption('Consultation');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText(/^1 of \d+ records/).waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Check the records now' }).click();
    await page.getByText(/Proven: \d+ events/).waitFor();
    await shoot('custody-proven');
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, `custody-print-${width}`);
    await page.emulateMedia({ media: 'screen' });
    await page.getByLabel('Reason').fill('For the defence expert');
    await page.getByRole('button', { name: 'Download the proof' }).click();
    // What leaves the service: whoever asks for it says first who they are.
    const proof = page.waitForEvent('download');
    await confirmAndGoOn(page);
    expect((await proof).suggestedFilename()).toMatch(/^custody-[0-9a-f-]+\.zip$/);
    await page.goto(`${world.base}/custody/checks`);
    await page.getByRole('button', { name: 'Check it now' }).click();
    await reloadUntil(page, 'Proven:');
    await shoot('log-check');
    await page.getByRole('link', { name: 'Checks of the whole log' }).click();
    await page.getByRole('heading', { name: 'Checks so far' }).waitFor();
    await shoot('log-checks');
    await context.close();
  },
  300_000,
);
