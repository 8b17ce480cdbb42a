import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { axeFindings, openBrowser, openContext, screenshot } from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser, type FileState } from '../../medium/intake/support/visitor';
import { Line } from './support/line';
import { buildProgram, programs } from './support/program';
import { expectNothingKept } from './support/walk';

const MiB = 1024 ** 2;
const program = programs();
const wire = new Line();
let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  buildProgram();
  await wire.open();
  world = await IntakeWorld.open({ INTAKE_PUBLIC_URL: wire.url }, program.starter);
  wire.target = world.config.intake.port;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await wire.cut();
  await world.close();
});

/**
 * A phone on the page of her files, on a line of `bytesPerSecond`: so few that a part of the file is still to come when a busy machine
 * has seen that a part of it is here.
 */
async function phone(bytesPerSecond: number): Promise<{ page: Page; line: CDPSession; her: VisitorBrowser }> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await openContext(browser, { width: 360 });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  await page.goto(`${world.base}/files`);
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await limit(line, bytesPerSecond);
  return { page, line, her };
}

const limit = (line: CDPSession, uploadThroughput: number): Promise<unknown> =>
  line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 5,
    downloadThroughput: -1,
    uploadThroughput,
  });

function clip(name: string, size: number): { path: string; bytes: Buffer } {
  const path = join(world.home, name);
  const bytes = randomBytes(size);
  writeFileSync(path, bytes);
  return { path, bytes };
}

const untilFile = (her: VisitorBrowser, wanted: (file: FileState) => boolean): Promise<FileState> =>
  until('the file', async () => {
    const [file] = await her.files().catch(() => []);
    return file !== undefined && wanted(file) && file;
  });

async function done(page: Page): Promise<void> {
  await expectNothingKept(page, 'at the end');
  await page.context().close();
}

const half = (file: FileState): boolean => file.arrivedBytes > file.size / 4 && file.state === 'partial';
const whole = (file: FileState): boolean => file.state === 'waiting';

async function expectWhole(id: string, bytes: Buffer): Promise<void> {
  const stored = await readFile(join(world.config.objects.root, 'incoming', id));
  expect(stored.equals(bytes)).toBe(true);
}

describe('an upload in a real browser', () => {
  it('goes on without a click after the server was killed and started again', async () => {
    const { page, line, her } = await phone(MiB);
    const { path, bytes } = clip('killed.mp4', 12 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    await untilFile(her, half);
    // Looking takes a while: the file must not be whole before the server is gone.
    await limit(line, MiB / 16);
    await screenshot(page, 'progress');
    expect(await axeFindings(page)).toEqual([]);
    await program.last().kill();
    await page.getByText('The connection is gone').first().waitFor();
    await screenshot(page, 'interrupted');
    await expectNothingKept(page, 'interrupted');
    await sleep(500);
    await world.start();
    await limit(line, -1);
    const file = await untilFile(her, whole);
    expect((await her.files()).length).toBe(1);
    await expectWhole(file.id, bytes);
    await page.getByRole('button', { name: 'Send now' }).waitFor({ state: 'visible' });
    await done(page);
  });

  it('goes on without a click when the line comes back', async () => {
    const { page, line, her } = await phone(MiB);
    const { path, bytes } = clip('offline.mp4', 12 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    await untilFile(her, half);
    await wire.cut();
    await page.getByText('The connection is gone').first().waitFor();
    await wire.open();
    await limit(line, -1);
    await expectWhole((await untilFile(her, whole)).id, bytes);
    await done(page);
  });

  it('goes on after a reload when she chooses the same file again, and keeps nothing on the device', async () => {
    const { page, line, her } = await phone(MiB);
    const { path, bytes } = clip('reloaded.mp4', 12 * MiB);
    await page.getByLabel('Add files').setInputFiles(path);
    const { id } = await untilFile(her, half);
    await page.reload();
    await page.getByText('Choose the same file again').waitFor();
    await screenshot(page, 'half');
    expect(await axeFindings(page)).toEqual([]);
    await expectNothingKept(page, 'half');
    const { arrivedBytes } = await untilFile(her, half);
    await limit(line, -1);
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent += request.postDataBuffer()?.length ?? 0;
    });
    await page.getByLabel('Add files').setInputFiles(path);
    const file = await untilFile(her, whole);
    expect(file.id).toBe(id);
    expect((await her.files()).length).toBe(1);
    expect(sent).toBeLessThanOrEqual(bytes.length - arrivedBytes);
    await expectWhole(id, bytes);
    await done(page);
  });

  it('pauses, goes on, and can be removed in the middle', async () => {
    const { page, line, her } = await phone(MiB / 2);
    const [first, second] = [clip('paused.mp4', 6 * MiB), clip('dropped.mp4', 6 * MiB)];
    await page.getByLabel('Add files').setInputFiles(first.path);
    await untilFile(her, half);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText(/Paused at \d+%/).waitFor();
    // What was on its way may still arrive; then nothing does, though most of it is still to come.
    const arrived = async (): Promise<number | undefined> => (await her.files())[0]?.arrivedBytes;
    await until('a standstill', async () => {
      const before = await arrived();
      await sleep(700);
      return (await arrived()) === before;
    });
    expect((await her.files())[0]?.state).toBe('partial');
    await limit(line, -1);
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await expectWhole((await untilFile(her, whole)).id, first.bytes);
    await limit(line, MiB);
    await page.getByLabel('Add files').setInputFiles(second.path);
    await page.getByText(/Adding: [1-9]/).waitFor();
    await page.getByRole('button', { name: 'Remove dropped.mp4' }).click();
    await page.locator('[data-part="list"]').getByText('dropped.mp4').first().waitFor({ state: 'detached' });
    await until('the other one alone', async () => {
      const names = (await her.files()).map(({ name }) => name);
      return names.length === 1 && names[0] === 'paused.mp4';
    });
    await done(page);
  });

  it('stops kindly when her invitation has ended', async () => {
    const her = new VisitorBrowser(world.base);
    const invitation = await world.officer.invite();
    await her.enter(invitation);
    const context = await openContext(browser, { width: 360 });
    await context.addCookies([
      { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
    ]);
    const page = await context.newPage();
    await page.goto(`${world.base}/files`);
    await page.getByLabel('Add files').setInputFiles(clip('early.mp4', 10).path);
    const send = page.locator('[data-part="send"] .govuk-button');
    await send.waitFor();
    await world.officer.revoke(invitation.id);
    await page.getByLabel('Add files').setInputFiles(clip('late.mp4', 10).path);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    // Nothing is offered that can no longer be done.
    expect(await send.isVisible()).toBe(false);
    expect(await page.getByText('You can send as soon as').isVisible()).toBe(false);
    await screenshot(page, 'signed-out-in-page');
    await done(page);
  });
});
