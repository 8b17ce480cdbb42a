import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of investigations that a transaction of the scheme must not see. */
const APART = [
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

const DEFINITIONS = `
-- The register of doorbells given out. It stands apart: no column points out of this schema, and none points in.
CREATE SCHEMA scheme;

CREATE TABLE scheme.doorbell (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- The doorbell instead of which this one was given.
  replaces uuid UNIQUE REFERENCES scheme.doorbell
);

-- What is known of a doorbell: the newest version counts, and the older ones stay.
CREATE TABLE scheme.entry (
  doorbell_id uuid NOT NULL REFERENCES scheme.doorbell,
  version integer NOT NULL CHECK (version > 0),
  change text NOT NULL CHECK (change IN ('given', 'corrected', 'returned', 'lost', 'replaced', 'found', 'withdrawn')),
  -- A number of the scheme's own, never a name: the one thing that is known of a person.
  person text NOT NULL CHECK (person ~ '^[A-Z]{0,4}-?[0-9]{1,8}$'),
  force text NOT NULL CHECK (length(force) BETWEEN 1 AND 80),
  given_on date NOT NULL,
  make text NOT NULL CHECK (length(make) BETWEEN 1 AND 40),
  model text NOT NULL CHECK (length(model) BETWEEN 1 AND 60),
  risk text NOT NULL CHECK (risk IN ('high', 'medium')),
  cost_pence integer NOT NULL CHECK (cost_pence >= 0),
  state text NOT NULL CHECK (state IN ('out', 'returned', 'lost', 'replaced', 'withdrawn')),
  ended_on date CHECK (ended_on >= given_on),
  reason text NOT NULL CHECK (version = 1 OR reason <> ''),
  -- Hides the entry behind the commitment that the custody log holds.
  salt bytea NOT NULL CHECK (octet_length(salt) = 16),
  -- An officer's id, with no foreign key.
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (doorbell_id, version),
  CHECK ((state IN ('returned', 'lost', 'replaced')) = (ended_on IS NOT NULL)),
  CHECK ((version = 1) = (change = 'given'))
);
CREATE INDEX entry_person ON scheme.entry (person);

CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON scheme.doorbell
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON scheme.entry
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
ALTER TABLE scheme.doorbell ENABLE ALWAYS TRIGGER kept;
ALTER TABLE scheme.entry ENABLE ALWAYS TRIGGER kept;
`;

/** True in a transaction of the scheme; asked once a statement. */
const SCOPE = `(SELECT coalesce(current_setting('lintel.scheme', true), '') = 'yes')`;

/** The register of the scheme, and a wall between it and the investigations: no statement sees both. */
export class Scheme1764000000085 implements MigrationInterface {
  readonly name = 'Scheme1764000000085';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    await runner.query('GRANT USAGE ON SCHEMA scheme TO lintel_workspace');
    for (const table of ['doorbell', 'entry']) {
      await runner.query(`ALTER TABLE scheme.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE scheme.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON scheme.${table} TO lintel_owner USING (true)`);
      await runner.query(`GRANT SELECT, INSERT ON scheme.${table} TO lintel_workspace`);
      await runner.query(`CREATE POLICY coordinator ON scheme.${table} TO lintel_workspace USING (${SCOPE})`);
    }
    for (const table of APART)
      await runner.query(`CREATE POLICY apart_from_scheme ON lintel.${table} AS RESTRICTIVE FOR SELECT TO lintel_workspace
        USING (NOT ${SCOPE})`);
    await runner.query(`
      INSERT INTO custody.event_type (type, category) VALUES
        ('doorbell-registered', 'collection'), ('doorbell-changed', 'alteration');
      INSERT INTO custody.permitted_type (role, type) VALUES
        ('lintel_workspace', 'doorbell-registered'), ('lintel_workspace', 'doorbell-changed')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM custody.permitted_type WHERE type LIKE 'doorbell-%'`);
    await runner.query(`DELETE FROM custody.event_type WHERE type LIKE 'doorbell-%'`);
    for (const table of APART) await runner.query(`DROP POLICY apart_from_scheme ON lintel.${table}`);
    await runner.query('DROP TABLE scheme.entry');
    await runner.query('DROP TABLE scheme.doorbell');
    await runner.query('DROP SCHEMA scheme');
  }
}
