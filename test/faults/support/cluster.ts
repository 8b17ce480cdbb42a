import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { bootstrapDatabase, migrateUp } from '../../../src/platform/database';
import { adminUrl, roleUrl, startEmbeddedPostgres } from '../../../src/platform/database/embedded';
import { findBinaries } from '../../../src/platform/database/embedded/binaries';
import { postmasterPid } from '../../../src/platform/database/embedded/cluster';
import { findPlace, SHARED_FOLDER } from '../../../src/platform/database/embedded/place';
import { run } from '../../../src/platform/database/embedded/run';
import { PASSWORDS } from '../../support/database';
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
  /** Takes it away until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Leaves no space on its disk. With `logToo` it has to begin new files of its write-ahead log, which is the end of it. */
  fillDisk(how: { readonly logToo: boolean }): Promise<void>;
  /** Makes space again, and starts it where it has ended, as the system does with a service that failed. */
  makeRoom(): Promise<void>;
}

const MiB = 1024 ** 2;

/** @param diskBytes of a disk of its own, which can be filled; only root can have one */
export async function startCluster({ diskBytes }: { readonly diskBytes?: number } = {}): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'lintel-cluster-'));
  await chmod(home, 0o711);
  const disk =
    diskBytes === undefined ? undefined : await SmallDisk.at((await findPlace(home)).folder, diskBytes);
  let postgres = await startEmbeddedPostgres(home, ADMIN_PASSWORD);
  const { port } = postgres;
  await bootstrapDatabase(adminUrl(port, ADMIN_PASSWORD), { database: 'lintel', passwords: PASSWORDS });
  const url = (role: keyof typeof PASSWORDS): string => roleUrl(port, role, PASSWORDS[role]);
  await migrateUp(url('owner'));
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
  return {
    urls: {
      admin: admin.href,
      owner: url('owner'),
      intake: url('intake'),
      workspace: url('workspace'),
      worker: url('worker'),
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
