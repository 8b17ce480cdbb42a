import type {
  EntityManager,
  FindOptionsOrder,
  FindOptionsSelect,
  FindOptionsWhere,
  InsertQueryBuilder,
  QueryDeepPartialEntity,
} from 'typeorm';

/** SQL in the place of a value. */
export type Sql = () => string;
/** When the transaction began. */
export const NOW: Sql = () => 'now()';

/** Values by column. What is not named keeps its value, or gets its default. */
export type Values<Entity> = { readonly [Column in keyof Entity]?: Entity[Column] | Sql };

export interface Finding<Entity> {
  readonly where?: FindOptionsWhere<Entity>;
  readonly order?: FindOptionsOrder<Entity>;
  /** At most so many rows. */
  readonly take?: number;
}

/**
 * Rows of one entity, in one transaction. Every statement names the columns that were asked for and no others, since rights
 * are per column; none reads a row before it writes, or back what it wrote. Whoever needs more writes SQL.
 */
export class EntityRepository<Entity extends object> {
  constructor(
    private readonly manager: EntityManager,
    private readonly entity: new () => Entity,
  ) {}

  /** No row is no statement. Rows of one call name the same columns. */
  async insert(rows: Values<Entity> | readonly Values<Entity>[]): Promise<void> {
    const all = Array.isArray(rows) ? (rows as readonly Values<Entity>[]) : [rows as Values<Entity>];
    if (all.length > 0) await this.inserting(all).execute();
  }

  /** `false`, and nothing changed, when some unique key of the row is taken. */
  async insertIfAbsent(row: Values<Entity>): Promise<boolean> {
    const [sql, parameters] = this.inserting([row]).orIgnore().getQueryAndParameters();
    const result = await this.manager.queryRunner?.query(sql, parameters, true);
    return result?.affected === 1;
  }

  /** How many rows changed. Name the state that they must be in, and nobody changes it in between. */
  async update(where: FindOptionsWhere<Entity>, changes: Values<Entity>): Promise<number> {
    const values = changes as QueryDeepPartialEntity<Entity>;
    return (await this.manager.update(this.entity, where, values)).affected ?? 0;
  }

  /** How many rows are gone. */
  async delete(where: FindOptionsWhere<Entity>): Promise<number> {
    return (await this.manager.delete(this.entity, where)).affected ?? 0;
  }

  /** These columns of the rows. The role needs the right to read the entity's key, too. */
  async find<Column extends keyof Entity>(
    columns: readonly Column[],
    { where, order, take }: Finding<Entity> = {},
  ): Promise<Pick<Entity, Column>[]> {
    const rows = await this.manager.find(this.entity, {
      select: Object.fromEntries(columns.map((column) => [column, true])) as FindOptionsSelect<Entity>,
      ...(where && { where }),
      ...(order && { order }),
      ...(take !== undefined && { take }),
    });
    return rows.map((row) => picked(row, columns));
  }

  /** The first of the rows. */
  async findOne<Column extends keyof Entity>(
    columns: readonly Column[],
    finding: Omit<Finding<Entity>, 'take'>,
  ): Promise<Pick<Entity, Column> | undefined> {
    const [row] = await this.find(columns, { ...finding, take: 1 });
    return row;
  }

  async exists(where: FindOptionsWhere<Entity>): Promise<boolean> {
    return this.manager.exists(this.entity, { where });
  }

  async count(where: FindOptionsWhere<Entity>): Promise<number> {
    return this.manager.count(this.entity, { where });
  }

  private inserting(rows: readonly Values<Entity>[]): InsertQueryBuilder<Entity> {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return this.manager
      .createQueryBuilder()
      .insert()
      .into(this.entity, columns)
      .values(rows as QueryDeepPartialEntity<Entity>[])
      .updateEntity(false);
  }
}

const picked = <Row extends object, Column extends keyof Row>(
  row: Row,
  columns: readonly Column[],
): Pick<Row, Column> =>
  Object.fromEntries(columns.map((column) => [column, row[column]])) as Pick<Row, Column>;
