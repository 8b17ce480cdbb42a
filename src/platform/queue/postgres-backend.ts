import { createPostgresBackend, type PgQueryResult, Queue, runMigrations, Worker } from 'bullmq';
import { Client } from 'pg';
import { type QueueBackend, workerOptions } from './backend';

const SCHEMA = 'queue';

/**
 * BullMQ's own tables, made or brought up to date in the schema that the bootstrap gave to the worker's role.
 * BullMQ begins with CREATE SCHEMA IF NOT EXISTS, which PostgreSQL refuses to a role without CREATE on the database even
 * when the schema is there; so that one statement is passed over.
 */
async function migrate(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const query = async <R>(text: string, values: readonly unknown[] = []): Promise<PgQueryResult<R>> => {
      if (text.startsWith('CREATE SCHEMA')) return { rows: [] };
      return { rows: (await client.query(text, [...values])).rows as R[] };
    };
    await runMigrations({ query }, SCHEMA);
  } finally {
    await client.end();
  }
}

/** BullMQ on PostgreSQL. Each queue and each worker holds a small pool of its own, a worker one more connection to listen. */
export function postgresBackend(databaseUrl: string): QueueBackend {
  const connection = (max: number) => ({ connectionString: databaseUrl, schema: SCHEMA, max });
  return {
    queue: (name) => new Queue(name, { connection: connection(2) }, createPostgresBackend),
    worker: (name, processor, settings) =>
      new Worker(
        name,
        processor,
        {
          connection: connection(Math.min(settings.concurrency + 1, 4)),
          autorun: false,
          ...workerOptions(settings),
        },
        createPostgresBackend,
      ),
    check: () => migrate(databaseUrl),
    close: () => Promise.resolve(),
  };
}
