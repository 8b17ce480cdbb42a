import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { createIntake } from '../../../src/apps/intake/app';
import { WorkspaceClient } from '../../../src/apps/issuer/workspace-client';
import { createIssuer } from '../../../src/apps/issuer/server';
import { openInternal } from '../../../src/apps/workspace/internal/app';
import { loadConfig } from '../../../src/config';
import type { Lent } from '../../../src/kernel/lent';
import type { HttpApp } from '../../../src/platform/http';
import { openEvidenceReader } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import { freePort } from '../../support/port';
import { Desk } from '../disclosure/desk';
import { openSealer, seedItem, type Sealer } from '../disclosure/support';
import { intakeScripts } from '../intake/support/intake';
import { openWorld, type ClipChoices, type World } from '../workspace/world';

/** What intake shows the issuer. */
export const SECRET = 'what intake shows the issuer, long enough';

/** Workspace, the issuer and intake; each with its own rights. */
export interface IssueWorld {
  readonly world: World;
  readonly sealer: Sealer;
  /** Address of intake. */
  readonly intake: string;
  readonly internal: string;
  readonly log: string[];
  /** How many stored objects are being read for recipients. */
  readonly reading: () => number;
  /** Nobody reads, and no line to the issuer is open: between two objects of a bundle nobody reads either. */
  readonly allEnded: () => Promise<boolean>;
  close(): Promise<void>;
}

/** `ended` once, when it was read to its end or given up. */
function whenRead(lent: Lent, ended: () => void): Lent {
  let isOpen = true;
  return {
    next: (taken) => lent.next(taken),
    close: () => {
      if (isOpen) ended();
      isOpen = false;
      return lent.close();
    },
  };
}

export async function openIssueWorld(settings: Record<string, string> = {}): Promise<IssueWorld> {
  const [intakePort, internalPort] = [await freePort(), await freePort()];
  const env = {
    INTAKE_PORT: String(intakePort),
    INTERNAL_PORT: String(internalPort),
    INTERNAL_SECRET: SECRET,
    LIMIT_CODE_ATTEMPTS: '3',
    LIMIT_ADDRESS_ATTEMPTS: '1000',
    LOG_LEVEL: 'debug',
    ...settings,
  };
  const world = await openWorld(env);
  const log: string[] = [];
  const logger = createLogger({ process: 'test', level: 'debug' }, { write: (line) => void log.push(line) });
  const { urls } = world.database;
  const internal = await openInternal({ config: world.config, databaseUrl: urls.workspace, logger });
  await internal.listen();
  const evidence = await openEvidenceReader(world.config.objects);
  let reading = 0;
  const { lend } = evidence;
  const issuer = createIssuer({
    workspace: new WorkspaceClient(internal.socket),
    evidence: {
      ...(lend !== undefined && {
        lend: async (...what) => {
          const lent = await lend(...what);
          reading += 1;
          return whenRead(lent, () => (reading -= 1));
        },
      }),
      read: async (...what) => {
        const stream = await evidence.read(...what);
        reading += 1;
        return stream.once('close', () => (reading -= 1));
      },
    },
    secret: SECRET,
    report: (error) => logger.error({ err: error }, 'a bundle could not be sent'),
  });
  await once(issuer.listen(internalPort, '127.0.0.1'), 'listening');
  // What intake would be given: nothing of the evidence.
  const intakeConfig = loadConfig({
    NODE_ENV: 'test',
    LINTEL_HOME: world.config.home,
    LIMIT_FREE_BYTES: '1',
    ...env,
  });
  const intake: HttpApp = await createIntake({
    config: intakeConfig,
    databaseUrl: urls.intake,
    logger,
    scriptsFolder: await intakeScripts(),
  });
  await intake.app.listen(intakePort, '127.0.0.1');
  const sealer = await openSealer(world);
  return {
    world,
    sealer,
    intake: intakeConfig.intake.publicUrl,
    internal: intakeConfig.internal.url,
    log,
    reading: () => reading,
    allEnded: async () => {
      const lines = await promisify(issuer.getConnections.bind(issuer))();
      return reading === 0 && lines === 0;
    },
    close: async () => {
      await intake.close();
      issuer.closeAllConnections();
      issuer.close();
      await internal.close();
      await sealer.close();
      await world.close();
    },
  };
}

export interface Made {
  readonly desk: Desk;
  readonly bundle: string;
}

export interface Link extends Made {
  readonly id: string;
  readonly link: string;
  readonly code: string;
}

/** A sealed bundle of one exhibit, by an officer who may give it away. */
export async function sealed(
  { world, sealer }: IssueWorld,
  kind = 'court',
  clip: ClipChoices = {},
): Promise<Made> {
  const desk = await Desk.open(world);
  const { id } = await seedItem(world, desk.home, desk.officer.id, clip);
  await desk.decide([id], { classification: 'evidence', originalToDefence: true });
  await desk.makeForms();
  return { desk, bundle: await desk.bundle(sealer, kind) };
}

export const RECIPIENT = 'Quentin Quill, Quill & Quoin Solicitors';

export async function give({ desk, bundle }: Made, more: object = {}): Promise<Link> {
  const body = { recipientKind: 'court', recipientName: RECIPIENT, days: 7, ...more };
  const { id, link, code } = await desk.post(`/api/v1/bundles/${bundle}/issues`, body);
  return { desk, bundle, id: String(id), link: String(link), code: String(code) };
}

/** A recipient's browser without scripts: keeps the cookie, follows nothing. */
export class Recipient {
  cookie = '';

  constructor(readonly base: string) {}

  async send(method: string, url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookie !== '') headers.set('Cookie', this.cookie);
    if (method !== 'GET') headers.set('Origin', this.base);
    if (!headers.has('Accept')) headers.set('Accept', 'text/html');
    const answer = await fetch(new URL(url, this.base), { ...init, method, headers, redirect: 'manual' });
    const set = answer.headers.getSetCookie().at(-1);
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    return answer;
  }

  async enter(link: string, code: string): Promise<Response> {
    const answer = await this.send('POST', link, { body: new URLSearchParams({ code }) });
    await answer.body?.cancel();
    return answer;
  }

  async bytes(
    headers: Record<string, string> = {},
  ): Promise<{ status: number; bytes: Buffer; answer: Response }> {
    const answer = await this.send('GET', '/download/file', { headers });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), answer };
  }

  /** The bare stream, not read until somebody does. */
  stream(): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { Cookie: this.cookie };
      const asked = httpRequest(new URL('/download/file', this.base), { headers, agent: false }, resolve);
      asked.on('error', reject).end();
    });
  }
}

export interface Event {
  readonly type: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly recipient?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the log of an investigation says of one kind. */
export async function eventsOf({ world }: IssueWorld, investigation: string, type: string): Promise<Event[]> {
  const { rows } = await world.admin.query<{ event: string }>(
    `SELECT event FROM custody.record WHERE subject = $1 ORDER BY seq`,
    [`investigation:${investigation}`],
  );
  return rows.map(({ event }) => JSON.parse(event) as Event).filter((event) => event.type === type);
}
