import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Dialog, Page } from 'playwright-core';
import { openContext } from '../../../support/browser';
import { until } from '../../../support/until';
import type { IntakeWorld } from '../../../medium/intake/support/intake';
import { VisitorBrowser } from '../../../medium/intake/support/visitor';
import { Seeded } from './seeded';
import { Traces } from './traces';
import { byCode, letIn, tokenOf, type Invited, type Ways } from './ways';
import { comesTo, RECEIPT } from './where';

const NOT_NOTED = /noting down|could not note/;
const SHORT = { timeout: 3_000 };

/** What became of every file of a walk. */
export interface Outcome {
  readonly chosen: number;
  readonly here: number;
  readonly askedFor: number;
  readonly sent: number;
  readonly removed: number;
  /** A page was killed that told, by name, that it had not been able to note them down yet. */
  readonly toldNotNoted: number;
  /** Names of files that are nowhere and of which nothing was said. */
  readonly lost: readonly string[];
  /** What a browser would keep of it, and must not. */
  readonly traces: readonly string[];
  readonly steps: readonly string[];
}

/** A victim who does anything in any order with the files, and what the service must not make of it. */
export class Monkey {
  private readonly random: Seeded;
  private readonly folder: string;
  private readonly paths = new Map<string, string>();
  private readonly removed = new Set<string>();
  private readonly told = new Set<string>();
  private readonly steps: string[] = [];
  private offline = false;

  private constructor(
    private readonly world: IntakeWorld,
    private readonly context: BrowserContext,
    private readonly victim: VisitorBrowser,
    private page: Page,
    private readonly traces: Traces,
    /** How it goes away at the end. */
    private readonly leaves: () => Promise<void>,
    seed: number,
  ) {
    this.random = new Seeded(seed);
    this.folder = join(world.home, `walk-${seed}`);
    mkdirSync(this.folder);
  }

  /** In a browser of its own. */
  static async open(world: IntakeWorld, browser: Browser, seed: number): Promise<Monkey> {
    const context = await openContext(browser, { width: 360 });
    return Monkey.make(world, context, seed, letIn(world, context));
  }

  /** In a browser that keeps what others did before. */
  static inProfile(
    world: IntakeWorld,
    context: BrowserContext,
    seed: number,
    invitation: Invited,
  ): Promise<Monkey> {
    return Monkey.make(world, context, seed, byCode(world, context), invitation);
  }

  private static async make(
    world: IntakeWorld,
    context: BrowserContext,
    seed: number,
    { enters, leaves }: Ways,
    invited?: Invited,
  ): Promise<Monkey> {
    const invitation = invited ?? (await world.officer.invite());
    const victim = new VisitorBrowser(world.base);
    await victim.enter(invitation);
    const page = await context.newPage();
    for (const other of context.pages()) if (other !== page) await other.close();
    const { serviceName } = world.config.intake;
    const traces = new Traces(
      context,
      world.base,
      [serviceName, `Error: ${serviceName}`],
      tokenOf(invitation.link),
    );
    await enters(page, invitation, victim);
    const monkey = new Monkey(world, context, victim, page, traces, leaves, seed);
    await monkey.files();
    return monkey;
  }

  async walk(steps: number): Promise<Outcome> {
    const acts = [
      ...(['choose', 'choose', 'chooseAgain', 'leave', 'reload', 'kill', 'toggleLine', 'back'] as const),
      ...(['otherTab', 'remove', 'putBack', 'send', 'wait'] as const),
    ];
    for (let step = 0; step < steps; step += 1) {
      const act = this.random.pick(acts) ?? 'wait';
      this.steps.push(act);
      await this[act]();
      // Sometimes the victim is quicker than the line, and sometimes a file gets its time.
      await sleep(this.random.below(700));
    }
    return this.end();
  }

  private async files(): Promise<void> {
    await this.page.goto(`${this.world.base}/files`);
    // A browser asks before it leaves a page only of people who have touched it.
    await this.page.locator('h1').click();
  }

