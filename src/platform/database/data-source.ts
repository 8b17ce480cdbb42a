import { DataSource, type DataSourceOptions, type EntitySchema } from 'typeorm';
import { Database } from './database';

/** A TypeORM entity: a decorated class or a schema. */
export type Entity = (new () => object) | EntitySchema;

export interface DataSourceChoices {
  readonly poolSize?: number;
  readonly entities?: readonly Entity[];
  readonly migrations?: readonly (new () => object)[];
}

/** The one way a TypeORM data source is made: never synchronises, installs no extension, logs no statement. */
export function makeDataSource(url: string, choices: DataSourceChoices = {}): DataSource {
  const options = {
    type: 'postgres',
    url,
    poolSize: choices.poolSize ?? 10,
    entities: [...(choices.entities ?? [])],
    migrations: [...(choices.migrations ?? [])],
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
  } as const satisfies DataSourceOptions;
  return new DataSource({ ...options });
}

/**
 * Connects with the role of `url`.
 * @param poolSize connections this process holds at most.
 * @throws the driver's error when PostgreSQL cannot be reached.
 */
export async function openDatabase(
  url: string,
  poolSize: number,
  entities: readonly Entity[] = [],
): Promise<Database> {
  const source = makeDataSource(url, { poolSize, entities });
  await source.initialize();
  return new Database(source);
}
