import { extname, join } from 'node:path';
import type { DataSource, QueryRunner } from 'typeorm';
import { makeDataSource } from './data-source';
import { LOCK_TIMEOUT_MS, patiently } from './patience';
import {
  migrationFiles,
  migrationName,
  MIGRATIONS_FOLDER,
  refuseBroken,
  standingOf,
} from './schema-standing';

type MigrationClass = new () => object;

/** Any number will do, as long as every process that migrates uses the same. */
const MIGRATION_LOCK = 7_205_759;

/** In the order in which they run. */
export async function migrationClasses(): Promise<MigrationClass[]> {
  const modules = await Promise.all(
    (await migrationFiles()).map(
      async (file) => (await import(join(MIGRATIONS_FOLDER, file))) as Record<string, unknown>,
    ),
  );
  return modules.flatMap((module) =>
    Object.values(module).filter((value): value is MigrationClass => typeof value === 'function'),
  );
}

/** What stands beside the migrations: the carry-over from before the baseline, and the vocabulary of the log. */
interface Beside {
  readonly isOfBefore: (runner: QueryRunner) => Promise<boolean>;
  readonly carryOver: (runner: QueryRunner) => Promise<string>;
  readonly updateVocabulary: (runner: QueryRunner) => Promise<void>;
  readonly extendVocabulary: (runner: QueryRunner) => Promise<void>;
}

/** Compiled or not, as this file is. */
const besideFile = (name: string): string => join(MIGRATIONS_FOLDER, name + extname(__filename));

const beside = async (): Promise<Beside> => ({
  ...((await import(besideFile('carry-over'))) as Beside),
  ...((await import(besideFile('vocabulary'))) as Beside),
});

/** Runs `work` on a connection of the owner while no other process migrates. */
async function migrating<T>(ownerUrl: string, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = makeDataSource(ownerUrl, {
    poolSize: 3,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    migrations: await migrationClasses(),
  });
  await source.initialize();
  try {
    const holder = source.createQueryRunner();
    await holder.query('SET lock_timeout = 0');
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return await work(source);
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await holder.release();
    }
  } finally {
    await source.destroy();
  }
}

/**
 * Runs every migration that has not run yet, each in its own transaction, and brings the vocabulary of the log up to date.
 * Data of before the baseline is carried over first. Gives the names of those that ran. What a newer version has added
 * to the tables and the vocabulary stays. Others may work with the tables meanwhile: none waits long behind a migration.
 * @throws TablesInUse, NotCarriedOver for tables that are older than that, TablesTooNew for what this version cannot work with
 */
export async function migrateUp(ownerUrl: string): Promise<string[]> {
  const { isOfBefore, carryOver, updateVocabulary, extendVocabulary } = await beside();
  return migrating(ownerUrl, async (source) => {
    const runner = source.createQueryRunner();
    try {
      const carried = (await isOfBefore(runner)) ? [await patiently(() => carryOver(runner))] : [];
      const before = await doneBy(source);
      const standing = standingOf((await migrationFiles()).map(migrationName), before);
      refuseBroken(standing);
      await patiently(() => source.runMigrations());
      const done = standingOf(before, await doneBy(source)).unknown;
      const bring = standing.unknown.length === 0 ? updateVocabulary : extendVocabulary;
      await patiently(() => bring(runner));
      return [...carried, ...done];
    } finally {
      await runner.release();
    }
  });
}

/** Takes back the last `count` migrations. */
export async function migrateDown(ownerUrl: string, count: number): Promise<void> {
  await migrating(ownerUrl, async (source) => {
    for (let step = 0; step < count; step += 1) await patiently(() => source.undoLastMigration());
  });
}

async function doneBy(source: DataSource): Promise<string[]> {
  const [table] = await source.query<{ there: boolean }[]>(
    `SELECT to_regclass('public.schema_migration') IS NOT NULL AS there`,
  );
  if (table?.there !== true) return [];
  const rows = await source.query<{ name: string }[]>('SELECT name FROM schema_migration ORDER BY id');
  return rows.map((row) => row.name);
}

/** Names of migrations that have run, oldest first. Empty for a new database. */
export const migrationsDone = (ownerUrl: string): Promise<string[]> => migrating(ownerUrl, doneBy);