  private rows(state = ''): Promise<string[]> {
    const one = state === '' ? '' : `[data-state="${state}"]`;
    return this.page.locator(`[data-part="list"] > li${one} [data-part="name"]`).allInnerTexts();
  }

  private async unnoted(): Promise<string[]> {
    const lines = this.page.locator('[data-part="list"] > li').filter({ hasText: NOT_NOTED });
    return lines.locator('[data-part="name"]').allInnerTexts();
  }

  private get isOnFiles(): boolean {
    return this.page.url().endsWith('/files');
  }

  private async choose(): Promise<void> {
    if (!this.isOnFiles) return;
    const fresh = Array.from({ length: 1 + this.random.below(3) }, () => {
      const name = `f${this.paths.size}.mp4`;
      const path = join(this.folder, name);
      const size = this.random.below(8) === 0 ? 0 : 500 + this.random.below(400_000);
      writeFileSync(path, Buffer.alloc(size, `${name} ${size} `));
      this.paths.set(name, path);
      return path;
    });
    await this.page.getByLabel('Add files').setInputFiles(fresh);
  }

  private async chooseAgain(): Promise<void> {
    if (!this.isOnFiles) return;
    const names = await this.page.locator('[data-part="again-list"] li').allInnerTexts();
    const paths = names.flatMap((name) => this.paths.get(name) ?? []);
    if (paths.length > 0) await this.page.getByLabel('Add files').setInputFiles(paths);
  }

  /** Goes elsewhere on the site. Of a file that is not noted the page asks first, and the victim stays. */
  private async leave(): Promise<void> {
    await this.go(async () => {
      await this.page.goto(`${this.world.base}/diary`);
      await this.files();
    });
  }

  private async reload(): Promise<void> {
    await this.go(async () => {
      await this.page.reload();
    });
  }

  private async back(): Promise<void> {
    await this.go(async () => {
      await this.page.goBack();
      await this.files();
    });
  }

  private async go(act: () => Promise<void>): Promise<void> {
    if (this.offline) return;
    if (this.isOnFiles && (await this.unnoted()).length > 0) {
      const dialog = await this.askedOnLeaving();
      if (dialog === undefined) await this.files();
      else await dialog.dismiss();
      return;
    }
    await act();
  }

  /** The question of a page that is left; nothing where it was left meanwhile, because everything was noted by then. */
  private askedOnLeaving(): Promise<Dialog | undefined> {
    const { page } = this;
    return new Promise((resolve) => {
      const done = (dialog?: Dialog): void => {
        page.off('dialog', done);
        resolve(dialog);
      };
      page.on('dialog', done);
      page.waitForURL('**/diary').then(
        () => done(),
        () => done(),
      );
      page.evaluate('void setTimeout(() => location.assign("/diary"))').catch(() => undefined);
    });
  }

  /** The tab is gone without a word, as when a phone needs its memory. */
  private async kill(): Promise<void> {
    // Its history is the browser's until then.
    await this.traces.look(this.page);
    if (this.isOnFiles) for (const name of await this.unnoted()) this.told.add(name);
    const gone = this.page;
    await this.line(false);
    this.page = await this.context.newPage();
    await gone.close({ runBeforeUnload: false });
    await this.files();
  }

  private async toggleLine(): Promise<void> {
    await this.line(!this.offline);
  }

  private async line(offline: boolean): Promise<void> {
    this.offline = offline;
    await this.context.setOffline(offline);
  }

  /** A second window stays open beside the first. */
  private async otherTab(): Promise<void> {
    if (this.offline || (this.isOnFiles && (await this.unnoted()).length > 0)) return;
    if (this.context.pages().length < 3) this.page = await this.context.newPage();
    await this.files();
  }

