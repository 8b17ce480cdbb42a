import { Client } from 'pg';
import type { Officer, Role } from '../../../src/features/identity';
import { proofOf } from '../../../src/platform/secrets';
import { settledOfficer } from '../../factories/acting';
import { say, type Said } from '../../factories/saying';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const PASSWORD = 'three random words';

interface Proof {
  readonly verdict: string;
  readonly ticket: string | null;
}

const connected = async (connectionString: string): Promise<Client> => {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
};

/** What somebody can do who has broken into the workspace: any statement, by its role, and nothing of its code. */
export class BrokenIntoWorkspace {
  private made = 0;

  private constructor(
    readonly database: TestDatabase,
    /** A superuser: for looking. */
    readonly admin: Client,
    /** As lintel_workspace. */
    readonly workspace: Client,
  ) {}

  static async open(): Promise<BrokenIntoWorkspace> {
    const database = await createTestDatabase();
    const { admin, workspace } = database.urls;
    return new BrokenIntoWorkspace(database, await connected(admin), await connected(workspace));
  }

  async close(): Promise<void> {
    await this.workspace.end();
    await this.admin.end();
    await this.database.drop();
  }

  officer(role: Role = 'investigator'): Promise<Officer> {
    this.made += 1;
    const email = `officer${this.made}@force.example`;
    return settledOfficer(this.admin, { email, displayName: 'Ann Archer', role, password: PASSWORD });
  }

  async officerWithSecondStep(): Promise<Officer> {
    const officer = await this.officer();
    await this.admin.query(
      `INSERT INTO lintel.officer_totp (officer_id, sealed_secret, confirmed_at) VALUES ($1, '\\x00', now())`,
      [officer.id],
    );
    return officer;
  }

  /** One expression, whose answer is one value. */
  async ask<T>(expression: string, parameters: readonly unknown[] = []): Promise<T> {
    const { rows } = await this.workspace.query<{ value: T }>(`SELECT (${expression}) AS value`, [
      ...parameters,
    ]);
    return (rows[0] as { value: T }).value;
  }

  /** States an event as whoever acts. */
  say(...said: Said): Promise<void> {
    return say((sql, values) => this.workspace.query(sql, values), said);
  }

  /** `work` in one transaction with the scope that the secret opens, and then as if nothing had been. */
  async under<T>(secret: string, work: () => Promise<T>): Promise<T> {
    await this.workspace.query('BEGIN');
    try {
      await this.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
      return await work();
    } finally {
      await this.workspace.query('ROLLBACK');
    }
  }

  acting(secret: string): Promise<string | null> {
    return this.under(secret, () => this.ask('scope.officer()'));
  }

  async prove({ email }: Officer): Promise<Proof> {
    const parameters = await this.ask<string>('lintel.password_parameters($1)', [email]);
    const { rows } = await this.workspace.query<Proof>(
      'SELECT verdict, ticket FROM lintel.prove_password($1, $2)',
      [email, await proofOf(PASSWORD, parameters)],
    );
    return rows[0] as Proof;
  }
}

/** What PostgreSQL says when somebody may not. */
export const REFUSED = { code: '42501' };
