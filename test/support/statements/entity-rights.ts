import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { TestDatabase } from '../database';
import { placeOf, type Code } from './code';
import { entityCalls, type EntityCall } from './entity-calls';
import { unitOf, Uses } from './reach';

const PROCESSES = ['intake', 'workspace', 'worker'] as const;
type Right = 'SELECT' | 'INSERT' | 'UPDATE';

/** Compares calls by entities with what PostgreSQL lets each process read and write. Close it. */
export class EntityRights {
  private constructor(
    private readonly admin: Client,
    private readonly source: DataSource,
  ) {}

  static async open({ urls }: TestDatabase, entityFiles: string[]): Promise<EntityRights> {
    const admin = new Client({ connectionString: urls.admin });
    await admin.connect();
    const source = new DataSource({ type: 'postgres', url: urls.owner, entities: entityFiles });
    return new EntityRights(admin, await source.initialize());
  }

  async close(): Promise<void> {
    await this.source.destroy();
    await this.admin.end();
  }

  /** What of each call of `code` its processes may not do, in sentences that begin with the place. */
  async problems(code: Code): Promise<string[]> {
    const uses = Uses.of(code);
    const reached = PROCESSES.map((name) => ({ name, units: uses.from(`src/apps/${name}/`) }));
    const found: string[] = [];
    for (const call of entityCalls(code)) {
      const unit = unitOf(call.node) ?? call.node;
      for (const { name } of reached.filter(({ units }) => units.has(unit))) {
        const missing = await this.missing(`lintel_${name}`, call);
        found.push(...missing.map((what) => `${placeOf(call.node)} lintel_${name} may not ${what}`));
      }
    }
    return found;
  }

  private async missing(role: string, call: EntityCall): Promise<string[]> {
    const metadata = this.source.entityMetadatas.find(({ targetName }) => targetName === call.entity);
    if (metadata === undefined) return [`use ${call.entity}: it is no entity`];
    const key = call.gives ? metadata.primaryColumns.map(({ propertyName }) => propertyName) : [];
    const wanted: readonly (readonly [Right, readonly string[]])[] = [
      ['SELECT', [...call.reads, ...key]],
      ['INSERT', call.inserts],
      ['UPDATE', call.updates],
    ];
    const missing: string[] = [];
    for (const [right, properties] of wanted)
      for (const property of new Set(properties)) {
        const column = metadata.findColumnWithPropertyName(property)?.databaseName ?? property;
        if (!(await this.has(role, metadata.tablePath, column, right)))
          missing.push(`${right.toLowerCase()} ${metadata.tablePath}.${column}`);
      }
    if (call.deletes && !(await this.mayDelete(role, metadata.tablePath)))
      missing.push(`delete from ${metadata.tablePath}`);
    return missing;
  }

  private async has(role: string, table: string, column: string, right: Right): Promise<boolean> {
    const { rows } = await this.admin.query<{ has: boolean | null }>(
      `SELECT has_schema_privilege($1, split_part($2, '.', 1), 'USAGE')
          AND has_column_privilege($1, $2, $3, $4) AS has`,
      [role, table, column, right],
    );
    return rows[0]?.has === true;
  }

  private async mayDelete(role: string, table: string): Promise<boolean> {
    const { rows } = await this.admin.query<{ has: boolean }>(
      `SELECT has_table_privilege($1, $2, 'DELETE') AS has`,
      [role, table],
    );
    return rows[0]?.has === true;
  }
}
