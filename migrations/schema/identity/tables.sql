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
  -- While it is: such a password signs in once, and until then.
  one_time_until timestamptz NOT NULL DEFAULT now() + interval '24 hours',
  one_time_used_at timestamptz,
  -- Wrong passwords from browsers in which this officer has not signed in. Too many lock the account for such browsers, but for whoever
  -- has its second step.
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
  decoy_key bytea NOT NULL,
  -- Wrong answers from one browser or, where it is not known, one network address about one account; about one account
  -- altogether; and from one network address altogether.
  most_attempts integer NOT NULL DEFAULT 10 CHECK (most_attempts BETWEEN 1 AND 100),
  most_of_account integer NOT NULL DEFAULT 100 CHECK (most_of_account BETWEEN 1 AND 1000),
  most_of_address integer NOT NULL DEFAULT 100 CHECK (most_of_address BETWEEN 1 AND 10000),
  -- For so long they count, and for so long nothing more is taken.
  held_minutes integer NOT NULL DEFAULT 15,
  one_time_hours integer NOT NULL DEFAULT 24,
  -- Whether nobody who signs in with a password may be without a second step.
  second_step_needed boolean NOT NULL DEFAULT false
);

-- Wrong answers of late, by a keyed hash of what they are counted by: neither addresses nor browsers can be read from it.
CREATE TABLE lintel.sign_in_count (
  key_hash bytea PRIMARY KEY CHECK (octet_length(key_hash) = 32),
  failures integer NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_count_expires ON lintel.sign_in_count (expires_at);

-- Refusals that follow one another, about one account or about none: the log has the first at once, and their number when they are over.
CREATE TABLE lintel.refusal_run (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  officer_id uuid UNIQUE NULLS NOT DISTINCT REFERENCES lintel.officer,
  refusals integer NOT NULL DEFAULT 1,
  began_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now()
);

-- Browsers in which an officer has signed in, by the hash of the secret in a cookie that proves nothing else. Guesses from elsewhere do
-- not keep the officer out there.
CREATE TABLE lintel.known_device (
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (token_hash, officer_id)
);
CREATE INDEX known_device_officer ON lintel.known_device (officer_id);

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
  seen_at timestamptz NOT NULL DEFAULT now(),
  -- For the officer to tell it from others: the kind of browser, the kind of network.
  browser text CHECK (length(browser) <= 60),
  place text CHECK (place IN ('this-machine', 'private-network', 'internet')),
  -- The browser's entry in known_device.
  device_hash bytea,
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
  -- 'right', 'code-needed' or 'wrong'; 'held' after too many wrong ones; 'expired' or 'used' of a one-time password; of a provider's
  -- word also why it was refused.
  verdict text,
  officer_id uuid,
  -- Of a right one.
  ticket text
);
