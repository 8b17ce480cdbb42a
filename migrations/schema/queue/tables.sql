-- Work that a committed change asks for. A relay in the worker turns rows into jobs.
CREATE TABLE lintel.outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue text NOT NULL CHECK (queue ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,59}$'),
  job_id text NOT NULL CHECK (job_id ~ '^[A-Za-z0-9_.-]{1,200}$'),
  -- Ids only: the queue's own tables, and Redis, are no place for more.
  payload jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object' AND octet_length(payload::text) <= 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  relayed_at timestamptz,
  done_at timestamptz
);
-- What the relay still has to do, and what it may look after or forget.
CREATE INDEX outbox_waiting ON lintel.outbox (id) WHERE relayed_at IS NULL;
CREATE INDEX outbox_open ON lintel.outbox (relayed_at) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON lintel.outbox (done_at) WHERE done_at IS NOT NULL;
