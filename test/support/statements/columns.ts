import type { Transaction } from '../../../src/platform/database';
import type { Kind } from './claims';

/** One value of each type that a statement may give. A type that is not among them fails the check: then it is added here. */
const SAMPLES = [
  ...['true::bool', '1::int2', '1::int4', '1::int8', '1::oid', '1::float4', '1::float8', '1::numeric'],
  ...[`'a'::text`, `'a'::varchar`, `'a'::name`, `'a'::"char"`, `'a'::char(1)`, `'a'::bytea`],
  ...['gen_random_uuid()', 'current_date', 'localtime', 'now()', 'localtimestamp', `interval '1 day'`],
  ...[`'{}'::json`, `'{}'::jsonb`, `'a'::tsvector`, `'::1'::inet`, `pg_sleep(0)`, `'pg_class'::regclass`],
  ...[`'{t}'::bool[]`, `'{1}'::int2[]`, `'{1}'::int4[]`, `'{1}'::int8[]`, `'{1}'::float8[]`, `'{a}'::text[]`],
  ...[`ARRAY[gen_random_uuid()]`, `ARRAY[now()]`, `ARRAY['a'::bytea]`],
];

/** By the number of PostgreSQL's type. */
export type Kinds = ReadonlyMap<number, Kind>;

/** What the driver makes of each of PostgreSQL's types, asked on the way that every statement takes. */
export async function kindsOfColumns(tx: Transaction): Promise<Kinds> {
  const columns = SAMPLES.map((_, at) => `v${at}`);
  const [row] = await tx.query<Record<string, unknown>>(
    `SELECT ${SAMPLES.map((sample, at) => `${sample} AS v${at}`).join(', ')}`,
  );
  const [types] = await tx.query<Record<string, number>>(
    `SELECT ${SAMPLES.map((sample, at) => `pg_typeof(${sample})::oid AS v${at}`).join(', ')}`,
  );
  const isJson = (at: number): boolean => (SAMPLES[at] ?? '').includes('json');
  return new Map(
    columns.map((name, at) => [types?.[name] ?? 0, isJson(at) ? 'anything' : kindOf(row?.[name])]),
  );
}

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return { listOf: [kindOf(value[0])] };
  if (value instanceof Date) return 'Date';
  if (Buffer.isBuffer(value)) return 'Buffer';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}
