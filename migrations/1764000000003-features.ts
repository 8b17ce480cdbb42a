import type { MigrationInterface, QueryRunner } from 'typeorm';

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

const DEFINITIONS = `
CREATE TABLE lintel.officer (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  display_name text NOT NULL,
  initials text NOT NULL CHECK (initials ~ '^[A-Z]{2,4}$'),
  role text NOT NULL CHECK (role IN ('investigator', 'disclosure', 'supervisor', 'auditor', 'coordinator')),
  password_hash text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT true,
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE lintel.workspace_session (
  sid text PRIMARY KEY,
  sess json NOT NULL,
  expire timestamptz NOT NULL
);
CREATE INDEX workspace_session_expire ON lintel.workspace_session (expire);

CREATE TABLE lintel.investigation (
  id uuid PRIMARY KEY,
  urn text NOT NULL UNIQUE,
  offence text NOT NULL,
  oic_id uuid NOT NULL REFERENCES lintel.officer,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE lintel.investigation_member (
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  added_by uuid NOT NULL REFERENCES lintel.officer,
  added_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  PRIMARY KEY (investigation_id, officer_id)
);
CREATE INDEX investigation_member_officer ON lintel.investigation_member (officer_id) WHERE removed_at IS NULL;

CREATE TABLE lintel.invitation (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  code_hash text NOT NULL,
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_at timestamptz,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  opened_at timestamptz,
  created_by uuid NOT NULL REFERENCES lintel.officer,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX invitation_investigation ON lintel.invitation (investigation_id, created_at);

CREATE TABLE lintel.intake_session (
  id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX intake_session_expires ON lintel.intake_session (expires_at);

-- Wrong links and codes of one address (kept only as a hash) in one hour.
CREATE TABLE lintel.entry_attempt (
  address_hash bytea NOT NULL,
  hour timestamptz NOT NULL,
  failures integer NOT NULL,
  PRIMARY KEY (address_hash, hour)
);

CREATE TABLE lintel.notice_confirmation (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  notice_version text NOT NULL,
  route text NOT NULL CHECK (route IN ('self', 'oral')),
  confirmed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX notice_confirmation_invitation ON lintel.notice_confirmation (invitation_id);

CREATE TABLE lintel.submission (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  reference text NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('draft', 'sent', 'triaged', 'discarded')),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  triaged_at timestamptz,
  CHECK ((sent_at IS NOT NULL) = (state IN ('sent', 'triaged')))
);
CREATE UNIQUE INDEX submission_one_draft ON lintel.submission (invitation_id) WHERE state = 'draft';
CREATE INDEX submission_investigation ON lintel.submission (investigation_id, sent_at);

CREATE TABLE lintel.clip (
  id uuid PRIMARY KEY,
  submission_id uuid NOT NULL REFERENCES lintel.submission,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  state text NOT NULL CHECK (state IN ('receiving', 'received', 'verified', 'master')),
  file_name text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  device_sha256 text CHECK (device_sha256 ~ '^[0-9a-f]{64}$'),
  stored_sha256 text CHECK (stored_sha256 ~ '^[0-9a-f]{64}$'),
  crc32 bigint,
  kind text,
  media jsonb,
  incoming_key text NOT NULL UNIQUE,
  evidence_key text UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  received_at timestamptz,
  verified_at timestamptz,
  sent_at timestamptz,
  master_at timestamptz,
  CHECK (state <> 'master' OR (sent_at IS NOT NULL AND evidence_key IS NOT NULL AND stored_sha256 IS NOT NULL))
);
CREATE INDEX clip_submission ON lintel.clip (submission_id, created_at);
CREATE INDEX clip_investigation ON lintel.clip (investigation_id, sent_at);
CREATE INDEX clip_unsent ON lintel.clip (created_at) WHERE sent_at IS NULL;

CREATE TABLE lintel.receipt (
  submission_id uuid PRIMARY KEY REFERENCES lintel.submission,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  reference text NOT NULL UNIQUE,
  sent_at timestamptz NOT NULL,
  clips jsonb NOT NULL
);
CREATE INDEX receipt_invitation ON lintel.receipt (invitation_id, sent_at);

CREATE TABLE lintel.rendition (
  id uuid PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  kind text NOT NULL CHECK (kind IN ('proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames')),
  state text NOT NULL CHECK (state IN ('made', 'failed')),
  object_key text,
  content_type text,
  sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint,
  input_sha256 text NOT NULL CHECK (input_sha256 ~ '^[0-9a-f]{64}$'),
  recipe jsonb NOT NULL,
  facts jsonb NOT NULL,
  why text,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (clip_id, kind),
  CHECK ((state = 'made') = (object_key IS NOT NULL AND sha256 IS NOT NULL AND size IS NOT NULL))
);

CREATE TABLE lintel.triage (
  clip_id uuid PRIMARY KEY REFERENCES lintel.clip,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'declined')),
  reason text NOT NULL,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  at timestamptz NOT NULL DEFAULT now()
);

-- The next number of a producer in an investigation. It only ever grows: a reference is never reused.
CREATE TABLE lintel.exhibit_counter (
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  initials text NOT NULL,
  last integer NOT NULL CHECK (last > 0),
  PRIMARY KEY (investigation_id, initials)
);

CREATE TABLE lintel.exhibit (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL UNIQUE REFERENCES lintel.clip,
  reference text NOT NULL CHECK (reference ~ '^[A-Z]{2,4}/[1-9][0-9]*$'),
  producer_name text NOT NULL,
  description text NOT NULL,
  registered_by uuid NOT NULL REFERENCES lintel.officer,
  registered_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (investigation_id, reference)
);

-- One viewing or download by one officer: opened once, logged once, then served in as many ranges as it takes.
CREATE TABLE lintel.access_ticket (
  id uuid PRIMARY KEY,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  content text NOT NULL CHECK (content IN ('original', 'proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames')),
  purpose text NOT NULL CHECK (purpose IN ('view', 'download')),
  reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX access_ticket_expires ON lintel.access_ticket (expires_at);
`;

