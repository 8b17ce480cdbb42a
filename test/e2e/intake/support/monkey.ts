import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openContext } from '../../../support/browser';
import { until } from '../../../support/until';
import { Excuses } from './excuses';
import { fatesOf, type Fates } from './fates';
import type { IntakeWorld } from '../../../medium/intake/support/intake';
import { VisitorBrowser } from '../../../medium/intake/support/visitor';
import { askedFor, askedOnLeaving, pressRemoved, rowsOf, takeOut, unnotedOf } from './files-list';
import { Seeded } from './seeded';
import { Traces } from './traces';
import { byCode, letIn, tokenOf, type Invited, type Ways } from './ways';
import { comesTo, RECEIPT, whereIs } from './where';

/** As `/files.json` tells it. */
interface Listed {
  readonly files: readonly { readonly name: string; readonly state: string }[];
  readonly removed: readonly { readonly name: string }[];
}

/** What became of a walk. */
export interface Outcome extends Fates {
  readonly chosen: number;
  /** What a browser would keep of it, and must not. */
  readonly traces: readonly string[];
  readonly steps: readonly string[];
}

/** A victim who does anything in any order with the files, and what the service must not make of it. */
export class Monkey {
  private readonly random: Seeded;
  private readonly folder: string;
  private readonly paths = new Map<string, string>();
  private readonly excuses = new Excuses();
  private readonly steps: string[] = [];
  private offline = false;

  private constructor(
    private readonly world: IntakeWorld,
    private readonly context: BrowserContext,
    private readonly victim: VisitorBrowser,
    private page: Page,
    private readonly traces: Traces,
    private readonly invitation: Invited,
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
    const monkey = new Monkey(world, context, victim, page, traces, invitation, leaves, seed);
    await monkey.files();
    return monkey;
  }

