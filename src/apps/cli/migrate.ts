import type { Config } from '../../config';
import { bootstrapDatabase, looseSignIns } from '../../platform/database';
import { bringUpToDate } from './bring-up-to-date';
import { orDatabaseRefusal } from './database-refusal';
import { withDatabase } from './databases';
import { Refusal } from './refusal';
import { say } from './say';
import { externalUrls } from './urls';

/** Brings the tables up to date, as the owner role. */
export async function migrate(config: Config): Promise<void> {
  const done = await withDatabase(config, (urls) => bringUpToDate(config, urls.owner));
  say(done.length === 0 ? 'The database is up to date.' : `Migrated: ${done.join(', ')}.`);
}

/** Makes the roles and the database that the four URLs name, with the passwords in them. Safe to repeat. */
export async function initDatabase(config: Config): Promise<void> {
  const { adminUrl } = config.database;
  if (adminUrl === undefined) {
    throw new Refusal(
      'Set ADMIN_DATABASE_URL to a superuser of the server; the embedded database needs no db-init.',
    );
  }
  const urls = externalUrls(config);
  const passwordOf = (url: string): string => decodeURIComponent(new URL(url).password);
  const database = decodeURIComponent(new URL(urls.owner).pathname.slice(1));
  await orDatabaseRefusal(adminUrl, () =>
    bootstrapDatabase(adminUrl, {
      database,
      passwords: {
        owner: passwordOf(urls.owner),
        intake: passwordOf(urls.intake),
        workspace: passwordOf(urls.workspace),
        worker: passwordOf(urls.worker),
      },
    }),
  );
  for (const { number, method } of await looseSignIns(adminUrl))
    say(
      `Rule ${number} of pg_hba.conf lets a role of Lintel in by "${method}": write scram-sha-256 there, or whoever has broken into one process may sign in as another.`,
    );
  say(`The roles and the database ${database} are ready: run lintel migrate next.`);
}
