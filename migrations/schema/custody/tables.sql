-- The append-only log (docs/custody-log.md).
CREATE SCHEMA custody;

-- The vocabulary, as src/custody/events defines it; brought up to date by each `lintel migrate`.
CREATE TABLE custody.event_type (
  type text PRIMARY KEY,
  category text NOT NULL,
  -- Of which kinds of subject it may be said: clip, investigation, bundle, service.
  subjects text[] NOT NULL,
  -- Who may say it: victim, assisted, officer, recipient, intake, workspace, worker, operator.
  speakers text[] NOT NULL,
  -- What right over the subject an officer needs, one of these: read, change, supervise, audit, scheme, self.
  officer_rights text[] NOT NULL,
  detail_keys text[] NOT NULL,
  secret_keys text[] NOT NULL
);

-- The end of each subject's chain; its row lock makes appends to one subject take turns.
CREATE TABLE custody.head (
  subject text PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32)
) WITH (fillfactor = 50);

CREATE TABLE custody.record (
  subject text NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  id uuid NOT NULL,
  prev bytea NOT NULL CHECK (length(prev) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  event text NOT NULL,
  PRIMARY KEY (subject, seq),
  CONSTRAINT record_id_unique UNIQUE (id)
);

-- Committed records that the tree does not hold yet. Rows leave it, so no cursor over numbers that commit out of order.
CREATE TABLE custody.pending (
  ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL,
  seq bigint NOT NULL
);

CREATE TABLE custody.leaf (
  index bigint PRIMARY KEY CHECK (index >= 0),
  subject text NOT NULL,
  seq bigint NOT NULL,
  UNIQUE (subject, seq),
  FOREIGN KEY (subject, seq) REFERENCES custody.record
);

-- Batches that have padding: leaves from `first` up to, not with, `until`, but for records, hold none. Whoever knows the seed can
-- tell padding from records: it is for the sequencer and the audit alone.
CREATE TABLE custody.padding (
  first bigint PRIMARY KEY CHECK (first >= 0),
  until bigint NOT NULL UNIQUE CHECK (until > first),
  seed bytea NOT NULL CHECK (length(seed) = 32)
);

-- Roots of the full subtrees of 2^level leaves: all that proofs need.
CREATE TABLE custody.node (
  level integer NOT NULL CHECK (level >= 0),
  index bigint NOT NULL CHECK (index >= 0),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, index)
);

CREATE TABLE custody.checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Every key that ever signed a checkpoint, as a C2SP verifier key. Old ones stay, so old checkpoints stay provable.
CREATE TABLE custody.key (
  verifier_key text PRIMARY KEY,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Heads that the worker has put into the locked store: what is listed here must be there.
CREATE TABLE custody.published (
  size bigint PRIMARY KEY CHECK (size > 0),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What somebody or something remembers of the log and the log does not hold: evidence of tampering. An alarm stands until a
-- record of the service's chain (log-alarm-resolved) names it. Each is raised once: `finding` tells one from another.
CREATE TABLE custody.alarm (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  finding text NOT NULL UNIQUE,
  what text NOT NULL CHECK (what ~ '^[a-z]+(-[a-z]+)*$'),
  -- Who remembers it.
  source text NOT NULL,
  -- How many leaves the memory has, where it is of a head, and how many the log had when it was compared.
  remembered bigint CHECK (remembered >= 0),
  found bigint NOT NULL CHECK (found >= 0),
  raised_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What auditors search by.
CREATE INDEX record_actor ON custody.record ((event::jsonb #>> '{actor,id}'), id);
CREATE INDEX record_actor_type ON custody.record ((event::jsonb #>> '{actor,id}'), (event::jsonb ->> 'type'), id);
CREATE INDEX record_investigation ON custody.record ((event::jsonb ->> 'investigation'), id);
CREATE INDEX record_type ON custody.record ((event::jsonb ->> 'type'), id);

-- How often each officer did what, of all that the tree holds. Counted as the sequencer, of which there is one at a
-- time, takes records in: so no officer's act waits for another's, and each record counts once, as it is one leaf.
CREATE TABLE custody.trail (
  person text NOT NULL,
  type text NOT NULL,
  times bigint NOT NULL CHECK (times > 0),
  first_id uuid NOT NULL,
  last_id uuid NOT NULL,
  PRIMARY KEY (person, type)
) WITH (fillfactor = 50);

-- What a commitment hides. An ordinary, erasable table: erasing a row leaves every proof standing.
CREATE TABLE lintel.opening (
  event_id uuid NOT NULL,
  subject text NOT NULL,
  field text NOT NULL,
  salt bytea NOT NULL CHECK (length(salt) = 16),
  value json NOT NULL,
  PRIMARY KEY (event_id, field)
);
CREATE INDEX opening_subject ON lintel.opening (subject);