  async walk(steps: number): Promise<Outcome> {
    const acts = [
      ...([
        'choose',
        'choose',
        'chooseAgain',
        'leave',
        'reload',
        'kill',
        'back',
        'otherTab',
        'exit',
      ] as const),
      ...(['toggleLine', 'toggleLine', 'remove', 'putBack', 'eraseNow', 'send', 'wait'] as const),
    ];
    for (let step = 0; step < steps; step += 1) {
      const act = this.random.pick(acts) ?? 'wait';
      this.steps.push(this.offline ? `${act} without a line` : act);
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

  /** Also by a link, whose address does not say so; a browser's own page is none of ours. */
  private async isOnFiles(): Promise<boolean> {
    return this.page.url().startsWith(this.world.base) && (await whereIs(this.page)) === '/files';
  }

  private async choose(): Promise<void> {
    if (!(await this.isOnFiles())) return;
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

  /** What the page asks for, and what a page before it said that it could not note and that is not in the list now. */
  private async chooseAgain(): Promise<void> {
    if (!(await this.isOnFiles())) return;
    const asked = await askedFor(this.page);
    const listed = await rowsOf(this.page);
    const names = [...asked, ...this.excuses.told.filter((name) => !listed.includes(name))];
    const paths = names.flatMap((name) => this.paths.get(name) ?? []);
    if (paths.length === 0) return;
    await this.page.getByLabel('Add files').setInputFiles(paths);
    this.excuses.end(names);
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
    const unnoted = (await this.isOnFiles()) ? await unnotedOf(this.page) : [];
    if (unnoted.length === 0) await this.orComeBack(act);
    else await this.goUnnoted(unnoted);
  }

  /** The page asks, and mostly the victim stays. Who goes all the same was told by name what is not noted. */
  private async goUnnoted(unnoted: readonly string[]): Promise<void> {
    const goes = this.random.below(3) === 0;
    const dialog = await askedOnLeaving(this.page);
    if (dialog !== undefined && !goes) {
      await dialog.dismiss();
      return;
    }
    if (dialog !== undefined) {
      this.excuses.tell(unnoted);
      const left = this.page.waitForEvent('framenavigated');
      await dialog.accept();
      await left;
    }
    await this.orComeBack(() => this.files());
  }

  /** Without a line, where it leads is the browser's own page. Then the line returns, and the victim opens theirs by what they have. */
  private async orComeBack(act: () => Promise<void>): Promise<void> {
    if (!this.offline) {
      await act();
      return;
    }
    await act().catch(() => undefined);
    await sleep(this.random.below(1_500));
    await this.line(false);
    const way = this.random.pick(['reload', 'back', 'link'] as const) ?? 'link';
    this.steps.push(`came back by ${way}`);
    if (way === 'link') await this.enterAgain();
    else if (way === 'reload') await this.page.reload();
    else await this.page.goBack();
    await this.files();
  }

  private async enterAgain(): Promise<void> {
    await byCode(this.world, this.context).enters(this.page, this.invitation, this.victim);
    const session = (await this.context.cookies(this.world.base)).find(({ name }) => name === 'session');
    this.victim.cookie = `session=${session?.value ?? ''}`;
  }

  /** "Exit this page", which asks nothing. Afterwards link and code open all again. */
  private async exit(): Promise<void> {
    await this.traces.look(this.page);
    if (await this.isOnFiles()) this.excuses.tell(await unnotedOf(this.page));
    for (const other of this.context.pages()) if (other !== this.page) await other.close();
    await this.page.locator('.govuk-exit-this-page__button').click();
    const { offline } = this;
    await until('a browser that has left', async () => {
      const names = (await this.context.cookies(this.world.base)).map(({ name }) => name);
      // Without a line the session's own stays until the server is heard of.
      return (
        names.includes('left') && (offline || names.length === 1) && this.page.url().startsWith('about:')
      );
    });
    await sleep(this.random.below(1_000));
    await this.line(false);
    await this.enterAgain();
    await this.files();
  }

  /** The tab is gone without a word, as when a phone needs its memory. */
  private async kill(): Promise<void> {
    // Its history is the browser's until then.
    await this.traces.look(this.page);
    if (await this.isOnFiles()) this.excuses.tell(await unnotedOf(this.page));
    const gone = this.page;
    this.page = await this.context.newPage();
    await gone.close({ runBeforeUnload: false });
    await this.orComeBack(() => this.files());
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
    if ((await this.isOnFiles()) && (await unnotedOf(this.page)).length > 0) return;
    if (this.context.pages().length < 3) this.page = await this.context.newPage();
    await this.orComeBack(() => this.files());
  }

  /** Nothing is believed of the press: what the server lists as removed at the end was removed. */
  private async remove(): Promise<void> {
    if (!(await this.isOnFiles())) return;
    const name = this.random.pick(await rowsOf(this.page));
    if (name === undefined) return;
    const id = await takeOut(this.page, name);
    if (id === '') this.excuses.go([name]);
  }

  private async putBack(): Promise<void> {
    if (await this.isOnFiles()) await pressRemoved(this.page, 'Put back', (names) => this.random.pick(names));
  }

  private async eraseNow(): Promise<void> {
    if (!(await this.isOnFiles())) return;
    const name = await pressRemoved(this.page, 'Erase now', (names) => this.random.pick(names));
    if (name === undefined) return;
    const { removed } = await this.onServer();
    if (!removed.some((file) => file.name === name)) this.excuses.go([name]);
  }

  private async send(): Promise<void> {
    await this.go(async () => {
      await this.page.goto(`${this.world.base}/send`);
      const now = this.page.getByRole('button', { name: 'Send now' });
      if (await now.isVisible()) {
        const { removed } = await this.onServer();
        await now.click();
        await comesTo(this.page, RECEIPT);
        // It erases what was taken out before it.
        this.excuses.go(removed.map(({ name }) => name));
      }
      await this.files();
    });
  }

  private async wait(): Promise<void> {
    await sleep(this.random.below(600));
  }

  private async onServer(): Promise<Listed> {
    return JSON.parse((await this.victim.get('/files.json', { Accept: 'application/json' })).text) as Listed;
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
    const { files, removed } = await this.onServer();
    const found = fatesOf(this.paths.keys(), {
      here: new Map(files.map((file) => [file.name, file.state])),
      asked: [...(await askedFor(this.page)), ...(await rowsOf(this.page, 'empty'))],
      sent: await this.receipts(),
      removed: [...removed.map(({ name }) => name), ...this.excuses.gone],
      told: this.excuses.told,
    });
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
    return { chosen: this.paths.size, ...found, traces: this.traces.found, steps: this.steps };
  }
}
