/** Officers, investigations, invitations, submissions, clips and what officers make of them. */
export const TABLES_SQL = `
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
