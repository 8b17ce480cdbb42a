import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every process asks at its start whether the tables are those that it was written for; the list itself is the owner's alone. */
const UP = [
  `CREATE FUNCTION lintel.migrations_done() RETURNS SETOF text
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT name::text FROM public.schema_migration ORDER BY id
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.migrations_done() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.migrations_done() TO lintel_intake, lintel_workspace, lintel_worker`,
];

const DOWN = [`DROP FUNCTION lintel.migrations_done()`];

export class MigrationsKnown1770000000690 implements MigrationInterface {
  readonly name = 'MigrationsKnown1770000000690';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
