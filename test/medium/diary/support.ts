import { Client } from 'pg';
import type { Language } from '../../../src/apps/intake/texts/language';
import { createWorkspace } from '../../../src/apps/workspace/app';
import type { Officer } from '../../../src/features/identity';
import type { HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { settledOfficer } from '../../factories/acting';
import { freePort } from '../../support/port';
import { workspaceScripts } from '../../support/workspace-scripts';
import { inThisProcess, IntakeWorld } from '../intake/support/intake';
import { FIRST_STEPS, VisitorBrowser, type Answer } from '../intake/support/visitor';
import { OfficerClient } from '../workspace/client';

const PASSWORD = 'three random words';

export interface Given {
  readonly id: string;
  readonly investigation: string;
  readonly link: string;
  readonly code: string;
}

/** Her side and the officers' side, both over real HTTP, on one database. */
export class BothSides {
  private count = 0;

  private constructor(
    readonly hers: IntakeWorld,
    private readonly theirs: HttpApp,
    readonly base: string,
    readonly officer: Officer,
    readonly client: OfficerClient,
    readonly officersLog: string[],
    private readonly admin: Client,
  ) {}

  /** @param languages what both sides offer beside English */
  static async open(
    settings: Record<string, string> = {},
    languages: readonly Language[] = [],
  ): Promise<BothSides> {
    const hers = await IntakeWorld.open(settings, inThisProcess(languages));
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const config = { ...hers.config, workspace: { ...hers.config.workspace, port, publicUrl: base } };
    const log: string[] = [];
    const logger = createLogger(
      { process: 'workspace', level: 'info' },
      { write: (line) => void log.push(line) },
    );
    const theirs = await createWorkspace({
      config,
      databaseUrl: hers.database.urls.workspace,
      logger,
      scriptsFolder: await workspaceScripts(),
      languages,
    });
    await theirs.app.listen(port, '127.0.0.1');
    const admin = new Client({ connectionString: hers.database.urls.admin });
    await admin.connect();
    const officer = await settled(admin, 'olive@force.example');
    return new BothSides(hers, theirs, base, officer, await signIn(base, officer), log, admin);
  }

  async close(): Promise<void> {
    await this.admin.end();
    await this.theirs.close();
    await this.hers.close();
  }

  /** An officer who is a member of nothing. */
  async stranger(): Promise<OfficerClient> {
    this.count += 1;
    return signIn(this.base, await settled(this.admin, `stranger${this.count}@force.example`));
  }

  /** A link and a code into an investigation of its own. */
  async invite(): Promise<Given> {
    this.count += 1;
    const urn = `13/${this.count}/26`;
    const opened = await this.client.call('POST', '/api/v1/investigations', { urn, offence: 'Stalking' });
    const investigation = opened.json().id;
    const made = await this.client.call('POST', `/api/v1/investigations/${investigation}/invitations`, {
      days: 30,
      safeContact: { channel: 'in-person' },
    });
    const { id, link, code } = made.json() as unknown as Given;
    return { id, link, code, investigation };
  }

  browser(): VisitorBrowser {
    return new VisitorBrowser(this.hers.base);
  }

  /** With the code entered, and no question answered yet. */
  async letIn(given: Given): Promise<VisitorBrowser> {
    const browser = this.browser();
    const { status } = await browser.post(new URL(given.link).pathname, { code: given.code });
    if (status !== 303) throw new Error(`not let in: ${status}`);
    return browser;
  }

  /** With her diary open. */
  async inDiary(given: Given): Promise<VisitorBrowser> {
    const browser = await this.letIn(given);
    for (const [path, fields] of FIRST_STEPS) await browser.post(path, fields);
    return browser;
  }

  /** Rows as the database's administrator sees them. */
  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.admin.query<Row>(sql, values)).rows;
  }

  /** The events of a type in the log of an investigation, oldest first. */
  async events(investigation: string, type: string): Promise<LoggedEvent[]> {
    const rows = await this.rows<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = $1 AND event::jsonb->>'type' = $2 ORDER BY seq`,
      [`investigation:${investigation}`, type],
    );
    return rows.map(({ event }) => JSON.parse(event) as LoggedEvent);
  }
}

export interface LoggedEvent {
  readonly actor: { readonly kind: string; readonly id: string };
  readonly detail: Readonly<Record<string, unknown>>;
  readonly commit: Readonly<Record<string, string>>;
}

/** Begins an entry with these words; gives its id. */
export async function write(browser: VisitorBrowser, words: string, to?: string): Promise<string> {
  const begun = await browser.get(`/diary/new${to === undefined ? '' : `?to=${to}`}`);
  const path = begun.headers.location ?? '';
  const { status } = await browser.post(path.split('?')[0] ?? '', {
    words,
    go: 'on',
    ...(to !== undefined && { to }),
  });
  if (status !== 303) throw new Error(`not kept: ${status}`);
  return path.split('/')[2] ?? '';
}

/** Presses send; gives the address of the receipt. */
export async function send(browser: VisitorBrowser): Promise<string> {
  const asked = await browser.get('/send');
  const reference = /name="reference" value="([^"]*)"/.exec(asked.text)?.[1] ?? '';
  const sent = await browser.post('/send', { reference });
  const where = sent.headers.location ?? '';
  if (!where.startsWith('/receipts/')) throw new Error(`not sent: ${sent.status} ${where}`);
  return where;
}

export const postList = (
  browser: VisitorBrowser,
  path: string,
  fields: [string, string][],
): Promise<Answer> =>
  browser.send('POST', path, {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

/** The page without its frame: what it says of her. */
export const main = (answer: { readonly text: string }): string =>
  /<main[\s\S]*<\/main>/.exec(answer.text)?.[0] ?? answer.text;

const settled = (admin: Client, email: string): Promise<Officer> =>
  settledOfficer(admin, { email, displayName: 'Olive Officer', role: 'supervisor', password: PASSWORD });

async function signIn(base: string, officer: Officer): Promise<OfficerClient> {
  const client = new OfficerClient(base);
  const { status } = await client.signIn(officer.email, PASSWORD);
  if (status !== 200) throw new Error(`sign-in failed: ${status}`);
  await client.confirm(PASSWORD);
  return client;
}
