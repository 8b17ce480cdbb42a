-- A victim's private link into one investigation: returning, expiring, revocable.
CREATE TABLE lintel.invitation (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  -- SHA-256 of the secret part of the link.
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  -- A second link into the same invitation: the one that was sent in a message. It is made when the message leaves and
  -- never stands anywhere in clear; a later message ends it.
  sent_token_hash bytea UNIQUE CHECK (octet_length(sent_token_hash) = 32),
  -- Of the access code: $argon2id$v=..$m=..,t=..,p=..$salt$ and base64(sha256(argon2 output)). Who reads it cannot enter by
  -- it, since lintel.enter asks for the output itself.
  code_hash text NOT NULL,
  -- Wrong codes since the last right one; after too many the code opens nothing until there is a new one.
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_at timestamptz,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  -- First entry.
  opened_at timestamptz,
  created_by uuid NOT NULL REFERENCES lintel.officer,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- When the victim was told what "Exit this page" can and cannot do: once.
  exit_explained_at timestamptz
);
CREATE INDEX invitation_place ON lintel.invitation (investigation_id, created_at, id);
CREATE INDEX invitation_recent ON lintel.invitation (created_at, id) WHERE revoked_at IS NULL;
CREATE INDEX invitation_live ON lintel.invitation (expires_at) WHERE revoked_at IS NULL;
CREATE INDEX invitation_locked ON lintel.invitation (locked_at) WHERE locked_at IS NOT NULL AND revoked_at IS NULL;

-- Why a link was given more time, each time.
CREATE TABLE lintel.invitation_extension (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  expired_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > expired_at),
  reason text NOT NULL CHECK (reason <> ''),
  extended_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX invitation_extension_invitation ON lintel.invitation_extension (invitation_id, id);

-- Who has come in by a link and its code. No process reads or writes it but through functions.
CREATE TABLE lintel.intake_session (
  -- SHA-256 of the cookie.
  id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  -- The officer on whose device it runs: an assisted session, opened by a pass and not by the code.
  assisted_by uuid REFERENCES lintel.officer,
  -- When the victim typed their own code into an assisted session: from then on it is like one of their own.
  own_code_at timestamptz,
  -- The language that was chosen in it (BCP 47): it ends with the session, so that nothing of it stays on the phone.
  language text CONSTRAINT intake_session_language CHECK (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$'),
  CHECK (own_code_at IS NULL OR assisted_by IS NOT NULL)
);
CREATE INDEX intake_session_expires ON lintel.intake_session (expires_at);

-- What somebody at one address (kept only as a hash) got wrong in one hour.
CREATE TABLE lintel.entry_attempt (
  address_hash bytea NOT NULL,
  hour timestamptz NOT NULL,
  failures integer NOT NULL,
  PRIMARY KEY (address_hash, hour)
);

-- One use, a few minutes: opens an assisted session on the device of the officer beside the victim. It stays, so that the
-- victim's own pages can tell that it happened.
CREATE TABLE lintel.assisted_pass (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  place text NOT NULL CHECK (place IN ('station', 'home', 'elsewhere')),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX assisted_pass_used ON lintel.assisted_pass (invitation_id, used_at) WHERE used_at IS NOT NULL;
