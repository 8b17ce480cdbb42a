import type { z } from 'zod';
import { positive, url } from './shapes';

/** PostgreSQL, by role. */
export const databaseSettings = {
  /** A superuser, for `lintel db-init` alone: it makes the roles and the database that the URLs below name. */
  ADMIN_DATABASE_URL: url.optional(),
  /** Owner role: migrations and the operator's commands only. */
  DATABASE_URL: url.optional(),
  INTAKE_DATABASE_URL: url.optional(),
  WORKSPACE_DATABASE_URL: url.optional(),
  WORKER_DATABASE_URL: url.optional(),
  /** Connections of one process at most, and two at least: the sweep keeps its turn on one. What it holds beside them: scaling.md. */
  DATABASE_POOL_SIZE: positive.min(2).default(6),
  /** A statement for which a page waits is ended by PostgreSQL after so many seconds; five more, and it is given up with its connection: a server that hangs, as on a disk that does, ends nothing. */
  DATABASE_ANSWER_SECONDS: positive.default(30),

  /** With it BullMQ runs on Redis (which must be `noeviction` and, in production, ask for the password in it), without it on PostgreSQL. */
  REDIS_URL: url.optional(),
};

type DatabaseEnvironment = z.infer<z.ZodObject<typeof databaseSettings>>;

export const databaseOf = (env: DatabaseEnvironment) => ({
  adminUrl: env.ADMIN_DATABASE_URL,
  ownerUrl: env.DATABASE_URL,
  intakeUrl: env.INTAKE_DATABASE_URL,
  workspaceUrl: env.WORKSPACE_DATABASE_URL,
  workerUrl: env.WORKER_DATABASE_URL,
  poolSize: env.DATABASE_POOL_SIZE,
  answerMs: env.DATABASE_ANSWER_SECONDS * 1_000,
});
