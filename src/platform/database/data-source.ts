import { DataSource, type DataSourceOptions, getMetadataArgsStorage } from 'typeorm';
import { Database } from './database';
import { preparedClient } from './prepared-client';

export interface DataSourceChoices {
  readonly poolSize?: number;
  /** A statement waits so long for a lock at most, milliseconds; default: as long as it takes. */
  readonly lockTimeoutMs?: number;
  /** A statement that takes so long is given up, milliseconds; default: never. */
  readonly answerMs?: number;
  readonly entities?: DataSourceOptions['entities'];
  readonly migrations?: readonly (new () => object)[];
}

/**
 * PostgreSQL ends a statement itself, and its connection goes on. One that was left instead would stay in the server, with its locks, for as long as it
 * takes, beside each that came in its place. Only a server that says nothing even then is left, so much later.
 */
const LATER_MS = 5_000;

/** The one way a TypeORM data source is set up: never synchronises, installs no extension, logs no statement. */
export const dataSourceOptions = (url: string, choices: DataSourceChoices = {}) =>
  ({
    type: 'postgres',
    url,
    poolSize: choices.poolSize ?? 10,
    // What is asked without waiting for the answer before goes out at once: the beginning of a transaction costs no round trip.
    extra: {
      ...{ Client: preparedClient(), pipeline: true },
      ...(choices.lockTimeoutMs !== undefined && { lock_timeout: choices.lockTimeoutMs }),
      ...(choices.answerMs !== undefined && {
        statement_timeout: choices.answerMs,
        query_timeout: choices.answerMs + LATER_MS,
      }),
    },
    entities: choices.entities ?? [],
    migrations: [...(choices.migrations ?? [])],
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
  }) satisfies DataSourceOptions;

export const makeDataSource = (url: string, choices: DataSourceChoices = {}): DataSource =>
  new DataSource(dataSourceOptions(url, choices));

/** Every entity whose file has been imported by now. */
const importedEntities = () => getMetadataArgsStorage().tables.map((table) => table.target);

/**
 * Connects with the role of `url`, for what runs without Nest. Close it when done.
 * @param poolSize connections this process holds at most.
 * @throws the driver's error when PostgreSQL cannot be reached.
 */
export async function openDatabase(url: string, poolSize: number): Promise<Database> {
  const source = makeDataSource(url, { poolSize, entities: importedEntities() });
  await source.initialize();
  return new Database(source);
}
