import type { BrowserContext, Page } from 'playwright-core';
import { clip as fixture } from '../../fixtures/clips';
import { OfficerClient, signedIn } from '../../medium/workspace/client';
import { PASSWORD } from '../../medium/workspace/world';
import { seedFilm } from '../../medium/watching/film';
import { axeFindings, screenshot } from '../../support/browser';
import { until } from '../../support/until';
import { Watcher } from './support/watcher';

let watcher: Watcher;
let film: string;
beforeAll(async () => {
  watcher = await Watcher.open();
  await fixture('h264');
  film = (await seedFilm(watcher.world, watcher.home, 'h264', 'gate.mp4')).id;
});
afterAll(() => watcher.close());

/** So long may what has ended stand on a screen that somebody looks at, as `still.ts` has it. */
const EVERY_MS = 30_000;
const STILL = '/api/v1/session/still';

const sql = (text: string): Promise<unknown> => watcher.world.admin.query(text, [watcher.officer.id]);
const restart = (): Promise<unknown> => sql('UPDATE lintel.officer SET disabled_at = NULL WHERE id = $1');

const ENDS: readonly [how: string, end: () => Promise<unknown>][] = [
  [
    'by the officer from another machine',
    async () => {
      const elsewhere = new OfficerClient(watcher.world.base);
      await elsewhere.signIn(watcher.officer.email, PASSWORD);
      expect((await elsewhere.call('DELETE', '/api/v1/sessions')).status).toBe(200);
    },
  ],
  [
    'with the account, by a supervisor',
    async () => {
      const supervisor = await signedIn(watcher.world, await watcher.world.officer('supervisor'));
      const path = `/api/v1/officers/${watcher.officer.id}/deactivate`;
      expect((await supervisor.call('POST', path, {})).status).toBe(204);
    },
  ],
  ['by mere time', () => sql('UPDATE lintel.officer_session SET expires_at = now() WHERE officer_id = $1')],
];

const over = (page: Page): Promise<void> =>
  page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
/** Somebody comes back to the page. */
const comeBack = (page: Page): Promise<unknown> =>
  page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
const seen = (page: Page): Promise<string> => page.locator('body').innerText();
const investigation = (): string =>
  `${watcher.world.base}/investigations/${watcher.home.investigation}/evidence`;

async function open(isTimed = false): Promise<{ context: BrowserContext; page: Page }> {
  const { context, page } = await watcher.signIn(1280);
  if (isTimed) await page.clock.install();
  await page.goto(investigation());
  await page.waitForLoadState('networkidle');
  return { context, page };
}

describe('a page of the workspace that stands open', () => {
  it.each(ENDS)('shows nothing of a case once its session was ended %s', async (_how, end) => {
    const { context, page } = await open();
    expect(await seen(page)).toContain('gate.mp4');
    const called = await page.title();
    await end();
    await comeBack(page);
    await over(page);
    expect(await seen(page)).not.toContain('gate.mp4');
    expect(await page.title()).not.toBe(called);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'open-page-over');
    await context.close();
    await restart();
  });

  it('goes by itself, though nobody does anything, and is not seen again by pressing Escape, however often', async () => {
    const { context, page } = await open(true);
    await sql('DELETE FROM lintel.officer_session WHERE officer_id = $1');
    await page.clock.fastForward(EVERY_MS);
    await over(page);
    for (let times = 0; times < 4; times += 1) {
      await page.keyboard.press('Escape');
      expect(await seen(page)).not.toContain('gate.mp4');
    }
    await over(page);
    // Nor on paper, which knows no backdrop.
    await page.emulateMedia({ media: 'print' });
    expect(await seen(page)).not.toContain('gate.mp4');
    await context.close();
  });

  it('covers what stands open in other tabs of the same browser, and all go on after signing in', async () => {
    const { context, page } = await open();
    const called = await page.title();
    const beside = await context.newPage();
    await beside.goto(investigation());
    await sql('DELETE FROM lintel.officer_session WHERE officer_id = $1');
    await comeBack(beside);
    for (const each of [beside, page]) await over(each);
    const entering = await context.newPage();
    await watcher.enter(entering);
    for (const each of [beside, page]) {
      await each.getByRole('dialog').waitFor({ state: 'hidden' });
      expect([await each.title(), await seen(each)]).toEqual([called, expect.stringContaining('gate.mp4')]);
    }
    await context.close();
  });

  it('keeps no session alive by asking, in the database or in the cookie', async () => {
    const { context, page } = await open();
    await sql(
      `UPDATE lintel.officer_session SET expires_at = now() + interval '2 minutes' WHERE officer_id = $1`,
    );
    const ends = (): Promise<unknown> =>
      watcher.world.admin
        .query('SELECT expires_at, seen_at FROM lintel.officer_session WHERE officer_id = $1', [
          watcher.officer.id,
        ])
        .then(({ rows }: { rows: unknown[] }) => rows);
    const before = await ends();
    for (let times = 0; times < 3; times += 1) {
      const asked = page.waitForResponse((response) => response.url().endsWith(STILL));
      await comeBack(page);
      const answer = await asked;
      expect([answer.status(), await answer.headerValue('set-cookie')]).toEqual([200, null]);
    }
    expect(await ends()).toEqual(before);
    await context.close();
  });

  it('still says two minutes before that its session ends for want of use: the asking is none', async () => {
    const { context, page } = await open(true);
    const minutes = watcher.world.config.workspace.idleMinutes;
    for (let half = 0; half < (minutes - 1.5) * 2; half += 1) {
      const asked = page.waitForResponse((response) => response.url().endsWith(STILL));
      await page.clock.fastForward(EVERY_MS);
      await asked;
    }
    await page.getByRole('dialog', { name: 'You will be signed out soon' }).waitFor();
    await context.close();
  });

  it('stays as it is while there is no line', async () => {
    const { context, page } = await open();
    await context.setOffline(true);
    await comeBack(page);
    await page.waitForTimeout(1_000);
    expect(await seen(page)).toContain('gate.mp4');
    await context.close();
  });

  it('plays no film on, by whatever key', async () => {
    const { context, page } = await watcher.signIn(1280);
    await watcher.watch(page, film);
    // Nothing but the asking tells of the end.
    const video = page.locator('video');
    const isStill = (): Promise<boolean> => video.evaluate((shown: HTMLVideoElement) => shown.paused);
    await video.evaluate((shown: HTMLVideoElement) => {
      shown.loop = true;
      return shown.play();
    });
    await page.route(`**${STILL}`, (route) => route.fulfill({ status: 401, body: '{}' }));
    await comeBack(page);
    await over(page);
    await until('the film stands', isStill);
    await video.evaluate((shown: HTMLVideoElement) => shown.play().catch(() => undefined));
    await until('it stands again', isStill);
    await context.close();
  });
});
