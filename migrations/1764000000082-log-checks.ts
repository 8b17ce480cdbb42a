import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- Checks of the whole log that somebody asked for, and what the verifier said.
CREATE TABLE lintel.log_check (
  id uuid PRIMARY KEY,
  requested_by uuid NOT NULL REFERENCES lintel.officer,
  requested_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  outcome text CHECK (outcome IN ('proven', 'tampered', 'cannot-tell')),
  verdict jsonb,
  CHECK ((finished_at IS NULL) = (outcome IS NULL) AND (finished_at IS NULL) = (verdict IS NULL))
);
CREATE INDEX log_check_time ON lintel.log_check (requested_at);
ALTER TABLE lintel.log_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.log_check FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.log_check TO lintel_owner USING (true);
CREATE POLICY police ON lintel.log_check TO lintel_workspace USING (true);
CREATE POLICY worker ON lintel.log_check TO lintel_worker USING (true);
GRANT SELECT, INSERT (id, requested_by) ON lintel.log_check TO lintel_workspace;
GRANT SELECT, UPDATE (finished_at, outcome, verdict) ON lintel.log_check TO lintel_worker;
`;

/** The live check of the whole log, from the officers' pages. */
export class LogChecks1764000000082 implements MigrationInterface {
  readonly name = 'LogChecks1764000000082';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lintel.log_check');
  }
}
