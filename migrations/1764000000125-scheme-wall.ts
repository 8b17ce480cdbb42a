import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of officers' accounts and of the queue: they tell nothing of an investigation, and every request needs them. */
const OPEN = [
  'officer',
  'officer_identity',
  'officer_totp',
  'recovery_code',
  'workspace_session',
  'outbox',
] as const;

/** On which the wall stood before. */
const BEFORE = [
  'investigation',
  'investigation_member',
  'invitation',
  'safe_contact',
  'submission',
  'clip',
  'rendition',
  'exhibit',
  'incident',
  'opening',
] as const;

const SCOPE = `(SELECT coalesce(current_setting('lintel.scheme', true), '') = 'yes')`;

/** What no transaction of the scheme may read or write: every table of investigations, and the log that names them. */
const APART = `
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody') AND c.relname <> ALL (ARRAY['${OPEN.join("','")}'])
              AND has_any_column_privilege('lintel_workspace', c.oid, 'SELECT') LOOP
    EXECUTE format('DROP POLICY IF EXISTS apart_from_scheme ON %I.%I', t.nspname, t.relname);
    EXECUTE format($p$CREATE POLICY apart_from_scheme ON %I.%I AS RESTRICTIVE TO lintel_workspace USING (NOT ${SCOPE})$p$,
      t.nspname, t.relname);
  END LOOP;
END $$`;

const NO_LONGER = `
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT schemaname, tablename FROM pg_policies WHERE policyname = 'apart_from_scheme' LOOP
    EXECUTE format('DROP POLICY apart_from_scheme ON %I.%I', t.schemaname, t.tablename);
  END LOOP;
END $$`;

/** The wall between the scheme and the investigations on every table that there is, for reading and for writing. */
export class SchemeWall1764000000125 implements MigrationInterface {
  readonly name = 'SchemeWall1764000000125';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APART);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NO_LONGER);
    for (const table of BEFORE)
      await runner.query(`CREATE POLICY apart_from_scheme ON lintel.${table} AS RESTRICTIVE FOR SELECT TO lintel_workspace
        USING (NOT ${SCOPE})`);
  }
}
