import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { createWorker } from '../../../../src/apps/worker/app';
import type { HttpApp } from '../../../../src/platform/http';
import { createLogger } from '../../../../src/platform/observability';
import { vendorFile } from '../../../fixtures/vendors';
import { openBrowser, openContext } from '../../../support/browser';
import { until } from '../../../support/until';
import { IntakeWorld } from '../../../medium/intake/support/intake';
import { VisitorBrowser, type FileState } from '../../../medium/intake/support/visitor';
import { buildProgram, programs } from './program';

export const MiB = 1024 ** 2;

export const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A way between her and the server. */
export interface Way {
  readonly url: string;
  target: number;
  open(): Promise<void>;
}

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The same session behind it: what the server says of her files. */
  readonly her: VisitorBrowser;
}

/** Intake as a process of its own, the worker, a real browser, and a way in between that can be bad. */
export class Phones<W extends Way> {
  private constructor(
    readonly way: W,
    readonly world: IntakeWorld,
    readonly program: ReturnType<typeof programs>,
    readonly browser: Browser,
    private readonly worker: HttpApp,
    /** A real clip, as Ring hands it out. */
    readonly ring: string,
    readonly whatsapp: string,
  ) {}

  static async open<W extends Way>(way: W): Promise<Phones<W>> {
    buildProgram();
    await way.open();
    const program = programs();
    const settings = { INTAKE_PUBLIC_URL: way.url, WORKER_HEALTH_PORT: '0', CUSTODY_SEQUENCE_MS: '100' };
    const world = await IntakeWorld.open(settings, program.starter);
    way.target = world.config.intake.port;
    const worker = await createWorker({
      config: world.config,
      databaseUrl: world.database.urls.worker,
      logger: createLogger({ process: 'worker', level: 'silent' }),
    });
    const ring = (await vendorFile('ring', world.home)).path;
    const whatsapp = (await vendorFile('whatsapp', world.home)).path;
    return new Phones(way, world, program, await openBrowser(), worker, ring, whatsapp);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.worker.close();
    await this.world.close();
  }

  /** A phone that has been let in already. */
  async phone(width: number): Promise<Phone> {
    const her = new VisitorBrowser(this.world.base);
    await her.enter(await this.world.officer.invite());
    const context = await openContext(this.browser, { width });
    const value = her.cookie.slice('session='.length);
    await context.addCookies([{ name: 'session', value, url: this.way.url }]);
    const page = await context.newPage();
    await page.goto(`${this.way.url}/files`);
    return { context, page, her };
  }

  /** A real clip made long by a `free` box (ISO/IEC 14496-12 section 8.1.2), which players skip. */
  longClip(name: string, bytes: number): string {
    const path = join(this.world.home, name);
    const box = Buffer.alloc(8);
    box.writeUInt32BE(bytes, 0);
    box.write('free', 4);
    writeFileSync(path, Buffer.concat([readFileSync(this.ring), box, randomBytes(bytes - 8)]));
    return path;
  }

  /** Waits until a file of hers is as wanted. */
  theFile(her: VisitorBrowser, wanted: (file: FileState) => boolean): Promise<FileState> {
    return until('the file', async () => (await her.files().catch(() => [])).find(wanted));
  }

  /** As it lies in the store. */
  stored(id: string): string {
    // What has arrived whole is taken out of the folder in which it came.
    const [coming = '', arrived = ''] = ['incoming', 'arrived'].map((area) =>
      join(this.world.config.objects.root, area, id),
    );
    return sha256(existsSync(arrived) ? arrived : coming);
  }
}

/** The speed of her line from now on, bytes a second; -1: as fast as it goes. */
export async function slow(session: CDPSession, uploadThroughput: number, offline = false): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline,
    latency: 5,
    downloadThroughput: -1,
    uploadThroughput,
  });
}
