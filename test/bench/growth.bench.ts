import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createIntake } from '../../src/apps/intake/app';
import { createWorkspace } from '../../src/apps/workspace/app';
import { AccessService, ItemsViewService, TriageService } from '../../src/features/evidence';
import { SweepRepository } from '../../src/features/evidence/sweep.repository';
import { SendingService } from '../../src/features/submissions';
import type { ClipId } from '../../src/kernel/ids';
import { Database, openDatabase } from '../../src/platform/database';
import type { HttpApp } from '../../src/platform/http';
import { createLogger } from '../../src/platform/observability';
import { copyRows } from '../factories/copied-rows';
import { addClip, police, visitor } from '../factories/people';
import { clip as sample } from '../fixtures/clips';
import { intakeScripts } from '../medium/intake/support/intake';
import { startService, type Service } from '../support/service';
import { until } from '../support/until';
import { workspaceScripts } from '../support/workspace-scripts';

/** What lies behind a table after a year. */
export interface Growth {
  readonly table: string;
  readonly rows: number;
  /** Bytes, with what is stored apart. */
  readonly data: number;
  readonly indexes: number;
}

export interface Connections {
  readonly role: string;
  readonly processes: number;
  /** The most that were open at one moment. */
  readonly most: number;
}

export interface GrowthFigures {
  readonly clips: number;
  readonly grown: readonly Growth[];
  readonly swept: readonly Growth[];
  readonly connections: readonly Connections[];
}

/** Of a crime, as it is played. */
export const SENDINGS = 2;
export const CLIPS_OF_SENDING = 5;
const PROCESSES = { intake: 3, workspace: 3, worker: 4 } as const;
/** These grow with people and time, not with clips. */
const NOT_OF_CLIPS = [
  ...['custody.event_type', 'custody.key', 'custody.trail', 'lintel.officer', 'lintel.officer_session'],
  ...['lintel.migration', 'lintel.migrations', 'scheme.doorbell', 'scheme.entry'],
];
const logger = createLogger({ process: 'bench', level: 'silent' });

const SIZES = `SELECT c.oid::regclass::text AS "table", pg_table_size(c.oid)::float8 AS data, pg_indexes_size(c.oid)::float8 AS indexes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname IN ('lintel', 'custody') AND c.relkind = 'r' AND NOT c.oid::regclass::text = ANY ($1) ORDER BY 1`;

