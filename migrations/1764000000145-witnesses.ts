import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['custody_cosignature', 'custody_witness'] as const;

const DEFINITIONS = `
-- What witnesses said of the log's heads (C2SP tlog-cosignature), each checked before it came here.
CREATE TABLE lintel.custody_cosignature (
  place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The witness's verifier key, as text.
  witness text NOT NULL,
  checkpoint_size bigint NOT NULL CHECK (checkpoint_size > 0),
  line text NOT NULL,
  at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (witness, checkpoint_size)
);
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON lintel.custody_cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
ALTER TABLE lintel.custody_cosignature ENABLE ALWAYS TRIGGER kept;

-- How it went when a witness was last asked. No evidence, but what an operator must see.
CREATE TABLE lintel.custody_witness (
  witness text PRIMARY KEY,
  asked_at timestamptz NOT NULL DEFAULT now(),
  trouble text,
  trouble_since timestamptz,
  CHECK ((trouble IS NULL) = (trouble_since IS NULL))
);
`;

const RIGHTS = `
GRANT SELECT, INSERT ON lintel.custody_cosignature TO lintel_worker;
GRANT SELECT, INSERT, UPDATE ON lintel.custody_witness TO lintel_worker;
GRANT SELECT ON lintel.custody_cosignature, lintel.custody_witness TO lintel_workspace;
`;

const policies = (table: string): string => `
ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true);
CREATE POLICY worker ON lintel.${table} TO lintel_worker USING (true);
CREATE POLICY police ON lintel.${table} FOR SELECT TO lintel_workspace USING (true);
CREATE POLICY apart_from_scheme ON lintel.${table} AS RESTRICTIVE TO lintel_workspace
  USING (NOT (SELECT coalesce(current_setting('lintel.scheme', true), '') = 'yes'));
`;

/** What others who watch the log have cosigned of it. */
export class Witnesses1764000000145 implements MigrationInterface {
  readonly name = 'Witnesses1764000000145';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of TABLES) await runner.query(policies(table));
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE lintel.${table}`);
  }
}
