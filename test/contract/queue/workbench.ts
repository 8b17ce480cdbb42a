import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { Client } from 'pg';
import { type Database, openDatabase } from '../../../src/platform/database';
import { createLogger } from '../../../src/platform/observability';
import {
  type AnyJob,
  handle,
  type JobContext,
  type JobHandler,
  openQueues,
  Outbox,
  type QueueChoices,
  type Queues,
} from '../../../src/platform/queue';
import { createTestDatabase, type TestDatabase, withAdmin } from '../../support/database';
import { PATIENCE_MS } from '../../support/until';
import { measure, shrink } from './jobs';

/** What a home of the queue must give the suite. */
export interface Home {
  readonly redisUrl?: string;
  /** How a worker process reaches PostgreSQL. */
  reach?(url: string): string;
  /** Takes the queue's server away for a moment. */
  disturb(): Promise<void>;
  /** Forgets all jobs, as a Redis without its disk would. */
  forget(database: TestDatabase): Promise<void>;
  stop(): Promise<void>;
}

const logger = createLogger({ process: 'worker', level: 'silent' });
const COUNT = 'SELECT count(*)::int AS n FROM lintel.outbox WHERE';

export const clips = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
export const idle = handle(shrink, () => Promise.resolve());

export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  ms = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    if (await condition()) return;
    await sleep(20);
  }
  throw new Error(`waited in vain until ${what}`);
}

/** Notes each run of the measuring job; `work` may fail. */
export function recorder(
  work: (clipId: string, context: JobContext) => Promise<void> = () => Promise.resolve(),
) {
  const runs: string[] = [];
  const handler = handle(measure, async ({ clipId }, context) => {
    runs.push(clipId);
    await work(clipId, context);
  });
  return { runs, handler };
}

/** One test's database, the roles that use it, and the queues and processes that it started. */
export class Workbench {
  private readonly opened: Queues[] = [];
  private readonly children: ChildProcess[] = [];
  readonly outbox = new Outbox();

  private constructor(
    readonly home: Home,
    readonly database: TestDatabase,
    readonly asker: Database,
    readonly worker: Database,
    /** As superuser, past whatever stands between a worker and PostgreSQL. */
    readonly admin: Client,
  ) {}

  static async make(home: Home): Promise<Workbench> {
    const database = await createTestDatabase();
    const reach = (url: string): string => home.reach?.(url) ?? url;
    const admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
    return new Workbench(
      home,
      database,
      await openDatabase(database.urls.worker, 4),
      await openDatabase(reach(database.urls.worker), 4),
      admin,
    );
  }

  choices(more: Partial<QueueChoices> = {}): QueueChoices {
    return {
      jobs: [measure, shrink],
      redisUrl: this.home.redisUrl,
      workerDatabaseUrl: this.home.reach?.(this.database.urls.worker) ?? this.database.urls.worker,
      database: this.worker,
      logger,
      concurrency: 4,
      // Who stands still for a moment still has its jobs.
      lockMs: 5_000,
      ...more,
    };
  }

  async start(handlers: readonly JobHandler[], more: Partial<QueueChoices> = {}): Promise<Queues> {
    const queues = await openQueues(this.choices(more));
    this.opened.push(queues);
    queues.startRelay();
    await queues.startWorkers(handlers);
    return queues;
  }

  /** A worker process of its own. Gives the clips that it has begun, as it begins them. */
  async startChild(busyMs: number): Promise<{ readonly begun: string[]; kill(): void }> {
    const folder = join(__dirname, '../../../node_modules/.cache/lintel-queue');
    const outfile = join(folder, `child-${process.pid}.cjs`);
    await mkdir(folder, { recursive: true });
    const entryPoints = [join(__dirname, 'child.ts')];
    await build({ entryPoints, outfile, bundle: true, platform: 'node', packages: 'external' });
    const choices = this.choices();
    const args = [outfile, choices.workerDatabaseUrl, choices.redisUrl ?? '', String(busyMs)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.children.push(child);
    const begun: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      begun.push(line);
    });
    return { begun, kill: () => child.kill('SIGKILL') };
  }

  /** One change that asks for all of them: the worker's, which may ask for any work. */
  async ask(...wanted: string[]): Promise<void> {
    await this.asker.transaction(async (tx) => {
      for (const clipId of wanted) await this.outbox.add(tx, measure, { clipId });
    });
  }

  /** The same on behalf of a link: what a trigger reads from the clip is set here. */
  askFor(party: string, ...wanted: string[]): Promise<void> {
    return this.askOf(measure, party, ...wanted);
  }

  async askOf(job: AnyJob, party: string, ...wanted: string[]): Promise<void> {
    await withAdmin(async (admin) => {
      await admin.query('BEGIN');
      await admin.query(
        `INSERT INTO lintel.outbox (queue, name, job_id, payload)
         SELECT $1, $2, c, jsonb_build_object('clipId', c) FROM unnest($3::text[]) c`,
        [job.queue, job.name, wanted],
      );
      await admin.query(
        `UPDATE lintel.outbox SET on_behalf_of = $1 WHERE payload ->> 'clipId' = ANY($2::text[])`,
        [party, wanted],
      );
      await admin.query('COMMIT');
    }, this.database.name);
  }

  async rows(condition: 'done_at IS NULL' | 'relayed_at IS NULL'): Promise<number> {
    const found = await this.admin.query<{ n: number }>(`${COUNT} ${condition}`);
    return found.rows[0]?.n ?? -1;
  }

  readonly allDone = async (): Promise<boolean> => (await this.rows('done_at IS NULL')) === 0;

  async clear(): Promise<void> {
    this.children.forEach((child) => child.kill('SIGKILL'));
    await Promise.all(this.opened.map((queues) => queues.close(0)));
    await this.home.forget(this.database);
    await this.asker.close();
    await this.worker.close();
    await this.admin.end();
    await this.database.drop();
  }
}
