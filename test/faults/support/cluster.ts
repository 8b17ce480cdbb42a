import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapDatabase, migrateUp } from '../../../src/platform/database';
import { adminUrl, roleUrl, startEmbeddedPostgres } from '../../../src/platform/database/embedded';
import { findBinaries } from '../../../src/platform/database/embedded/binaries';
import { postmasterPid } from '../../../src/platform/database/embedded/cluster';
import { findPlace, SHARED_FOLDER } from '../../../src/platform/database/embedded/place';
import { run } from '../../../src/platform/database/embedded/run';
import { PASSWORDS } from '../../support/database';
import type { PlantDatabase } from './plant';

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
}

export async function startCluster(): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'lintel-cluster-'));
  await chmod(home, 0o711);
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
    drop: async () => {
      await postgres.stop();
      const { folder } = await findPlace(home);
      await rm(home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
