import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['custody_timestamp', 'bundle_issue', 'bundle_download', 'issue_session'] as const;

const TIME_STAMPS = `
-- Tokens of a time stamping authority (RFC 3161), each checked before it came here.
CREATE TABLE lintel.custody_timestamp (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  what text NOT NULL CHECK (what IN ('checkpoint', 'manifest')),
  -- Of the checkpoint: how many leaves of the log lie under it.
  checkpoint_size bigint,
  imprint text NOT NULL CHECK (imprint ~ '^[0-9a-f]{64}$'),
  token bytea NOT NULL,
  object_key text NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  serial text NOT NULL,
  policy text NOT NULL,
  signer text NOT NULL CHECK (signer ~ '^[0-9a-f]{64}$'),
  anchored boolean NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (what, imprint),
  CHECK ((what = 'checkpoint') = (checkpoint_size IS NOT NULL))
);
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON lintel.custody_timestamp
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
ALTER TABLE lintel.custody_timestamp ENABLE ALWAYS TRIGGER kept;
`;

const ISSUES = `
CREATE TABLE lintel.bundle_issue (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  recipient_kind text NOT NULL CHECK (recipient_kind IN ('cps', 'defence', 'court')),
  recipient_name text NOT NULL CHECK (recipient_name <> ''),
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  code_hash text NOT NULL,
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_at timestamptz,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  supersedes uuid REFERENCES lintel.bundle_issue,
  issued_by uuid NOT NULL REFERENCES lintel.officer,
  issued_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bundle_issue_bundle ON lintel.bundle_issue (bundle_id, place);

-- One download, in as many ranges as it takes: one event of the log.
CREATE TABLE lintel.bundle_download (
  id uuid PRIMARY KEY,
  issue_id uuid NOT NULL REFERENCES lintel.bundle_issue,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bundle_download_issue ON lintel.bundle_download (issue_id, at);

CREATE TABLE lintel.issue_session (
  id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
  issue_id uuid NOT NULL REFERENCES lintel.bundle_issue,
  download_id uuid REFERENCES lintel.bundle_download,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX issue_session_expires ON lintel.issue_session (expires_at);
`;

const FUNCTIONS = `
-- A link's issue, by the hash of its token: the one way to the hash of its code.
CREATE FUNCTION lintel.find_issue(wanted bytea)
RETURNS TABLE (id uuid, bundle_id uuid, investigation_id uuid, code_hash text, locked boolean, live boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.id, i.bundle_id, i.investigation_id, i.code_hash, i.locked_at IS NOT NULL,
         i.revoked_at IS NULL AND i.expires_at > now()
    FROM lintel.bundle_issue i WHERE i.token_hash = wanted
$$;

-- Behind the application's own rule: what may hold sensitive material goes to the prosecutor and to nobody else.
CREATE FUNCTION lintel.guard_bundle_issue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM lintel.bundle b
     WHERE b.id = NEW.bundle_id AND b.investigation_id = NEW.investigation_id
       AND (SELECT s.state FROM lintel.bundle_state s WHERE s.bundle_id = b.id ORDER BY s.place DESC LIMIT 1) = 'sealed'
       AND NEW.recipient_kind = ANY (CASE b.kind WHEN 'prosecution' THEN ARRAY['cps']
         WHEN 'defence' THEN ARRAY['defence', 'cps'] ELSE ARRAY['court', 'cps', 'defence'] END)) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'this bundle must not go to that recipient' USING ERRCODE = 'LN014';
END $$;
CREATE TRIGGER guarded BEFORE INSERT ON lintel.bundle_issue FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_issue();

REVOKE EXECUTE ON FUNCTION lintel.find_issue(bytea), lintel.guard_bundle_issue() FROM PUBLIC;
`;

const RIGHTS = `
GRANT SELECT, INSERT ON lintel.custody_timestamp TO lintel_worker;
GRANT SELECT ON lintel.custody_timestamp TO lintel_workspace;
CREATE POLICY worker ON lintel.custody_timestamp TO lintel_worker USING (true);
CREATE POLICY police ON lintel.custody_timestamp FOR SELECT TO lintel_workspace USING (true);

-- Neither link nor code can be read back.
GRANT SELECT (id, place, bundle_id, investigation_id, recipient_kind, recipient_name, failed_attempts, locked_at, expires_at,
    revoked_at, supersedes, issued_by, issued_at),
  INSERT, UPDATE (failed_attempts, locked_at, revoked_at) ON lintel.bundle_issue TO lintel_workspace;
GRANT SELECT, INSERT ON lintel.bundle_download TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (download_id, expires_at), DELETE ON lintel.issue_session TO lintel_workspace;
GRANT SELECT, DELETE ON lintel.issue_session TO lintel_worker;
CREATE POLICY police ON lintel.bundle_issue TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.bundle_download TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.issue_session TO lintel_workspace USING (true);
CREATE POLICY worker ON lintel.issue_session TO lintel_worker USING (true);

GRANT EXECUTE ON FUNCTION lintel.find_issue(bytea), lintel.entry_failures(bytea), lintel.count_entry_failure(bytea)
  TO lintel_workspace;
`;

const KINDS = ['proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames'];
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const kinds = (of: readonly string[]): string => `
ALTER TABLE lintel.rendition DROP CONSTRAINT rendition_kind_check,
  ADD CONSTRAINT rendition_kind_check CHECK (kind IN (${quoted(of)}));
ALTER TABLE lintel.access_ticket DROP CONSTRAINT access_ticket_content_check,
  ADD CONSTRAINT access_ticket_content_check CHECK (content IN (${quoted(['original', ...of])}))`;

/** To whom sealed bundles go and how they fetch them, and what time stamping authorities say of the log. */
export class Issue1764000000031 implements MigrationInterface {
  readonly name = 'Issue1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TIME_STAMPS);
    await runner.query(ISSUES);
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
    await runner.query(FUNCTIONS);
    await runner.query(RIGHTS);
    await runner.query(kinds([...KINDS, 'defence-copy']));
    await runner.query(
      `INSERT INTO custody.event_type (type, category) VALUES ('issue-locked', 'alteration')`,
    );
    await runner.query(
      `INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', 'issue-locked')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM custody.permitted_type WHERE type = 'issue-locked'`);
    await runner.query(`DELETE FROM custody.event_type WHERE type = 'issue-locked'`);
    await runner.query(`DELETE FROM lintel.rendition WHERE kind = 'defence-copy'`);
    await runner.query(`DELETE FROM lintel.access_ticket WHERE content = 'defence-copy'`);
    await runner.query(kinds(KINDS));
    await runner.query(`REVOKE EXECUTE ON FUNCTION lintel.entry_failures(bytea), lintel.count_entry_failure(bytea)
      FROM lintel_workspace`);
    for (const table of ['issue_session', 'bundle_download', 'bundle_issue', 'custody_timestamp'])
      await runner.query(`DROP TABLE lintel.${table}`);
    await runner.query('DROP FUNCTION lintel.guard_bundle_issue(), lintel.find_issue(bytea)');
  }
}
