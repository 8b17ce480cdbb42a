import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { bootstrapDatabase, databaseGrants, type RoleName } from '../../src/platform/database';

export const TEMPLATE = 'lintel_template';

export const PASSWORDS = {
  owner: 'owner-of-tests',
  intake: 'intake-of-tests',
  workspace: 'workspace-of-tests',
  worker: 'worker-of-tests',
} as const;

/** Connection strings of one test database. `admin` is a superuser: for tampering and for looking. */
export interface TestUrls {
  readonly admin: string;
  readonly owner: string;
  readonly intake: string;
  readonly workspace: string;
  readonly worker: string;
}

export interface TestDatabase {
  readonly name: string;
  readonly urls: TestUrls;
  drop(): Promise<void>;
}

function adminUrl(database: string): string {
  const given = process.env['LINTEL_TEST_ADMIN_URL'];
  if (given === undefined) throw new Error('no test cluster: is this Jest project set up with `database`?');
  const url = new URL(given);
  url.pathname = `/${database}`;
  return url.href;
}

export function urlFor(role: RoleName, database: string): string {
  const url = new URL(adminUrl(database));
  url.username = `lintel_${role}`;
  url.password = PASSWORDS[role];
  // What a test looks at as superuser comes at once, what the product asks comes late: the worst of all orders.
  url.port = process.env['LINTEL_TEST_LATE_PORT'] ?? url.port;
  return url.href;
}

/** Runs `work` as superuser in `database`. */
export async function withAdmin<T>(work: (admin: Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const admin = new Client({ connectionString: adminUrl(database) });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function testDatabase(name: string): TestDatabase {
  return {
    name,
    urls: {
      admin: adminUrl(name),
      owner: urlFor('owner', name),
      intake: urlFor('intake', name),
      workspace: urlFor('workspace', name),
      worker: urlFor('worker', name),
    },
    drop: async () => {
      await withAdmin((admin) =>
        admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
      );
    },
  };
}

const freshName = (): string => `test_${randomBytes(6).toString('hex')}`;

/** A fresh, migrated database of its own: a copy of the template. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = freshName();
  await withAdmin(async (admin) => {
    // As files, which says nothing of its pages in the log and leaves the buffers to the tests.
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER lintel_owner STRATEGY file_copy`);
    for (const statement of databaseGrants(name)) await admin.query(statement);
  });
  return testDatabase(name);
}

/** A database with roles but without one migration: for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = freshName();
  await bootstrapDatabase(adminUrl('postgres'), { database: name, passwords: PASSWORDS });
  return testDatabase(name);
}
