-- A set for one kind of recipient. What goes in is fixed when it is asked for; the worker seals it.
CREATE TABLE lintel.bundle (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN ('prosecution', 'defence', 'court')),
  number integer NOT NULL CHECK (number > 0),
  urn text NOT NULL,
  folder text NOT NULL UNIQUE,
  supersedes uuid,
  requested_by uuid NOT NULL REFERENCES lintel.officer,
  requested_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (investigation_id, kind, number),
  -- So that a bundle supersedes only one of its own investigation and kind.
  UNIQUE (id, investigation_id, kind),
  FOREIGN KEY (supersedes, investigation_id, kind) REFERENCES lintel.bundle (id, investigation_id, kind)
);

CREATE TABLE lintel.bundle_item (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  -- The decision by which it goes in; where another one counts when it is sealed, the bundle is refused.
  decision_id uuid NOT NULL REFERENCES lintel.decision,
  folder text NOT NULL,
  label text NOT NULL,
  is_exhibit boolean NOT NULL,
  producer text NOT NULL,
  description text NOT NULL,
  PRIMARY KEY (bundle_id, position),
  UNIQUE (bundle_id, clip_id),
  UNIQUE (bundle_id, folder)
);
-- In which bundles an item is keeps it from being disposed of: asked for each line of a list.
CREATE INDEX bundle_item_clip ON lintel.bundle_item (clip_id);

CREATE TABLE lintel.bundle_schedule (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  schedule_id uuid NOT NULL REFERENCES lintel.schedule,
  PRIMARY KEY (bundle_id, schedule_id)
);

-- What a defence bundle leaves out, and why: for the prosecutor alone.
CREATE TABLE lintel.bundle_withheld (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  label text NOT NULL,
  what text NOT NULL,
  why text NOT NULL,
  PRIMARY KEY (bundle_id, position)
);

-- Every state that a bundle was ever in; the one that came last counts.
CREATE TABLE lintel.bundle_state (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  state text NOT NULL CHECK (state IN ('requested', 'sealed', 'refused', 'superseded', 'revoked')),
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (bundle_id, state)
);

CREATE TABLE lintel.bundle_seal (
  bundle_id uuid PRIMARY KEY REFERENCES lintel.bundle,
  sealed_at timestamptz NOT NULL,
  -- Bytes of the whole archive.
  total_size bigint NOT NULL CHECK (total_size > 0),
  etag text NOT NULL,
  -- Of the tag manifest, which covers every other file of the bag.
  manifest_sha256 text NOT NULL CHECK (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  key_fingerprint text NOT NULL,
  -- Leaves of the log under the checkpoint in the bag.
  checkpoint_size bigint NOT NULL
);

-- The files of a sealed bundle, in the order in which its archive streams them.
CREATE TABLE lintel.bundle_entry (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  position integer NOT NULL CHECK (position >= 0),
  path text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  crc32 bigint NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  object_key text NOT NULL,
  PRIMARY KEY (bundle_id, position),
  UNIQUE (bundle_id, path)
);

-- One download by one officer: logged once, then served in as many ranges as it takes.
CREATE TABLE lintel.bundle_ticket (
  id uuid PRIMARY KEY,
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  reason text NOT NULL CHECK (reason <> ''),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
