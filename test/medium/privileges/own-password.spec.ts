import { Client } from 'pg';
import { databases } from '../../../src/apps/cli/doctor/database';
import { loadConfig } from '../../../src/config';
import { looseSignIns } from '../../../src/platform/database';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const ROLES = ['owner', 'intake', 'workspace', 'worker'] as const;

/** PostgreSQL lets each role set its own password: nothing takes that away. So it is found, and it is all that a role can do to roles. */
describe('whoever is inside as a role', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it.each(ROLES)('changes nothing of a role but the password of %s itself', async (role) => {
    const client = new Client({ connectionString: database.urls[role] });
    await client.connect();
    const others = ROLES.filter((name) => name !== role);
    for (const statement of [
      ...others.map((name) => `ALTER ROLE lintel_${name} PASSWORD 'known'`),
      ...others.map((name) => `ALTER ROLE lintel_${name} SET search_path = pg_temp`),
      ...others.map((name) => `GRANT lintel_${name} TO lintel_${role}`),
      ...others.map((name) => `GRANT lintel_${role} TO lintel_${name}`),
      ...others.map((name) => `SET ROLE lintel_${name}`),
      `ALTER ROLE lintel_${role} VALID UNTIL '2000-01-01'`,
      `ALTER ROLE lintel_${role} CONNECTION LIMIT 0`,
      `ALTER ROLE lintel_${role} SUPERUSER`,
      `ALTER ROLE lintel_${role} BYPASSRLS`,
      `ALTER ROLE lintel_${role} RENAME TO other`,
      `CREATE ROLE other`,
    ])
      await expect(client.query(statement).then(() => statement)).rejects.toThrow();
    await client.query('BEGIN');
    await expect(client.query(`ALTER ROLE lintel_${role} PASSWORD 'known'`)).resolves.toBeDefined();
    await client.query('ROLLBACK');
    await client.end();
  });

  it('is found by doctor, which says what to do', async () => {
    const { owner, intake, workspace, worker } = database.urls;
    const changed = new URL(intake);
    changed.password = 'before-it-was-changed';
    const found = await databases(
      loadConfig({
        ...{ DATABASE_URL: owner, INTAKE_DATABASE_URL: changed.href },
        ...{ WORKSPACE_DATABASE_URL: workspace, WORKER_DATABASE_URL: worker },
      }),
    );
    expect(found.filter(({ what }) => what === 'database as intake')).toEqual([
      expect.objectContaining({ mend: expect.stringContaining('lintel db-init') as string }),
    ]);
    expect(found.filter(({ mend }) => mend?.includes('intruder') === true)).toHaveLength(1);
  });

  it('gets in by a password that is kept as SCRAM alone, in a cluster as it was made for tests', async () => {
    expect(await looseSignIns(database.urls.admin)).toEqual([]);
  });
});
