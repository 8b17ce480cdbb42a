import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Octets. The longest answer of a page has 20,000 characters, the longest name 255; what a program makes of a long film is the longest of all. */
const [LINE, WORDS, ACCOUNT, DOCUMENT] = [4_000, 100_000, 4 * 1024 ** 2, 64 * 1024 ** 2];

/** Columns that hold what somebody has written, or why a program gave up. */
const WRITTEN =
  '(^|_)(words|reason|why|what|description|comment|terms|alternatives|ask|asked|correction|enquiry|necessity|never|rebuttal|closer|text|' +
  'particulars|body|presumed|same_as|location|source|trouble|line|event|finding)$';

/**
 * Of every text and every value of bytes or JSON that is kept, but where its values are named one by one: by table and column, and how long it may be.
 * `octet_length` and `pg_column_size` do not read what is stored apart. Names of constraints are cut as PostgreSQL cuts them.
 */
const COLUMNS = `
  SELECT c.oid::regclass AS holder, a.attname AS "column", left(c.relname || '_' || a.attname, 58) || '_fits' AS rule,
      format(CASE WHEN a.atttypid IN ('text'::regtype, 'bytea'::regtype) THEN 'octet_length(%I) <= %s' ELSE 'pg_column_size(%I) <= %s' END, a.attname,
        CASE
          WHEN c.oid = 'lintel.entry_attempt'::regclass OR c.oid = 'lintel.code_attempt'::regclass OR c.oid = 'lintel.code_place'::regclass THEN 64
          WHEN (c.relname, a.attname) IN (('time_candidate', 'candidate'), ('incident', 'written_by'), ('schedule', 'certifications')) THEN ${WORDS}
          WHEN (c.relname, a.attname) IN (('incident', 'answers'), ('opening', 'value')) THEN ${ACCOUNT}
          WHEN a.atttypid NOT IN ('text'::regtype, 'bytea'::regtype) OR a.attname IN ('recipe', 'captions', 'token', 'proof', 'note') THEN ${DOCUMENT}
          WHEN a.attname ~ '${WRITTEN}' THEN ${WORDS}
          ELSE ${LINE} END) AS fits
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('lintel', 'scheme', 'custody') AND a.attnum > 0 AND NOT a.attisdropped
     AND a.atttypid IN ('text'::regtype, 'bytea'::regtype, 'json'::regtype, 'jsonb'::regtype, 'text[]'::regtype, 'bytea[]'::regtype)
     AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
       AND pg_get_constraintdef(k.oid) LIKE 'CHECK ((' || quote_ident(a.attname) || ' = ANY (ARRAY[%')`;

/**
 * No row holds a text without an end. PostgreSQL takes a gigabyte of it; whoever had broken into a process could put so much into the offence of an
 * investigation, a name or a reason, and each page that shows the row would have failed from then on, for good where rows only come.
 * What is there already is not looked at: no table is held up.
 */
export class AsLongAsItCanBe1770000001331 implements MigrationInterface {
  readonly name = 'AsLongAsItCanBe1770000001331';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$
      DECLARE
        found record;
      BEGIN
        FOR found IN ${COLUMNS} LOOP
          EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s) NOT VALID', found.holder, found.rule, found.fits);
        END LOOP;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$
      DECLARE
        found record;
      BEGIN
        FOR found IN SELECT conrelid::regclass AS holder, conname AS rule FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
          WHERE n.nspname IN ('lintel', 'scheme', 'custody') AND k.contype = 'c' AND k.conname LIKE '%\\_fits' LOOP
          EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.holder, found.rule);
        END LOOP;
      END $$`);
  }
}
