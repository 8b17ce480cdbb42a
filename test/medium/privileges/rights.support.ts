import { Client } from 'pg';
import { officerSession, victimSession } from '../../factories/acting';
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
    /** Of the officer who works on both cases. */
    private readonly officer: string,
  ) {}

  static async open(): Promise<Rights> {
    const database = await createTestDatabase();
    const admin = await connect(database.urls.admin);
    const [one, other] = [await seedCase(admin), await seedCase(admin)];
    const [intake, workspace, worker] = await Promise.all(ROLES.map((role) => connect(database.urls[role])));
    const clients = { intake, workspace, worker } as Record<Role, Client>;
    const officer = await officerSession(admin, one.officer);
    const rights = new Rights(database, admin, clients, one, other, officer);
    await rights.join(other);
    return rights;
  }

  /** Makes the officer a member of the case, too. */
  async join({ investigation }: Case): Promise<void> {
    await this.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [investigation, this.one.officer],
    );
  }

  async close(): Promise<void> {
    for (const client of [this.admin, ...Object.values(this.clients)]) await client.end();
    await this.database.drop();
  }

  /**
   * Runs as the role and rolls back; gives the rows, or the refusal's message. The workspace acts for the officer; intake for
   * the victim of `invitation`, or for nobody.
   */
  async attempt(
    role: Role,
    sql: string,
    values: unknown[] = [],
    invitation = '',
  ): Promise<unknown[] | string> {
    const client = this.clients[role];
    const secret =
      role === 'intake' && invitation !== '' ? await victimSession(this.admin, invitation) : this.officer;
    await client.query('BEGIN');
    try {
      if (role !== 'worker') {
        await client.query('SELECT scope.open($1, $2)', [role === 'intake' ? 'victim' : 'officer', secret]);
        // What opened a scope before there were sessions behind it: worth nothing.
        await client.query(`SELECT set_config('lintel.invitation', $1, true)`, [invitation]);
      }
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
        WHERE table_schema IN ('lintel', 'custody', 'scheme', 'scope') AND table_type = 'BASE TABLE' ORDER BY 1`,
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
