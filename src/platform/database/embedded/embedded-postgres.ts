import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLimits } from '../../old-logs';
import { findBinaries } from './binaries';
import { ADMIN, postmasterPid, rotateLog, startCluster, stopCluster } from './cluster';
import { EmbeddedDatabaseUnavailable } from './errors';
import { findPlace, rememberedPort, settlePort, SHARED_FOLDER } from './place';

const ATTEMPTS = 5;

export interface EmbeddedPostgres {
  readonly port: number;
  /** Whether a server of an earlier, killed start was found running and stopped first. */
  readonly foundRunning: boolean;
  readonly isRunning: () => Promise<boolean>;
  /** Begins a new file of its log once that is too large; the server loses no line by it. */
  readonly rotateLog: (limits: LogLimits) => Promise<void>;
  /** Ends all sessions and stops the server cleanly. */
  readonly stop: () => Promise<void>;
}

const connection = (port: number, user: string, password: string, database: string): string =>
  `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/** Connection of the cluster's superuser, for the bootstrap only. */
export const adminUrl = (port: number, password: string): string =>
  connection(port, ADMIN, password, 'postgres');

export const roleUrl = (port: number, role: string, password: string): string =>
  connection(port, `lintel_${role}`, password, 'lintel');

/** Port of a running server of `home`; undefined when none runs. */
export async function runningPort(home: string): Promise<number | undefined> {
  const port = await rememberedPort(home);
  if (port === undefined) return undefined;
  return (await postmasterPid(await findPlace(home))) === undefined ? undefined : port;
}

/**
 * PostgreSQL 18 for `home`, on 127.0.0.1, with passwords (SCRAM), checksums and fsync. It outlives a killed caller; the
 * next start stops it cleanly and goes on with its data. The caller must hold the lock of `home`.
 * @throws EmbeddedDatabaseUnavailable with one sentence that says what to do.
 */
export async function startEmbeddedPostgres(home: string, adminPassword: string): Promise<EmbeddedPostgres> {
  const found = await findPlace(home);
  const binaries = await findBinaries(found.account, SHARED_FOLDER);
  const foundRunning = (await postmasterPid(found)) !== undefined;
  await stopCluster(found, binaries);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const place = await settlePort(home, found);
    if (await startCluster(place, binaries, adminPassword)) {
      return {
        port: place.port,
        foundRunning,
        isRunning: async () => (await postmasterPid(place)) !== undefined,
        rotateLog: async (limits) => rotateLog(place, binaries, limits),
        stop: async () => stopCluster(place, binaries),
      };
    }
    // Sessions of a killed server go on for a moment and hold its shared memory.
    await sleep(1_000);
  }
  throw new EmbeddedDatabaseUnavailable(`PostgreSQL would not start; its reason is in ${found.log}.`);
}
