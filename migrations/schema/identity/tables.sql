-- Officers, how they prove who they are, and their sessions. No role reads a secret here, and none writes: accounts, sessions and
-- proofs change only through the functions of this folder, which ask who acts.
CREATE TABLE lintel.officer (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  display_name text NOT NULL,
  initials text NOT NULL CHECK (initials ~ '^[A-Z]{2,4}$'),
  role text NOT NULL CHECK (role IN ('investigator', 'disclosure', 'supervisor', 'auditor', 'coordinator')),
  -- '$argon2id$v=19$m=...,t=...,p=...$SALT$KEPT'. SALT and parameters are what the workspace needs to hash a typed password; KEPT is
  -- not the argon2id output, as in a PHC string, but its SHA-256: who reads this column has nothing that proves a password. Null for
  -- an officer of the force's provider. A PHC string becomes this form by
  --   regexp_replace(phc, '[^$]+$', '') || rtrim(encode(sha256(decode(split_part(phc, '$', 6) || '=', 'base64')), 'base64'), '=')
  -- (32 bytes in base64 without padding lack one '=').
  password_hash text,
  -- The password is one that somebody else chose.
  must_change_password boolean NOT NULL DEFAULT true,
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The day, and no more of it: enough to see which accounts nobody uses.
  signed_in_on date
);
CREATE INDEX officer_by_name ON lintel.officer (lower(display_name), id);

-- Who an officer is at an OpenID Connect provider: issuer and subject together, never the email address.
CREATE TABLE lintel.officer_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  linked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX officer_identity_officer ON lintel.officer_identity (officer_id);

-- The second factor (RFC 6238). The secret is sealed with a key that the database does not hold.
CREATE TABLE lintel.officer_totp (
  officer_id uuid PRIMARY KEY REFERENCES lintel.officer,
  sealed_secret bytea NOT NULL,
  -- Unset until a first right code has shown that the app has the secret.
  confirmed_at timestamptz,
  -- The last time step of which a code was taken: no code counts twice.
  last_step bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Codes for the day when the phone is lost, each for once; keyed hashes.
CREATE TABLE lintel.recovery_code (
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  used_at timestamptz,
  PRIMARY KEY (officer_id, code_hash)
);

-- What the owner has switched on. One row.
CREATE TABLE lintel.sign_in_setting (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- The one issuer whose word about a person counts; null: none does.
  provider text,
  -- Whether the provider's word about a verified address takes over the account that has it.
  link_by_email boolean NOT NULL DEFAULT false,
  -- Salts of addresses that are no officer's are made with it, so that they look like any other.
  decoy_key bytea NOT NULL
);

-- What a right password, code or word of the provider is good for: one session, or one confirmation, at once and by whoever holds it.
CREATE TABLE lintel.sign_in_ticket (
  ticket_hash bytea PRIMARY KEY CHECK (octet_length(ticket_hash) = 32),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  -- 'provider-again': the provider was made to ask the person who is signed in.
  proved text NOT NULL CHECK (proved IN ('password', 'code', 'provider', 'provider-again')),
  -- The password was right; it is good for nothing but a new password until the code has come, too.
  code_needed boolean NOT NULL DEFAULT false,
  expires_at timestamptz NOT NULL DEFAULT now() + interval '5 minutes'
);
CREATE INDEX sign_in_ticket_expires ON lintel.sign_in_ticket (expires_at);
CREATE INDEX sign_in_ticket_officer ON lintel.sign_in_ticket (officer_id);

-- Sessions of the workspace, also of somebody who is on the way to signing in.
CREATE TABLE lintel.officer_session (
  -- SHA-256 of the secret in the cookie.
  id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
  -- Null until somebody is signed in.
  officer_id uuid REFERENCES lintel.officer,
  by text CHECK (by IN ('password', 'provider')),
  -- Stays when the session gets another secret; a new one at each sign-in.
  family uuid NOT NULL DEFAULT gen_random_uuid(),
  started_at timestamptz NOT NULL DEFAULT now(),
  confirmed_until timestamptz,
  -- Moves on with each request.
  expires_at timestamptz NOT NULL,
  -- However busy it is.
  ends_at timestamptz NOT NULL,
  -- The session goes on under another secret. What was begun under this one, such as a film that plays, may go on for as long as
  -- the session does; a request that comes with it is nobody's.
  renewed_at timestamptz,
  -- What the workspace wants to remember: a form that waits for a confirmation, the way to a provider and back.
  data json NOT NULL DEFAULT '{}' CHECK (octet_length(data::text) <= 65536),
  CHECK ((officer_id IS NULL) = (by IS NULL))
-- Each request moves expires_at on: with no index on it, and room beside the row, that costs little.
) WITH (fillfactor = 50);
CREATE INDEX officer_session_officer ON lintel.officer_session (officer_id);
CREATE INDEX officer_session_family ON lintel.officer_session (family);

-- Secrets that came in a cookie of ours and opened no session: each is logged once.
CREATE TABLE lintel.refused_session (
  id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
  refused_at timestamptz NOT NULL DEFAULT now()
);

-- What an attempt to prove who one is comes to.
CREATE TYPE lintel.proof AS (
  -- 'right', 'code-needed' or 'wrong'; of a provider's word also why it was refused.
  verdict text,
  officer_id uuid,
  -- Of a right one.
  ticket text
);
