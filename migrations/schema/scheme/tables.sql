-- The register of doorbells given out. It stands apart: no column points out of this schema, and none points in. Coordinators
-- are members of no investigation, so no person's transaction sees both.
CREATE SCHEMA scheme;

CREATE TABLE scheme.doorbell (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- The doorbell instead of which this one was given.
  replaces uuid UNIQUE REFERENCES scheme.doorbell
);

-- What is known of a doorbell: the newest version counts, and the older ones stay.
CREATE TABLE scheme.entry (
  doorbell_id uuid NOT NULL REFERENCES scheme.doorbell,
  version integer NOT NULL CHECK (version > 0),
  change text NOT NULL CHECK (change IN ('given', 'corrected', 'returned', 'lost', 'replaced', 'found', 'withdrawn')),
  -- A number of the scheme's own, never a name: the one thing that is known of a person.
  person text NOT NULL CHECK (person ~ '^[A-Z]{0,4}-?[0-9]{1,8}$'),
  force text NOT NULL CHECK (length(force) BETWEEN 1 AND 80),
  given_on date NOT NULL,
  make text NOT NULL CHECK (length(make) BETWEEN 1 AND 40),
  model text NOT NULL CHECK (length(model) BETWEEN 1 AND 60),
  risk text NOT NULL CHECK (risk IN ('high', 'medium')),
  cost_pence integer NOT NULL CHECK (cost_pence >= 0),
  state text NOT NULL CHECK (state IN ('out', 'returned', 'lost', 'replaced', 'withdrawn')),
  ended_on date CHECK (ended_on >= given_on),
  reason text NOT NULL CHECK (version = 1 OR reason <> ''),
  -- Hides the entry behind the commitment that the custody log holds.
  salt bytea NOT NULL CHECK (octet_length(salt) = 16),
  -- An officer's id, with no foreign key.
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (doorbell_id, version),
  CHECK ((state IN ('returned', 'lost', 'replaced')) = (ended_on IS NOT NULL)),
  CHECK ((version = 1) = (change = 'given'))
);
CREATE INDEX entry_person ON scheme.entry (person);
