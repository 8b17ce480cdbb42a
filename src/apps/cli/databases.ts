import type { Config } from '../../config';
import { bootstrapDatabase } from '../../platform/database';
import {
  adminUrl,
  runningPort,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../platform/database/embedded';
import { bringUpToDate } from './bring-up-to-date';
import { openHome, readSecrets, type Secrets } from './home';
import { lockHome } from './lock';
import { orDatabaseRefusal } from './database-refusal';
import { Refusal } from './refusal';
import { embeddedUrls, externalUrls, type RoleUrls } from './urls';

const isEmbedded = (config: Config): boolean => config.database.ownerUrl === undefined;

/** Brings roles, database and tables of the embedded cluster up to date. */
export async function prepareEmbedded(config: Config, port: number, secrets: Secrets): Promise<void> {
  const { owner, intake, workspace, worker } = secrets;
  await bootstrapDatabase(adminUrl(port, secrets.admin), {
    database: 'lintel',
    passwords: { owner, intake, workspace, worker },
    alone: true,
  });
  await bringUpToDate(config, embeddedUrls(port, secrets).owner);
}

interface StartedDatabase {
  readonly urls: RoleUrls;
  readonly postgres: EmbeddedPostgres;
}

/** Starts the embedded database of the home, with all its tables. The caller holds the lock and stops it. */
async function startEmbedded(config: Config): Promise<StartedDatabase> {
  const secrets = await openHome(config.home);
  const postgres = await startEmbeddedPostgres(config.home, secrets.admin);
  try {
    await prepareEmbedded(config, postgres.port, secrets);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return { urls: embeddedUrls(postgres.port, secrets), postgres };
}

/**
 * Runs an operator's command on the database: one of your own by configuration; the embedded one that a running Lintel
 * has; else the embedded one, started for the command alone.
 */
export async function withDatabase<T>(config: Config, work: (urls: RoleUrls) => Promise<T>): Promise<T> {
  if (!isEmbedded(config)) {
    const urls = externalUrls(config);
    return orDatabaseRefusal(urls.owner, () => work(urls));
  }
  await openHome(config.home);
  const lock = await lockHome(config.home);
  if (lock === undefined) {
    const [port, secrets] = [await runningPort(config.home), await readSecrets(config.home)];
    if (port === undefined || secrets === undefined) {
      throw new Refusal('Lintel is starting or stopping at this moment: try again in a few seconds.');
    }
    return work(embeddedUrls(port, secrets));
  }
  const started = await startEmbedded(config).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  try {
    return await work(started.urls);
  } finally {
    await started.postgres.stop();
    lock.release();
  }
}
