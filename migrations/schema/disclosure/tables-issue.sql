-- A recipient's link to a sealed bundle.
CREATE TABLE lintel.bundle_issue (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  recipient_kind text NOT NULL CHECK (recipient_kind IN ('cps', 'defence', 'court')),
  recipient_name text NOT NULL CHECK (recipient_name <> ''),
  -- Link and code are kept and judged as those of an invitation are.
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  code_hash text NOT NULL,
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_at timestamptz,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  -- The earlier link whose place it takes.
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

-- Who has come in by a link and its code. No process reads or writes it but through functions.
CREATE TABLE lintel.issue_session (
  -- SHA-256 of the session's secret.
  id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
  issue_id uuid NOT NULL REFERENCES lintel.bundle_issue,
  -- The download under way, to which further ranges belong.
  download_id uuid REFERENCES lintel.bundle_download,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX issue_session_expires ON lintel.issue_session (expires_at);
