import { Client } from 'pg';
import { databases } from '../../../src/apps/cli/doctor/database';
import { loadConfig } from '../../../src/config';
import { createTestDatabase, withAdmin, type TestDatabase } from '../../support/database';

/** Who reads the log of a PostgreSQL that is set up as its makers deliver it, where a row is named when it is refused. */
describe('the server’s own log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const as = async <T>(
    role: 'owner' | 'intake' | 'workspace' | 'worker',
    work: (client: Client) => Promise<T>,
  ): Promise<T> => {
    const client = new Client({ connectionString: database.urls[role] });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const ROLES = ['owner', 'intake', 'workspace', 'worker'] as const;

  it.each(ROLES)('is told no row, no statement and no value by what fails as %s', async (role) => {
    const settings = await as(role, async (client) => {
      const { rows } = await client.query<{ name: string; setting: string }>(
        `SELECT name, setting FROM pg_settings WHERE name IN
           ('log_error_verbosity', 'log_min_error_statement', 'log_parameter_max_length', 'log_parameter_max_length_on_error')`,
      );
      return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    });
    expect(settings).toEqual({
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_parameter_max_length: '0',
      log_parameter_max_length_on_error: '0',
    });
  });

  it.each(ROLES)('is not made to tell more by whoever is inside as %s', async (role) => {
    for (const statement of [
      `SET log_error_verbosity = 'default'`,
      `SET log_min_error_statement = 'error'`,
      `SET log_parameter_max_length = -1`,
      `SET log_statement = 'all'`,
      `SET log_min_duration_statement = 0`,
      `ALTER ROLE lintel_${role} SET log_error_verbosity = 'default'`,
    ])
      await expect(as(role, (client) => client.query(statement))).rejects.toThrow('permission denied');
  });

  it('is looked at by doctor, which says how to silence it where it is not', async () => {
    const { owner, intake, workspace, worker } = database.urls;
    const report = async (): Promise<unknown> =>
      (
        await databases(
          loadConfig({
            ...{ DATABASE_URL: owner, INTAKE_DATABASE_URL: intake },
            ...{ WORKSPACE_DATABASE_URL: workspace, WORKER_DATABASE_URL: worker },
          }),
        )
      )
        .filter(({ found }) => found.includes('into its log'))
        .map(({ what, mend }) => [what, mend]);
    expect(await report()).toEqual([]);
    // As in a database whose roles were made before.
    await withAdmin((admin) =>
      admin.query(
        `ALTER ROLE lintel_intake IN DATABASE ${database.name} SET log_error_verbosity = 'default'`,
      ),
    );
    expect(await report()).toEqual([['database as intake', 'run lintel db-init, which forbids it']]);
  });
});
