import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { whole } from '../../support/browser';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { Monkey } from './support/monkey';
import { ownClips } from './support/own-clips';
import { Profile } from './support/profile';
import { tokenOf } from './support/ways';
import { comesTo, follow, RECEIPT } from './support/where';

/** Walks that share the profile; LINTEL_WALKS=200 is the full count, LINTEL_SEED begins at another. */
const WALKS = Number(process.env['LINTEL_WALKS'] ?? 2);
const SEED = Number(process.env['LINTEL_SEED'] ?? 1);
const STEPS = 12;
/** After so many the browser is closed and its profile read. */
const LOOK_AFTER = 10;

/** What a walk types by itself, as no person would. */
const TYPED = ['/files', '/diary', '/send'];

let world: IntakeWorld;
let profile: Profile;
beforeAll(async () => {
  world = await IntakeWorld.open({ INTAKE_EXIT_URL: 'about:blank#weather' });
});
beforeEach(async () => {
  profile = await Profile.make();
});
afterEach(() => profile.erase());
afterAll(() => world.close());

interface Visit {
  /** Titles that were seen. */
  readonly titles: Set<string>;
  readonly look: () => Promise<void>;
  readonly press: (name: string) => Promise<void>;
}

/** From the link to the diary. */
async function enter(page: Page, link: string, code: string): Promise<Visit> {
  const titles = new Set<string>();
  const look = async (): Promise<void> => {
    await whole(page);
    titles.add(await page.title());
  };
  const press = async (name: string): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await look();
  };
  await page.goto(link);
  await look();
  expect(new URL(page.url()).pathname).toBe('/');
  await page.getByLabel('Your code').fill('00000000');
  await press('Continue');
  await page.getByLabel('Your code').fill(code);
  await press('Continue');
  await press('I have read this and want to go on');
  await page.getByLabel('Someone else did').check();
  await page.getByLabel('Yes, someone else can').check();
  await page.getByLabel('I am 18 or older, and I decide').check();
  await press('Continue');
  await press('Continue');
  await comesTo(page, '/diary');
  return { titles, look, press };
}

/** Every page that a first visit leads through, and those at the foot; gives the titles that were seen. */
async function visit(page: Page, link: string, code: string): Promise<Set<string>> {
  const { titles, look, press } = await enter(page, link, code);
  for (const paths of [
    ['/files'],
    ['/pressure', '/ask', '/privacy'],
    ['/stop'],
    ['/help', '/help/ring'],
    ['/first', '/first/ring'],
    ['/notice?again', '/notice/easy-read'],
    ['/receipts'],
    ['/diary/many'],
    ['/diary/search'],
    ['/agreement'],
  ]) {
    for (const path of [...paths, '/diary']) {
      await follow(page, path);
      await look();
    }
  }
  await press('Write something down');
  await comesTo(page, /\/what$/);
  await page.getByRole('textbox').first().fill('x'.repeat(20_001));
  await press('Save and stop here');
  await page.getByRole('textbox').first().fill('He stood at the gate.');
  await press('Save and stop here');
  await comesTo(page, '/diary');
  await follow(page, '/pressure');
  await press('Yes, I felt pressured');
  await comesTo(page, '/done');
  await follow(page, '/files');
  const file = { name: 'front.mp4', mimeType: 'video/mp4', buffer: randomBytes(20_000) };
  await page.getByLabel('Add files').setInputFiles(file);
  await page.locator('[data-part="send"]').waitFor();
  await follow(page, '/send');
  await press('Send now');
  await comesTo(page, RECEIPT);
  return titles;
}

it('leaves one title in the history, no link in what it shows, no file in the cache and no cookie of a session', async () => {
  const { link, code } = await world.officer.invite();
  const browser = await profile.open();
  const page = browser.pages()[0] ?? (await browser.newPage());
  const titles = await visit(page, link, code);
  // After a mistake the same title says so, and nothing else.
  const { serviceName } = world.config.intake;
  expect([...titles].sort()).toEqual([`Error: ${serviceName}`, serviceName].sort());
  await page.locator('.govuk-exit-this-page__button').click();
  await until('the end of the session', async () => {
    const names = (await browser.cookies(world.base)).map(({ name }) => name);
    return names.length === 1 && names[0] === 'left';
  });
  await profile.close();
  const sought = {
    host: new URL(world.base).host,
    tokens: [tokenOf(link)],
    codes: [code],
    title: serviceName,
  };
  expect(await profile.findings(sought)).toEqual([]);
});

