import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of every time, day and fraction that is kept: by table and column, and what a value must be like. Names of constraints are cut as PostgreSQL cuts them. */
const COLUMNS = `
  SELECT c.oid::regclass AS holder, a.attname AS "column", left(c.relname || '_' || a.attname, 56) || '_can_be' AS rule,
      CASE WHEN a.atttypid = 'date'::regtype THEN format('%I >= date ''0001-01-01'' AND %1$I < date ''10000-01-01''', a.attname)
        WHEN a.atttypid = 'timestamptz'::regtype THEN format('%I >= timestamptz ''0001-01-02 00:00+00'' AND %1$I < timestamptz ''9999-12-31 00:00+00''', a.attname)
        ELSE format('%I > ''-infinity'' AND %1$I < ''infinity''', a.attname) END AS can_be
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('lintel', 'scheme', 'custody') AND a.attnum > 0 AND NOT a.attisdropped
     AND a.atttypid IN ('date'::regtype, 'timestamptz'::regtype, 'float4'::regtype, 'float8'::regtype)`;

/**
 * Each time that is kept is one that a program can read. PostgreSQL knows times without an end and years beyond those of a Date; whoever had broken into a
 * process could write one where it may write at all, and each page that shows the row would have failed from then on, for good where rows only come.
 * What is there already is not looked at: no table is held up.
 */
export class TimesThatCanBe1770000001302 implements MigrationInterface {
  readonly name = 'TimesThatCanBe1770000001302';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$
      DECLARE
        found record;
      BEGIN
        FOR found IN ${COLUMNS} LOOP
          EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s) NOT VALID', found.holder, found.rule, found.can_be);
        END LOOP;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$
      DECLARE
        found record;
      BEGIN
        FOR found IN SELECT conrelid::regclass AS holder, conname AS rule FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
          WHERE n.nspname IN ('lintel', 'scheme', 'custody') AND k.contype = 'c' AND k.conname LIKE '%\\_can\\_be' LOOP
          EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.holder, found.rule);
        END LOOP;
      END $$`);
  }
}
