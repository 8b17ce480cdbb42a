-- Every message to a victim: what was asked for, exactly what was sent, and what came of it.
CREATE TABLE lintel.message (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN ('link', 'look')),
  channel text NOT NULL CHECK (channel IN ('text', 'email')),
  address text NOT NULL CHECK (address <> ''),
  -- The record of safe contact under which it may leave. Another one since, and it does not.
  safe_contact_id bigint NOT NULL REFERENCES lintel.safe_contact,
  requested_by uuid NOT NULL REFERENCES lintel.officer,
  requested_at timestamptz NOT NULL DEFAULT now(),
  -- One act of the officer, however often it arrives.
  key uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'sent', 'delivered', 'failed', 'refused', 'uncertain')),
  state_at timestamptz NOT NULL DEFAULT now(),
  why text NOT NULL DEFAULT '',
  driver text,
  provider_id text,
  subject text,
  -- As it was sent, but for the secret part of the link.
  body text,
  -- Of the body as it was sent, with the secret part.
  body_sha256 text CHECK (body_sha256 ~ '^[0-9a-f]{64}$'),
  -- Who looked at a message that did not arrive, so that it need not be looked at again.
  seen_by uuid REFERENCES lintel.officer,
  seen_at timestamptz,
  UNIQUE (requested_by, key),
  CONSTRAINT message_seen CHECK ((seen_by IS NULL) = (seen_at IS NULL))
);
CREATE INDEX message_invitation ON lintel.message (invitation_id, place);
CREATE INDEX message_followed ON lintel.message (state_at) WHERE state = 'sent';
CREATE INDEX message_not_arrived ON lintel.message (state_at, id)
  WHERE state IN ('failed', 'refused', 'uncertain') AND seen_at IS NULL;