it('keeps nothing on the disk of a file whose picture was shown: no byte of it, no name, and not that it was', async () => {
  const { link, code } = await world.officer.invite();
  const { red, photo } = await ownClips(world.home);
  const browser = await profile.open();
  const page = browser.pages()[0] ?? (await browser.newPage());
  const { serviceName } = world.config.intake;
  await enter(page, link, code);
  await follow(page, '/files');
  await page.getByLabel('Add files').setInputFiles([red, photo]);
  await page.getByRole('button', { name: 'Show pictures' }).click();
  for (const path of [red, photo]) {
    const row = page.locator('.intake-file', { hasText: basename(path) });
    await row.scrollIntoViewIfNeeded();
    await row.locator('canvas').waitFor();
  }
  await page.locator('.govuk-exit-this-page__button').click();
  await page.waitForURL('about:blank#weather');
  await profile.close();
  const host = new URL(world.base).host;
  const sought = { host, tokens: [tokenOf(link)], codes: [code], title: serviceName };
  expect(await profile.findings(sought)).toEqual([]);
  const files = await Promise.all([red, photo].map((path) => readFile(path)));
  // From the middle: what stands at the beginning of every film would be found in other places, too.
  const middles = files.map((bytes) => bytes.subarray(bytes.length / 2, bytes.length / 2 + 48));
  const names = [red, photo].map((path) => Buffer.from(basename(path)));
  const told = [...middles, ...names, Buffer.from('blob:http'), Buffer.from('Hide pictures')];
  expect(await profile.holding(told)).toEqual([]);
  // What is looked for is found where it is.
  await writeFile(join(profile.folder, 'kept'), files[0] ?? '');
  expect(await profile.holding(told)).toEqual(['kept']);
});

it('takes the address that stands for a title that had not come yet for no title, when it tells nothing', async () => {
  const late = createServer((_request, response) => {
    // As every page says; without it a browser that is ended on a busy machine leaves what it had of the page in its cache.
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' });
    response.write('<!doctype html><html lang="en">');
  });
  await new Promise<void>((resolve) => late.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(late.address() as AddressInfo).port}`;
  const sought = { host, tokens: [], codes: [], title: world.config.intake.serviceName };
  const sealed = `/p/${'x'.repeat(166)}`;
  // A browser that is closed on a busy machine before it has written its history has none of it yet.
  const leave = (path: string): Promise<unknown> =>
    until(`the history to have ${path}`, async () => {
      const page = await (await profile.open()).newPage();
      await page.goto(`http://${host}${path}`, { waitUntil: 'commit' });
      await profile.close();
      return (await profile.holding([Buffer.from(host + path)])).includes('Default/History');
    });
  await leave(sealed);
  expect(await profile.findings(sought)).toEqual([]);
  await leave('/diary');
  expect(await profile.findings(sought)).toContain(`the history shows “http://${host}/diary”`);
  late.closeAllConnections();
  late.close();
});

it(
  `leaves nothing in a profile that keeps all of ${WALKS} walks from seed ${SEED}`,
  async () => {
    const { serviceName } = world.config.intake;
    const tokens: string[] = [];
    const codes: string[] = [];
    let chosen = 0;
    let browser = await profile.open();
    for (let count = 1; count <= WALKS; count += 1) {
      const walk = `walk ${SEED + count - 1}`;
      const invitation = await world.officer.invite();
      tokens.push(tokenOf(invitation.link));
      codes.push(invitation.code);
      const monkey = await Monkey.inProfile(world, browser, SEED + count - 1, invitation);
      const outcome = await monkey.walk(STEPS);
      expect({ walk, lost: outcome.lost, traces: outcome.traces }).toEqual({ walk, lost: [], traces: [] });
      chosen += outcome.chosen;
      if (count % LOOK_AFTER > 0 && count < WALKS) continue;
      await profile.close();
      const sought = { host: new URL(world.base).host, tokens, codes, title: serviceName, typed: TYPED };
      expect({ walk, found: await profile.findings(sought) }).toEqual({ walk, found: [] });
      process.stdout.write(
        `${count} walks from seed ${SEED} in one profile, ${chosen} files chosen: found 0\n`,
      );
      if (count < WALKS) browser = await profile.open();
    }
    expect(chosen).toBeGreaterThan(WALKS);
  },
  60_000 + WALKS * 90_000,
);
