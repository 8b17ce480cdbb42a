-- Passkeys (WebAuthn Level 3): a key pair that an authenticator keeps for this service. One is a second step beside the password.
CREATE TABLE lintel.passkey (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  credential_id bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 16 AND 1023),
  -- As COSE; of a kind whose signatures can be checked here.
  public_key bytea NOT NULL CHECK (lintel.passkey_algorithm(public_key) IS NOT NULL),
  -- The highest that came; an authenticator that does not count says 0.
  sign_count bigint NOT NULL,
  -- What the officer calls it.
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  -- How the browser may find it ('usb', 'internal' ...); only a hint to the browser.
  transports text[] NOT NULL DEFAULT '{}' CHECK (cardinality(transports) <= 10),
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The day, and no more of it.
  used_on date,
  -- The counter went back: somebody has a copy. It opens nothing any more, and still stands for a second step.
  copied_at timestamptz
);
CREATE INDEX passkey_officer ON lintel.passkey (officer_id);

-- What an authenticator is to sign, once and for five minutes: within a session, or after a right password.
CREATE TABLE lintel.passkey_challenge (
  -- Hash of the session's secret, or of the ticket.
  bound_to bytea NOT NULL CHECK (octet_length(bound_to) = 32),
  purpose text NOT NULL CHECK (purpose IN ('add', 'prove')),
  challenge_hash bytea NOT NULL CHECK (octet_length(challenge_hash) = 32),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '5 minutes',
  PRIMARY KEY (bound_to, purpose)
);
CREATE INDEX passkey_challenge_expires ON lintel.passkey_challenge (expires_at);

-- For which name and from which pages a passkey counts. The owner's to say, as the rest; null: passkeys are not taken.
ALTER TABLE lintel.sign_in_setting ADD COLUMN passkey_rp_id text, ADD COLUMN passkey_origin text,
  ADD CHECK ((passkey_rp_id IS NULL) = (passkey_origin IS NULL));

ALTER TABLE lintel.passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.passkey FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.passkey TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.passkey_challenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.passkey_challenge FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.passkey_challenge TO lintel_owner USING (true) WITH CHECK (true);

-- A passkey is a second step wherever a code of an app is one.
CREATE OR REPLACE VIEW lintel.every_account AS
  SELECT o.id, o.email, o.display_name, o.initials, o.role, o.must_change_password, o.disabled_at, o.signed_in_on,
         CASE WHEN o.locked_until > now() THEN o.locked_until END AS locked_until,
         EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = o.id AND t.confirmed_at IS NOT NULL)
           OR EXISTS (SELECT FROM lintel.passkey k WHERE k.officer_id = o.id) AS second_step,
         EXISTS (SELECT FROM lintel.officer_identity i WHERE i.officer_id = o.id) AS of_provider
    FROM lintel.officer o;
