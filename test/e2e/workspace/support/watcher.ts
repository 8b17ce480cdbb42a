import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Officer } from '../../../../src/features/identity';
import { apart, ticksApart } from '../../../../src/kernel/film/apart';
import { openStillMaker, type StillMaker } from '../../../medium/watching/maker';
import { openWorld, PASSWORD, seedCase, type Case, type World } from '../../../medium/workspace/world';
import { openBrowser, openContext, whole } from '../../../support/browser';

/** An officer in a real browser, an investigation of theirs, and the worker's taking of frames. */
export class Watcher {
  private constructor(
    readonly world: World,
    readonly browser: Browser,
    readonly maker: StillMaker,
    readonly officer: Officer,
    readonly home: Case,
  ) {}

  static async open(settings: NodeJS.ProcessEnv = {}): Promise<Watcher> {
    const world = await openWorld(settings);
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    return new Watcher(world, await openBrowser(), await openStillMaker(world), officer, home);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.maker.close();
    await this.world.close();
  }

  async signIn(width: number, javaScript = true): Promise<{ context: BrowserContext; page: Page }> {
    const context = await openContext(this.browser, { width, javaScript });
    const page = await context.newPage();
    await this.enter(page);
    return { context, page };
  }

  async enter(page: Page, { email }: Pick<Officer, 'email'> = this.officer): Promise<void> {
    await page.goto(`${this.world.base}/sign-in`);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    // The page's scripts have run: keys are heard.
    await whole(page);
  }

  /** Opens a viewing and waits until the player has taken over from the browser's own controls. */
  async watch(page: Page, clip: string): Promise<void> {
    await page.goto(`${this.world.base}/clips/${clip}`);
    await page.getByRole('button', { name: 'Watch the clip' }).click();
    await page.locator('[data-player][data-ready]').waitFor();
    await page.locator('video').evaluate((video: HTMLVideoElement) => {
      video.muted = true;
      const noted = window as unknown as { presented: number[] };
      noted.presented = [];
      const note = (_now: number, { mediaTime }: { mediaTime: number }): void => {
        noted.presented.push(mediaTime);
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
      return new Promise<void>((done) => {
        if (video.readyState >= 2) done();
        else video.addEventListener('loadeddata', () => done());
      });
    });
  }

  async accept(page: Page, clip: string): Promise<void> {
    await page.goto(`${this.world.base}/clips/${clip}`);
    await page.getByLabel('Producer').fill('Ann Bell');
    await page.getByLabel('Initials').fill('AB');
    await page.getByLabel('Description').fill('A man at the front door');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByRole('heading', { name: /^AB\/\d+$/ }).waitFor();
  }

  /** As the worker: takes every frame that was asked for. */
  async makeStills(): Promise<void> {
    const { rows } = await this.world.admin.query<{ id: string }>(
      `SELECT id FROM lintel.still WHERE state = 'asked'`,
    );
    for (const { id } of rows) await this.maker.make(id);
  }

  /** How often the log says that somebody looked at a clip. */
  async looks(clip: string): Promise<number> {
    const { rows } = await this.world.admin.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' = 'viewed'`,
      [`clip:${clip}`],
    );
    return rows[0]?.count ?? 0;
  }
}

/** Media times of the frames that the browser brought on the screen. */
export const presented = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { presented: number[] }).presented);

export const frame = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-player]').getAttribute('data-frame'));

export const onFrame = (page: Page, number: number): Promise<void> =>
  page.locator(`[data-player][data-frame="${number}"]`).waitFor();

/** Seconds of each frame, as the API gives them under the open viewing. */
export async function timesOf(page: Page): Promise<number[]> {
  const address = (await page.locator('[data-player]').getAttribute('data-player')) ?? '';
  const answer = await page.request.get(new URL(address, page.url()).href);
  const { timeBase, pts } = (await answer.json()) as {
    timeBase: { num: number; den: number };
    pts: number[];
  };
  return apart(pts, ticksApart(timeBase)).map((ticks) => (ticks * timeBase.num) / timeBase.den);
}
