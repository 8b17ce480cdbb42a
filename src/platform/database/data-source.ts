import { DataSource, type DataSourceOptions, getMetadataArgsStorage } from 'typeorm';
import { Database } from './database';
import { preparedClient } from './prepared-client';

export interface DataSourceChoices {
  readonly poolSize?: number;
  /** A statement waits so long for a lock at most, milliseconds; default: as long as it takes. */
  readonly lockTimeoutMs?: number;
  /** A statement without an answer is given up after so long, with its connection, milliseconds; default: never. */
  readonly answerMs?: number;
  readonly entities?: DataSourceOptions['entities'];
  readonly migrations?: readonly (new () => object)[];
}

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
      ...(choices.answerMs !== undefined && { query_timeout: choices.answerMs }),
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
