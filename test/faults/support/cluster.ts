import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { bootstrapDatabase, migrateUp } from '../../../src/platform/database';
import { adminUrl, roleUrl, startEmbeddedPostgres } from '../../../src/platform/database/embedded';
import { findBinaries } from '../../../src/platform/database/embedded/binaries';
import { postmasterPid } from '../../../src/platform/database/embedded/cluster';
import { findPlace, SHARED_FOLDER } from '../../../src/platform/database/embedded/place';
import { run } from '../../../src/platform/database/embedded/run';
import { PASSWORDS } from '../../support/database';
import { onceInRun } from '../../support/once';
import { until } from '../../support/until';
import type { PlantDatabase } from './plant';
import { SmallDisk } from './small-disk';

const ADMIN_PASSWORD = 'admin-of-the-faults-suite';

/** A durable PostgreSQL of its own, which can be killed. */
export interface Cluster extends PlantDatabase {
  /** `pg_ctl restart --mode=immediate`: sessions end at once, and it recovers from its write-ahead log. */
  restart(): Promise<void>;
  /** kill -9 of the server, and a new start. */
  kill(): Promise<void>;
  /** All of its processes stand still until `thaw`, as on a disk that hangs: lines stay open, and nothing is answered. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Takes it away until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Leaves no space on its disk. With `logToo` it has to begin new files of its write-ahead log, which is the end of it. */
  fillDisk(how: { readonly logToo: boolean }): Promise<void>;
  /** Makes space again, and starts it where it has ended, as the system does with a service that failed. */
  makeRoom(): Promise<void>;
}

const MiB = 1024 ** 2;

const newHome = async (): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), 'lintel-cluster-'));
  await chmod(home, 0o711);
  return home;
};

const url = (port: number, role: keyof typeof PASSWORDS): string => roleUrl(port, role, PASSWORDS[role]);

const copy = (from: string, to: string): Promise<unknown> =>
  promisify(execFile)('cp', ['--archive', `${from}/.`, to]);

/** Made by initdb and each migration, and stopped: the files that each cluster of a run begins with. */
const made = (): Promise<string> =>
  onceInRun('cluster', async (folder) => {
    const home = await newHome();
    const postgres = await startEmbeddedPostgres(home, ADMIN_PASSWORD);
    const { folder: its } = await findPlace(home);
    try {
      const { port } = postgres;
      await bootstrapDatabase(adminUrl(port, ADMIN_PASSWORD), { database: 'lintel', passwords: PASSWORDS });
      await migrateUp(url(port, 'owner'));
      await postgres.stop();
      await copy(its, folder);
    } finally {
      await postgres.stop();
      for (const gone of [home, its]) await rm(gone, { recursive: true, force: true });
    }
  });

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

/** @param diskBytes of a disk of its own, which can be filled; only root can have one */
export async function startCluster({ diskBytes }: { readonly diskBytes?: number } = {}): Promise<Cluster> {
  const files = await made();
  const home = await newHome();
  const { folder: its } = await findPlace(home);
  const disk = diskBytes === undefined ? undefined : await SmallDisk.at(its, diskBytes);
  await copy(files, its);
  let postgres = await startEmbeddedPostgres(home, ADMIN_PASSWORD);
  const { port } = postgres;
  const admin = new URL(adminUrl(port, ADMIN_PASSWORD));
  admin.pathname = '/lintel';
  const again = async (): Promise<void> => {
    postgres = await startEmbeddedPostgres(home, ADMIN_PASSWORD);
    if (postgres.port !== port) throw new Error('the cluster came back on another port');
  };
  const ask = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: admin.href });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const signalAll = async (signal: NodeJS.Signals): Promise<void> => {
    const server = (await postmasterPid(await findPlace(home))) ?? 0;
    for (const pid of [server, ...childrenOf(server)]) process.kill(pid, signal);
  };
  return {
    urls: {
      admin: admin.href,
      owner: url(port, 'owner'),
      intake: url(port, 'intake'),
      workspace: url(port, 'workspace'),
      worker: url(port, 'worker'),
    },
    restart: async () => {
      const place = await findPlace(home);
      const { pgCtl } = await findBinaries(place.account, SHARED_FOLDER);
      const flags = ['--pgdata', place.data, '--log', place.log, '--mode', 'immediate', '--wait'];
      const { code, output } = await run(pgCtl, ['restart', ...flags], place.account);
      if (code !== 0) throw new Error(output);
    },
    kill: async () => {
      const pid = await postmasterPid(await findPlace(home));
      process.kill(pid ?? 0, 'SIGKILL');
      await again();
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    stop: () => postgres.stop(),
    start: again,
    fillDisk: async ({ logToo }) => {
      await disk?.fill();
      // More than the files that it keeps to use again.
      const write = `SELECT pg_logical_emit_message(false, 'fill', repeat('.', ${16 * MiB}))`;
      for (let count = 0; logToo && count < 10; count += 1) await ask(write).catch(() => undefined);
    },
    makeRoom: async () => {
      await disk?.makeRoom();
      await until('the database with space', async () => {
        if ((await postmasterPid(await findPlace(home))) === undefined) await again().catch(() => undefined);
        return ask('SELECT 1').then(
          () => true,
          () => false,
        );
      });
    },
    drop: async () => {
      await postgres.stop();
      await disk?.remove();
      const { folder } = await findPlace(home);
      await rm(home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
