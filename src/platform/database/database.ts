import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Turns } from '../../kernel/turns';
import { tracedWithin } from '../observability';
import { actingNow, type Acting } from './acting';
import { askerNow } from './asking';
import { EntityRepository } from './entity-repository';
import { isRefusal, refusalOf } from './refusal';

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

  repository<Entity extends object>(entity: new () => Entity): EntityRepository<Entity> {
    return new EntityRepository(this.manager, entity);
  }
}

/** Exchanges the acting person's secret for the scope of this transaction. Without a person the scope stays empty. */
function scopeOf(who: Acting): readonly [string, readonly string[]] {
  if (who.kind === 'for-officer') return ['SELECT scope.open_for_officer($1)', [who.officer]];
  return ['SELECT scope.open($1, $2)', [who.kind, who.secret]];
}

/** Asks for all of these at once, and waits for none: PostgreSQL answers in this order, and what is asked next comes after them. */
async function begin(runner: QueryRunner, first: string): Promise<unknown> {
  const who = actingNow();
  const said = runner.query(first);
  if (who === undefined) return said;
  const [sql, parameters] = scopeOf(who);
  return Promise.all([said, runner.query(sql, [...parameters])]);
}

/** Whether there is an investigation that the acting person may read and not change: an emergency that has not ended. */
async function onlyLooksSomewhere(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ there: boolean }>(
    'SELECT EXISTS (SELECT readable_id FROM scope.readable EXCEPT SELECT changeable_id FROM scope.changeable) AS there',
  );
  return row?.there === true;
}

/** Set within a transaction that has a place. */
const placed = new AsyncLocalStorage<true>();

/** The one way to reach PostgreSQL. Every statement runs inside a transaction, in the scope of whoever acts. */
export class Database {
  /** @param places for those who ask (`askedBy`): one of them alone never has all connections */
  constructor(
    private readonly source: DataSource,
    private readonly places?: Turns,
  ) {}

  /**
   * Runs `work` in one transaction, as the person of `actingAs`. The scope ends with the transaction: a pooled connection
   * never keeps another person's.
   * @throws NotFound, EmergencyOnlyLooks where PostgreSQL refuses what the person asked for; TooManyWaiting
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.translated(() => this.measured('transaction', 'START TRANSACTION', work));
  }

  /** Runs `work` on one unchanging picture of the database, which it cannot write: for long readings. @throws as above */
  async snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.translated(() =>
      this.measured('snapshot', 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY', work),
    );
  }

  /** In traces, where there are any, without a statement or a value. */
  private measured<T>(name: string, first: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const facts = { 'db.system.name': 'postgresql' };
    return tracedWithin({ name, kind: 'client', facts }, () => this.inScope(first, work));
  }

  /** A place is held as long as the connection, also when nobody waits for the answer any more. Who has one needs no second. */
  private async inScope<T>(first: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const asker = askerNow();
    if (this.places === undefined || asker === undefined || placed.getStore() === true)
      return this.onConnection(first, work);
    return this.places.run(asker, () => placed.run(true, () => this.onConnection(first, work)));
  }

  private async onConnection<T>(first: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.connect();
      const begun = begin(runner, first);
      // Said below, after the work: what fails here makes its statements fail, too, for a reason that says less.
      begun.catch(() => undefined);
      try {
        const result = await work(new Transaction(runner.manager));
        await begun;
        await runner.query('COMMIT');
        return result;
      } catch (error) {
        await runner.query('ROLLBACK').catch(() => undefined);
        await begun;
        throw error;
      }
    } finally {
      await runner.release();
    }
  }

  private async translated<T>(transaction: () => Promise<T>): Promise<T> {
    try {
      return await transaction();
    } catch (error) {
      if (actingNow() === undefined || !isRefusal(error)) throw error;
      throw refusalOf(error, await this.inScope('START TRANSACTION', onlyLooksSomewhere));
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
