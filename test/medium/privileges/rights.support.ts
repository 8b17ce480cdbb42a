import { Client } from 'pg';
import { seedCase, type Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { ROLES, type Role } from './allowed';

const connect = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
};

/** A database with two cases, and a connection of each role. */
export class Rights {
  private constructor(
    private readonly database: TestDatabase,
    readonly admin: Client,
    private readonly clients: Readonly<Record<Role, Client>>,
    readonly one: Case,
    readonly other: Case,
  ) {}

  static async open(): Promise<Rights> {
    const database = await createTestDatabase();
    const admin = await connect(database.urls.admin);
    const [one, other] = [await seedCase(admin), await seedCase(admin)];
    const [intake, workspace, worker] = await Promise.all(ROLES.map((role) => connect(database.urls[role])));
    return new Rights(database, admin, { intake, workspace, worker } as Record<Role, Client>, one, other);
  }

  async close(): Promise<void> {
    for (const client of [this.admin, ...Object.values(this.clients)]) await client.end();
    await this.database.drop();
  }

  /** Runs as the role and rolls back; gives the rows, or the refusal's message. */
  async attempt(role: Role, sql: string, values: unknown[] = [], scope = ''): Promise<unknown[] | string> {
    const client = this.clients[role];
    await client.query('BEGIN');
    try {
      await client.query(`SELECT set_config('lintel.invitation', $1, true)`, [scope]);
      return (await client.query(sql, values)).rows as unknown[];
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query('ROLLBACK');
    }
  }

  async tables(): Promise<string[]> {
    const found = await this.admin.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
        WHERE table_schema IN ('lintel', 'custody', 'scheme') ORDER BY 1`,
    );
    return found.rows.map((row) => row.name);
  }

  /** A column that the role may update, or any when there is none. */
  async column(role: Role, table: string): Promise<string> {
    const found = await this.admin.query<{ name: string }>(
      `SELECT quote_ident(attname) AS name FROM pg_attribute
        WHERE attrelid = $2::regclass AND attnum > 0 AND NOT attisdropped
        ORDER BY has_column_privilege($1, attrelid, attnum, 'UPDATE') DESC, attnum LIMIT 1`,
      [`lintel_${role}`, table],
    );
    return found.rows[0]?.name ?? '';
  }
}
