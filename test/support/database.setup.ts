import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bootstrapDatabase, migrateUp } from '../../src/platform/database';
import { lateLine, portOf } from './late-line';
import { newRunFolder, RUN_FOLDER } from './once';
import { PASSWORDS, TEMPLATE, urlFor, withAdmin } from './database';
import { startPostgres, type TestPostgres } from './postgres';

declare global {
  var lintelTestPostgres: TestPostgres | undefined;
}

const ROOT = join(__dirname, '../..');

/** The programs that run in the sandbox: the code under test finds them where a build puts them. */
const buildSandboxed = (): Promise<unknown> =>
  promisify(execFile)(process.execPath, [join(ROOT, 'scripts/sandboxed.mjs'), join(ROOT, 'dist/sandbox')]);

/** One cluster and one migrated template for a whole run: each test file then copies the template in milliseconds. */
export default async function setup(): Promise<void> {
  // Projects that run together have one.
  if (globalThis.lintelTestPostgres !== undefined) return;
  await buildSandboxed();
  process.env[RUN_FOLDER] = await newRunFolder();
  const postgres = await startPostgres();
  globalThis.lintelTestPostgres = postgres;
  process.env['LINTEL_TEST_ADMIN_URL'] = postgres.adminUrl;
  const lateMs = Number(process.env['LINTEL_LATE_DATABASE'] ?? 0);
  await bootstrapDatabase(postgres.adminUrl, { database: TEMPLATE, passwords: PASSWORDS });
  await migrateUp(urlFor('owner', TEMPLATE));
  await withAdmin(async (admin) => {
    await admin.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
  });
  if (lateMs > 0) {
    const line = await lateLine(Number(new URL(postgres.adminUrl).port), lateMs);
    process.env['LINTEL_TEST_LATE_PORT'] = String(portOf(line));
  }
}