const FUNCTIONS = `
CREATE FUNCTION lintel.scope_invitation() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('lintel.invitation', true), '')::uuid $$;

-- A link's invitation, by the hash of its token: the one row that a stranger with the right token may learn of.
CREATE FUNCTION lintel.find_invitation(wanted bytea)
RETURNS TABLE (id uuid, investigation_id uuid, code_hash text, failed_attempts integer, locked boolean, live boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.id, i.investigation_id, i.code_hash, i.failed_attempts, i.locked_at IS NOT NULL,
         i.revoked_at IS NULL AND i.expires_at > now()
    FROM lintel.invitation i WHERE i.token_hash = wanted
$$;

-- A live session's invitation; being used keeps it alive (a long upload on a bad line must not be cut off). A revoked or
-- expired invitation ends its sessions at once.
CREATE FUNCTION lintel.find_intake_session(wanted bytea, idle interval)
RETURNS TABLE (invitation_id uuid, investigation_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.intake_session SET expires_at = now() + idle
   WHERE id_hash = wanted AND expires_at > now() AND expires_at < now() + idle - interval '1 minute';
  SELECT i.id, i.investigation_id
    FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
   WHERE s.id_hash = wanted AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()
$$;

CREATE FUNCTION lintel.entry_failures(address bytea) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(failures), 0)::integer FROM lintel.entry_attempt
   WHERE address_hash = address AND hour >= date_trunc('hour', now())
$$;

CREATE FUNCTION lintel.count_entry_failure(address bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO lintel.entry_attempt (address_hash, hour, failures) VALUES (address, date_trunc('hour', now()), 1)
  ON CONFLICT (address_hash, hour) DO UPDATE SET failures = lintel.entry_attempt.failures + 1
$$;

-- Draft becomes sent: from here on it is the police's to see and no longer intake's.
CREATE FUNCTION lintel.send_submission(wanted uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := now();
BEGIN
  UPDATE lintel.submission SET state = 'sent', sent_at = at, changed_at = at
   WHERE id = wanted AND state = 'draft' AND invitation_id = lintel.scope_invitation();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted AND state NOT IN ('received', 'verified')) THEN
    RAISE EXCEPTION 'a clip is still being received' USING ERRCODE = 'LN001';
  END IF;
  UPDATE lintel.clip SET sent_at = at WHERE submission_id = wanted;
  RETURN at;
END $$;

-- Removing a draft clip erases every salt and value of its events: the chain keeps its shape and says nothing.
CREATE FUNCTION lintel.remove_draft_clip(wanted uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE key text;
BEGIN
  DELETE FROM lintel.clip
   WHERE id = wanted AND sent_at IS NULL
     AND (invitation_id = lintel.scope_invitation() OR session_user = 'lintel_worker')
  RETURNING incoming_key INTO key;
  IF FOUND THEN DELETE FROM lintel.opening WHERE subject = 'clip:' || wanted; END IF;
  RETURN key;
END $$;

CREATE FUNCTION lintel.discard_draft(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted) THEN
    RAISE EXCEPTION 'the draft still has clips' USING ERRCODE = 'LN002';
  END IF;
  UPDATE lintel.submission SET state = 'discarded', changed_at = now()
   WHERE id = wanted AND state = 'draft'
     AND (invitation_id = lintel.scope_invitation() OR session_user = 'lintel_worker');
  RETURN FOUND;
END $$;

-- Holds a draft that nobody has touched for so long until the transaction ends, so that it can neither be sent nor get
-- another clip meanwhile. Null when it is no draft any more or has been touched.
CREATE FUNCTION lintel.hold_stale_draft(wanted uuid, days integer) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM lintel.submission
    WHERE id = wanted AND state = 'draft' AND changed_at < now() - make_interval(days => days) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN (SELECT coalesce(array_agg(id), '{}') FROM lintel.clip WHERE submission_id = wanted);
END $$;

CREATE OR REPLACE FUNCTION custody.subject_visible(subject text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN subject LIKE 'clip:%'
    THEN EXISTS (SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid)
    ELSE true END
$$;
`;

