import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type Repository,
} from 'typeorm';
import type { InvitationId } from '../../kernel/ids';

/** Whose rows row-level security shows in a transaction. Empty: no visitor is in scope. */
export interface Scope {
  readonly invitation?: InvitationId;
  /** The register of the scheme; what belongs to investigations is out of sight then. */
  readonly scheme?: true;
}

/** One PostgreSQL transaction: the change, its custody event and its outbox row stand or fall together. */
export class Transaction {
  constructor(private readonly manager: EntityManager) {}

  /** Rows of one parameterised statement. INSERT, UPDATE and DELETE give the rows of RETURNING. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.manager.query(sql, [...parameters]);
    // TypeORM's PostgreSQL driver answers UPDATE and DELETE with [rows, count].
    if (
      Array.isArray(result) &&
      result.length === 2 &&
      Array.isArray(result[0]) &&
      typeof result[1] === 'number'
    ) {
      return result[0] as Row[];
    }
    return result as Row[];
  }

  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }
}

/** The one way to reach PostgreSQL. Every statement runs inside a transaction with its scope set. */
export class Database {
  constructor(private readonly source: DataSource) {}

  /**
   * Runs `work` in one transaction. The scope is set with `set_config(..., true)`, so it ends with the transaction and
   * a pooled connection never keeps another visitor's scope.
   */
  async transaction<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.source.transaction(async (manager) => {
      await manager.query(
        `SELECT set_config('lintel.invitation', $1, true), set_config('lintel.scheme', $2, true)`,
        [scope.invitation ?? '', scope.scheme === true ? 'yes' : ''],
      );
      return work(new Transaction(manager));
    });
  }

  /** Runs `work` on one unchanging picture of the database, which it cannot write: for long readings. */
  async snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.source.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      return work(new Transaction(manager));
    });
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
