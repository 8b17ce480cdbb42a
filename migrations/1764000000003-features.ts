import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FUNCTIONS_SQL } from './features/functions';
import { RIGHTS_SQL } from './features/rights';
import { TABLES_SQL } from './features/tables';

/** Tables in the order in which they may be dropped from the last to the first. */
const TABLES = [
  'officer',
  'workspace_session',
  'investigation',
  'investigation_member',
  'invitation',
  'intake_session',
  'entry_attempt',
  'notice_confirmation',
  'submission',
  'clip',
  'receipt',
  'rendition',
  'triage',
  'exhibit_counter',
  'exhibit',
  'access_ticket',
] as const;

const VOCABULARY = `
INSERT INTO custody.event_type (type, category) VALUES ('clip-declined', 'alteration');
INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', 'clip-declined');
`;

export class Features1764000000003 implements MigrationInterface {
  readonly name = 'Features1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES_SQL);
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
    await runner.query(FUNCTIONS_SQL);
    await runner.query('REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA lintel FROM PUBLIC');
    await runner.query(RIGHTS_SQL);
    await runner.query(VOCABULARY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM custody.permitted_type WHERE type = 'clip-declined'`);
    await runner.query(`DELETE FROM custody.event_type WHERE type = 'clip-declined'`);
    await runner.query('DROP POLICY sent_only ON lintel.opening');
    await runner.query('REVOKE SELECT ON lintel.opening FROM lintel_workspace');
    await runner.query(`
      CREATE OR REPLACE FUNCTION custody.subject_visible(subject text) RETURNS boolean
      LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT subject NOT LIKE 'clip:%' $$`);
    await runner.query(`
      DROP FUNCTION lintel.hold_stale_draft(uuid, integer), lintel.discard_draft(uuid), lintel.remove_draft_clip(uuid), lintel.send_submission(uuid),
        lintel.count_entry_failure(bytea), lintel.entry_failures(bytea), lintel.find_intake_session(bytea, interval),
        lintel.find_invitation(bytea)`);
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE lintel.${table}`);
    await runner.query('DROP FUNCTION lintel.scope_invitation()');
  }
}
