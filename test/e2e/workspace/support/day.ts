import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { createWorker } from '../../../../src/apps/worker/app';
import type { Officer, Role } from '../../../../src/features/identity';
import { stepOf } from '../../../../src/features/identity/domain/totp';
import type { HttpApp } from '../../../../src/platform/http';
import { createLogger } from '../../../../src/platform/observability';
import { clip as fixture, type ClipName } from '../../../fixtures/clips';
import { send } from '../../../medium/diary/support';
import { inThisProcess, type Running } from '../../../medium/intake/support/intake';
import { VisitorBrowser } from '../../../medium/intake/support/visitor';
import { signedIn, type OfficerClient } from '../../../medium/workspace/client';
import { openWorld, PASSWORD, sha256Of, type World } from '../../../medium/workspace/world';
import { Authenticator } from '../../../support/authenticator';
import { axeFindings, openBrowser, screenshot, scrollsSideways } from '../../../support/browser';
import { freePort } from '../../../support/port';
import { EVERY_LOOK } from '../../../support/looks';
import { until } from '../../../support/until';

export interface Person {
  readonly officer: Officer;
  readonly client: OfficerClient;
}

export interface Invited {
  readonly id: string;
  readonly link: string;
  readonly code: string;
}

/** The whole service on one database: her pages, the officers' pages, the worker; and a real browser. */
export class Day {
  private constructor(
    readonly world: World,
    private readonly intake: Running,
    private readonly worker: HttpApp,
    readonly browser: Browser,
  ) {}

  static async begin(settings: NodeJS.ProcessEnv = {}): Promise<Day> {
    const world = await openWorld({
      INTAKE_PORT: String(await freePort()),
      WORKER_HEALTH_PORT: '0',
      CUSTODY_SEQUENCE_MS: '100',
      // However slow the machine: nobody's confirmation runs out meanwhile.
      STEP_UP_MINUTES: '600',
      ...settings,
    });
    const logger = createLogger({ process: 'test', level: 'silent' });
    const { config, database } = world;
    const intake = await inThisProcess()({
      config: { ...config, database: { ...config.database, intakeUrl: database.urls.intake } },
      env: {},
      home: config.objects.root,
      log: () => undefined,
    });
    const worker = await createWorker({ config, databaseUrl: database.urls.worker, logger });
    return new Day(world, intake, worker, await openBrowser());
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.intake.close();
    await this.worker.close();
    await this.world.close();
  }

  /** Signed in over the API, and confirmed. */
  async person(role: Role = 'investigator'): Promise<Person> {
    const officer = await this.world.officer(role);
    return { officer, client: await signedIn(this.world, officer) };
  }

  /** An investigation of the officer's own. */
  async opens({ client }: Person, urn: string): Promise<string> {
    const opened = await client.call('POST', '/api/v1/investigations', { urn, offence: 'Stalking' });
    return opened.json().id;
  }

  /** Her private link into an investigation. */
  async invite({ client }: Person, investigation: string): Promise<Invited> {
    const path = `/api/v1/investigations/${investigation}/invitations`;
    const made = await client.call('POST', path, { days: 30, safeContact: { channel: 'in-person' } });
    return made.json() as unknown as Invited;
  }

  /** She, at her first page. */
  her(): VisitorBrowser {
    return new VisitorBrowser(this.world.config.intake.publicUrl);
  }

  /**
   * She adds real clips, each with the fingerprint of her device, and sends them; gives their ids once they can be watched.
   * @param on the day that their names state
   * @param named what the doorbell calls each
   */
  async sends(
    her: VisitorBrowser,
    names: readonly ClipName[],
    on = '20260714',
    named = (place: number): string => `RingVideo_${on}_22030${place}.mp4`,
  ): Promise<string[]> {
    const clips: string[] = [];
    for (const name of names) {
      const bytes = await readFile(await fixture(name));
      const id = await her.uploadByTus(named(clips.length), bytes);
      await her.send('POST', `/files/${id}/fingerprint`, {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ sha256: sha256Of(bytes) }),
      });
      clips.push(id);
    }
    await send(her);
    await until(
      'their viewing copies',
      async () => {
        const { rows } = await this.world.admin.query(
          `SELECT 1 FROM lintel.rendition WHERE kind = 'proxy' AND state = 'made' AND clip_id = ANY($1)`,
          [clips],
        );
        return rows.length === clips.length;
      },
      120_000,
    );
    return clips;
  }
}

/** Within it a code is asked for and taken, on a busy machine too. */
const SOON_MS = 10_000;

/** The officer's app, and which of its codes have been used. */
export class Phone {
  private used: number;

  private constructor(private readonly app: Authenticator) {
    // The code before this one is taken too: it leaves those of now and of the next step for the day, which need not be waited for. Where it
    // ends in a moment, it is that of now.
    this.used = stepOf(new Date(Date.now() + SOON_MS)) - 1;
  }

  /** Sets the second step up over the API. */
  static async of({ client }: Person): Promise<Phone> {
    const begun = await client.call('POST', '/api/v1/second-factor', {});
    const phone = new Phone(new Authenticator((begun.json() as unknown as { secret: string }).secret));
    const answer = await client.call('POST', '/api/v1/second-factor/confirmation', {
      code: phone.app.code(0, phone.used),
    });
    if (answer.status >= 300) throw new Error(`no second step: ${answer.text}`);
    return phone;
  }

  /** A code that has not been used, waited for where there is none yet. */
  async code(): Promise<string> {
    const next = this.used + 1;
    await until('the next code', () => Promise.resolve(stepOf(new Date()) >= next - 1));
    this.used = Math.max(next, stepOf(new Date()));
    return this.app.code(0, this.used);
  }
}

export async function signIn(page: Page, base: string, email: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** What is wrong with the pages that were looked at: on a desk and on a phone, one line each. Axe is asked on one of them in turn. */
export class Findings {
  readonly list: string[] = [];
  private looks = 0;

  constructor(
    private readonly page: Page,
    private readonly day: string,
  ) {
    page.on('console', (message) => {
      // Refusals that are asked for are named there, too.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        this.list.push(`console: ${message.text()}`);
    });
  }

  /** Of the page as it is now; it stays as it is. */
  async look(name: string): Promise<void> {
    const desk = this.page.viewportSize() ?? { width: 1280, height: 900 };
    this.looks += 1;
    for (const [place, { width, height }] of [{ width: 360, height: 740 }, desk].entries()) {
      await this.page.setViewportSize({ width, height });
      await screenshot(this.page, `${this.day}-${name}-${width}`);
      const asked = EVERY_LOOK || place === this.looks % 2;
      const findings = asked ? await axeFindings(this.page) : [];
      this.list.push(...findings.map((finding) => `${name}, ${width} px: ${finding}`));
      if (await scrollsSideways(this.page)) this.list.push(`${name}, ${width} px: scrolls sideways`);
    }
  }
}
