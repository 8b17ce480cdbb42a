import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database';

describe('a test database (real PostgreSQL)', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it.each(['owner', 'intake', 'workspace', 'worker'] as const)(
    'lets %s in with its own role',
    async (role) => {
      const client = new Client({ connectionString: database.urls[role] });
      await client.connect();
      const { rows } = await client.query<{ who: string }>('SELECT session_user AS who');
      await client.end();
      expect(rows).toEqual([{ who: `lintel_${role}` }]);
    },
  );
});