const VOCABULARY = `
INSERT INTO custody.event_type (type, category) VALUES ('clip-declined', 'alteration');
INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', 'clip-declined');
`;

/** Deny by default: a role has a row only where a policy here gives it, and a verb only where a grant does. */
const RIGHTS = `
-- The public side: its own invitation's drafts and receipts.
GRANT SELECT, UPDATE (failed_attempts, locked_at, opened_at) ON lintel.invitation TO lintel_intake;
GRANT SELECT, INSERT, DELETE ON lintel.intake_session TO lintel_intake;
GRANT SELECT, INSERT ON lintel.notice_confirmation TO lintel_intake;
GRANT SELECT, INSERT, UPDATE (changed_at) ON lintel.submission TO lintel_intake;
GRANT SELECT, INSERT,
  UPDATE (state, device_sha256, received_at, size) ON lintel.clip TO lintel_intake;
GRANT SELECT, INSERT ON lintel.receipt TO lintel_intake;

CREATE POLICY own_invitation ON lintel.invitation TO lintel_intake USING (id = lintel.scope_invitation());
CREATE POLICY own_session ON lintel.intake_session TO lintel_intake
  USING (invitation_id = lintel.scope_invitation());
CREATE POLICY own_confirmation ON lintel.notice_confirmation TO lintel_intake
  USING (invitation_id = lintel.scope_invitation());
CREATE POLICY own_draft ON lintel.submission TO lintel_intake
  USING (invitation_id = lintel.scope_invitation() AND state = 'draft');
CREATE POLICY own_draft ON lintel.clip TO lintel_intake
  USING (invitation_id = lintel.scope_invitation() AND sent_at IS NULL);
CREATE POLICY own_receipt ON lintel.receipt TO lintel_intake
  USING (invitation_id = lintel.scope_invitation());

-- The police side: what was sent, never a draft; no link's token or code can be read back.
GRANT SELECT, INSERT, UPDATE ON lintel.officer TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE, DELETE ON lintel.workspace_session TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (oic_id) ON lintel.investigation TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (added_by, added_at, removed_at) ON lintel.investigation_member TO lintel_workspace;
GRANT SELECT (id, investigation_id, failed_attempts, locked_at, expires_at, revoked_at, opened_at, created_by, created_at),
  INSERT, UPDATE (code_hash, failed_attempts, locked_at, expires_at, revoked_at) ON lintel.invitation TO lintel_workspace;
GRANT SELECT ON lintel.notice_confirmation TO lintel_workspace;
GRANT SELECT, UPDATE (state, triaged_at, changed_at) ON lintel.submission TO lintel_workspace;
GRANT SELECT ON lintel.clip, lintel.rendition TO lintel_workspace;
GRANT SELECT, INSERT ON lintel.triage, lintel.exhibit, lintel.access_ticket TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE ON lintel.exhibit_counter TO lintel_workspace;
GRANT SELECT ON lintel.opening TO lintel_workspace;

CREATE POLICY police ON lintel.officer TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.workspace_session TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.investigation TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.investigation_member TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.invitation TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.notice_confirmation TO lintel_workspace USING (true);
CREATE POLICY sent_only ON lintel.submission TO lintel_workspace USING (state IN ('sent', 'triaged'));
CREATE POLICY sent_only ON lintel.clip TO lintel_workspace USING (sent_at IS NOT NULL);
CREATE POLICY sent_only ON lintel.rendition TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.triage TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.exhibit TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.access_ticket TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY police ON lintel.exhibit_counter TO lintel_workspace USING (true);
CREATE POLICY sent_only ON lintel.opening FOR SELECT TO lintel_workspace USING (custody.subject_visible(subject));

-- The worker: verifies drafts, makes masters and renditions, sweeps what has run out.
GRANT SELECT, UPDATE (state, stored_sha256, crc32, kind, media, evidence_key, verified_at, master_at, size) ON lintel.clip TO lintel_worker;
GRANT SELECT, UPDATE (clips) ON lintel.receipt TO lintel_worker;
GRANT SELECT ON lintel.submission, lintel.invitation TO lintel_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON lintel.rendition TO lintel_worker;
GRANT SELECT, DELETE ON lintel.intake_session, lintel.entry_attempt TO lintel_worker;
CREATE POLICY worker ON lintel.clip TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.receipt TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.submission TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.invitation TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.rendition TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.intake_session TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.entry_attempt TO lintel_worker USING (true);

GRANT EXECUTE ON FUNCTION lintel.scope_invitation() TO lintel_intake, lintel_workspace, lintel_worker;
GRANT EXECUTE ON FUNCTION lintel.find_invitation(bytea), lintel.find_intake_session(bytea, interval),
  lintel.entry_failures(bytea), lintel.count_entry_failure(bytea), lintel.send_submission(uuid) TO lintel_intake;
GRANT EXECUTE ON FUNCTION lintel.remove_draft_clip(uuid), lintel.discard_draft(uuid) TO lintel_intake, lintel_worker;
GRANT EXECUTE ON FUNCTION lintel.hold_stale_draft(uuid, integer) TO lintel_worker;
GRANT EXECUTE ON FUNCTION custody.subject_visible(text) TO lintel_workspace, lintel_worker;
`;

export class Features1764000000003 implements MigrationInterface {
  readonly name = 'Features1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
    await runner.query(FUNCTIONS);
    await runner.query('REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA lintel FROM PUBLIC');
    await runner.query(RIGHTS);
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