async function sizes(admin: Client): Promise<Growth[]> {
  await admin.query('VACUUM ANALYZE');
  const { rows } = await admin.query<Omit<Growth, 'rows'>>(SIZES, [NOT_OF_CLIPS]);
  const found: Growth[] = [];
  for (const row of rows) {
    const counted = await admin.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${row.table}`);
    found.push({ ...row, rows: counted.rows[0]?.rows ?? 0 });
  }
  return found;
}

/** One crime: clips in two sendings, each checked, locked, seen, decided about, and looked through again as pages of pictures. */
async function playCrime(service: Service, folder: string): Promise<void> {
  const them = await police(service);
  const { theirs } = service;
  const [access, items, triage] = [
    theirs.get(AccessService),
    theirs.get(ItemsViewService),
    theirs.get(TriageService),
  ];
  const film = await readFile(await sample('h264'));
  const clips: ClipId[] = [];
  for (let sending = 0; sending < SENDINGS; sending += 1) {
    const who = await visitor(service, them.invitation);
    for (let at = 0; at < CLIPS_OF_SENDING; at += 1) {
      const path = join(folder, `${sending}-${at}.mp4`);
      await writeFile(path, Buffer.concat([film, Buffer.from(path)]));
      clips.push(await addClip(service, who, path, `Ring_FrontDoor_2026${sending}${at}.mp4`));
    }
    await who.act(() => service.hers.get(SendingService).send(who));
  }
  const by = them.officer.id;
  const ready = async (id: ClipId): Promise<boolean> =>
    (await them.act(() => triage.clip(by, id))).renditions.some(
      ({ kind, state }) => kind === 'waveform' || state === 'failed',
    );
  for (const id of clips) await until('the working copies', () => ready(id));
  for (const [place, id] of clips.entries()) {
    await them.act(async () => {
      await access.open(by, id, 'proxy', 'view');
      if (place % 5 === 4) await triage.decline(by, id, { reason: 'Shows nothing of it', note: 'none' });
      else
        await triage.accept(by, id, {
          ...{ initials: 'AB', producerName: 'Ann Bell', description: 'A man at the front door' },
        });
    });
  }
  for (let look = 0; look < 3; look += 1) await them.act(() => items.pictures(by, them.investigation, clips));
  await them.act(() =>
    access.open(by, clips[0] as ClipId, 'original', 'download', { reason: 'For the file' }),
  );
}

/** Of the processes that are counted: those of the playing have the same roles. */
const COUNTED = 'counted';

/** The most connections that each role had at one moment of `work`. */
async function mostDuring(
  admin: Client,
  database: string,
  work: () => Promise<unknown>,
): Promise<Map<string, number>> {
  const most = new Map<string, number>();
  const look = async (): Promise<void> => {
    const { rows } = await admin.query<{ role: string; count: number }>(
      `SELECT usename AS role, count(*)::int AS count FROM pg_stat_activity
        WHERE datname = $1 AND (application_name = '${COUNTED}' OR usename = 'lintel_worker') GROUP BY 1`,
      [database],
    );
    for (const { role, count } of rows) most.set(role, Math.max(most.get(role) ?? 0, count));
  };
  const over = new AbortController();
  const worked = work().finally(() => over.abort());
  const looked = (async () => {
    while (!over.signal.aborted) {
      await look();
      await sleep(50);
    }
  })();
  await Promise.all([worked, looked]);
  return most;
}

/** Every pool of a process is asked for more than it may hold. */
const fill = (app: HttpApp): Promise<unknown> => {
  const database = app.app.get(Database, { strict: false });
  return Promise.all(
    Array.from({ length: 50 }, () => database.transaction((tx) => tx.query('SELECT pg_sleep(0.2)'))),
  );
};

const counted = (url: string): string => `${url}?application_name=${COUNTED}`;

async function startOthers({ config, database }: Service): Promise<HttpApp[]> {
  const apps: HttpApp[] = [];
  const choices = { config, logger };
  for (let at = 0; at < PROCESSES.intake; at += 1)
    apps.push(
      await createIntake({
        ...choices,
        databaseUrl: counted(database.urls.intake),
        scriptsFolder: await intakeScripts(),
      }),
    );
  for (let at = 0; at < PROCESSES.workspace; at += 1)
    apps.push(
      await createWorkspace({
        ...choices,
        databaseUrl: counted(database.urls.workspace),
        scriptsFolder: await workspaceScripts(),
      }),
    );
  for (const { app } of apps) await app.listen(0, '127.0.0.1');
  return apps;
}

/**
 * Plays one crime on the real parts, and copies its rows until there are as many as in a year: sizes are those of real rows, and
 * indexes are filled in the order in which time fills them.
 */
export async function growthBench(crimes: number, settings: Record<string, string>): Promise<GrowthFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-growth-'));
  const service = await startService({ CUSTODY_SEQUENCE_MS: '200', ...settings });
  const admin = new Client({ connectionString: service.database.urls.admin });
  const watcher = new Client({ connectionString: service.database.urls.admin });
  let apps: HttpApp[] = [];
  try {
    await admin.connect();
    await watcher.connect();
    const before = new Map((await sizes(admin)).map((row) => [row.table, row]));
    const workers: HttpApp[] = [];
    for (let at = 0; at < PROCESSES.worker; at += 1) workers.push(await service.startWorker());
    const { name } = service.database;
    const played = await mostDuring(watcher, name, () => playCrime(service, folder));
    apps = await startOthers(service);
    const filled = await mostDuring(watcher, name, () => Promise.all([...apps, ...workers].map(fill)));
    const connections = (Object.keys(PROCESSES) as (keyof typeof PROCESSES)[]).map((role) => ({
      ...{ role, processes: PROCESSES[role] },
      most: Math.max(...[played, filled].map((found) => found.get(`lintel_${role}`) ?? 0)),
    }));
    for (const one of [...apps.splice(0), ...workers]) await one.close();

    await copyRows(admin, crimes - 1, NOT_OF_CLIPS);
    const since = (rows: readonly Growth[]): Growth[] =>
      rows.map((row) => {
        const { rows: old = 0, data = 0, indexes = 0 } = before.get(row.table) ?? {};
        return { ...row, rows: row.rows - old, data: row.data - data, indexes: row.indexes - indexes };
      });
    const grown = since(await sizes(admin));
    await admin.query(`UPDATE lintel.access_ticket SET expires_at = now() - interval '2 days'`);
    await admin.query(`UPDATE lintel.intake_session SET expires_at = now() - interval '2 days'`);
    await admin.query('DELETE FROM lintel.outbox WHERE done_at IS NOT NULL');
    const worker = await openDatabase(service.database.urls.worker, 1);
    for (let left = true; left;)
      left = await worker.transaction(async (tx) => {
        const rows = await tx.query<{ gone: number }>('SELECT lintel.sweep_tickets(20000) AS gone');
        return (rows[0]?.gone ?? 0) > 0;
      });
    await worker.transaction((tx) => new SweepRepository().removeRunOut(tx));
    await worker.close();
    await admin.query('VACUUM FULL lintel.access_ticket, lintel.intake_session, lintel.outbox');
    const swept = since(await sizes(admin));
    return { clips: crimes * SENDINGS * CLIPS_OF_SENDING, grown, swept, connections };
  } finally {
    for (const app of apps) await app.close();
    await watcher.end();
    await admin.end();
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
