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