  private async remove(): Promise<void> {
    if (!this.isOnFiles || this.offline) return;
    const name = this.random.pick(await this.rows());
    if (name === undefined) return;
    const row = this.page.locator('[data-part="list"] > li').filter({ hasText: name }).first();
    // Whether the victim still sees it go or not: what was pressed may be done after a look elsewhere.
    this.removed.add(name);
    await row
      .getByRole('button', { name: 'Remove' })
      .click(SHORT)
      .catch(() => undefined);
    await row.waitFor({ state: 'detached', ...SHORT }).catch(() => undefined);
  }

  private async putBack(): Promise<void> {
    if (!this.isOnFiles || this.offline) return;
    const box = this.page.locator('[data-part="removed"]');
    if (!(await box.isVisible())) return;
    if (!(await box.evaluate('(box) => box.open', undefined).catch(() => false)))
      await box
        .locator('summary')
        .click(SHORT)
        .catch(() => undefined);
    const names = await box.locator('[data-part="removed-name"]').allInnerTexts();
    const name = this.random.pick(names);
    if (name === undefined) return;
    const line = box.locator('li').filter({ hasText: name }).first();
    await line
      .getByRole('button', { name: 'Put back' })
      .click(SHORT)
      .catch(() => undefined);
    const back = await line.waitFor({ state: 'detached', ...SHORT }).then(
      () => true,
      () => false,
    );
    if (back) this.removed.delete(name);
  }

  private async send(): Promise<void> {
    await this.go(async () => {
      await this.page.goto(`${this.world.base}/send`);
      const now = this.page.getByRole('button', { name: 'Send now' });
      if (await now.isVisible()) {
        await now.click();
        await comesTo(this.page, RECEIPT);
      }
      await this.files();
    });
  }

  private async wait(): Promise<void> {
    await sleep(this.random.below(600));
  }

  private async receipts(): Promise<string> {
    const list = (await this.victim.get('/receipts')).text;
    const paths = [...new Set(list.match(/\/receipts\/[0-9A-Z]{4}-[0-9A-Z]{4}(?=")/g) ?? [])];
    return (await Promise.all(paths.map(async (path) => (await this.victim.get(path)).text))).join('\n');
  }

  /** Online again on a fresh page: everything is somewhere, what is missing is asked for by name, and choosing it brings it. */
  private async end(): Promise<Outcome> {
    await this.line(false);
    for (const tab of this.context.pages()) await this.traces.look(tab);
    await this.kill();
    for (const other of this.context.pages()) if (other !== this.page) await other.close();
    await this.files();
    const files = await this.victim.files();
    const sent = await this.receipts();
    const asked = new Set(await this.page.locator('[data-part="again-list"] li').allInnerTexts());
    const empty = new Set(await this.rows('empty'));
    const byName = new Map(files.map((file) => [file.name, file.state]));
    const found = { here: 0, askedFor: 0, sent: 0, removed: 0, toldNotNoted: 0 };
    const lost: string[] = [];
    for (const name of this.paths.keys()) {
      const state = byName.get(name) ?? '';
      if (/waiting|checked|stored|doubtful|cut/.test(state)) found.here += 1;
      else if (asked.has(name) || empty.has(name)) found.askedFor += 1;
      else if (new RegExp(`\\b${name}\\b`).test(sent)) found.sent += 1;
      else if (this.removed.has(name)) found.removed += 1;
      else if (this.told.has(name)) found.toldNotNoted += 1;
      else lost.push(name);
    }
    await this.chooseAgain();
    const come = async (): Promise<boolean> =>
      (await this.victim.files()).every(({ state }) => state !== 'chosen' && state !== 'partial');
    await until('everything that was asked for to be here', come).catch(async (error: unknown) => {
      const lines = await this.page.locator('[data-part="list"] > li').allInnerTexts();
      throw new Error(JSON.stringify({ server: await this.victim.files(), page: lines }), { cause: error });
    });
    this.traces.end();
    await this.leaves();
    rmSync(this.folder, { recursive: true });
    return { chosen: this.paths.size, ...found, lost, traces: this.traces.found, steps: this.steps };
  }
}
