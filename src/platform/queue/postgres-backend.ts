import { type PgQueryResult, Queue, runMigrations, Worker } from 'bullmq';
import { LiveClient, SILENCE_MS } from '../database';
import { type QueueBackend, workerOptions } from './backend';
import { SharedConnection } from './shared-connection';

const SCHEMA = 'queue';
/** Of a process, beside the one that listens. Each of BullMQ's statements is short: they wait for one another, not for work. */
const CONNECTIONS = 3;
/**
 * BullMQ's own statements do not wait for the disk. PostgreSQL loses a log only from its end: where the outbox says durably that a row was
 * relayed, its job, which was written before, is durable, too. What else is lost by a power cut, a worker's death loses as well: a job is
 * taken for stalled, and done again.
 */
const OPTIONS = '-c synchronous_commit=off';

/** Its pool takes the client, and the line that listens, which BullMQ makes itself, the time. */
const LIVE = { Client: LiveClient, keepAliveInitialDelayMillis: SILENCE_MS };

/**
 * BullMQ's own tables, made or brought up to date in the schema that the bootstrap gave to the worker's role.
 * BullMQ begins with CREATE SCHEMA IF NOT EXISTS, which PostgreSQL refuses to a role without CREATE on the database even
 * when the schema is there; so that one statement is passed over.
 */
async function migrate(databaseUrl: string): Promise<void> {
  const client = new LiveClient({ connectionString: databaseUrl });
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

/** BullMQ on PostgreSQL: all queues and workers of a process share a few connections. */
export function postgresBackend(databaseUrl: string): QueueBackend {
  const connection = {
    connectionString: databaseUrl,
    schema: SCHEMA,
    max: CONNECTIONS,
    options: OPTIONS,
    ...LIVE,
  };
  const shared = new SharedConnection(connection);
  return {
    queue: (name) => new Queue(name, { connection }, shared.backend),
    worker: (name, processor, settings) =>
      new Worker(name, processor, { connection, autorun: false, ...workerOptions(settings) }, shared.backend),
    check: () => migrate(databaseUrl),
    close: () => shared.close(),
  };
}
