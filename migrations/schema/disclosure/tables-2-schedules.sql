-- A made form: exhibit list (MG12), non-sensitive unused material (MG6C), sensitive unused material (MG6D), disclosure
-- officer's report (MG6E). A snapshot of the decisions that stood; another version is made, none is changed.
CREATE TABLE lintel.schedule (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  form text NOT NULL CHECK (form IN ('MG12', 'MG6C', 'MG6D', 'MG6E')),
  version integer NOT NULL CHECK (version > 0),
  urn text NOT NULL,
  -- The sentences that were certified, as they stood.
  certifications jsonb NOT NULL,
  signed_name text,
  made_by uuid NOT NULL REFERENCES lintel.officer,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (investigation_id, form, version),
  CHECK (form NOT IN ('MG6D', 'MG6E') OR signed_name IS NOT NULL)
);

-- An item keeps its number for ever; a number is never another item's. Later schedules go on counting.
CREATE TABLE lintel.schedule_number (
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  form text NOT NULL CHECK (form IN ('MG6C', 'MG6D')),
  number integer NOT NULL CHECK (number > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  PRIMARY KEY (investigation_id, form, number),
  UNIQUE (investigation_id, form, clip_id)
);

-- Rows of the forms that may go to the defence (MG12, MG6C), and those of the forms that never do (MG6D, MG6E): two tables,
-- so that no query for the one can bring up the other.
CREATE TABLE lintel.schedule_item (
  schedule_id uuid NOT NULL REFERENCES lintel.schedule,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  label text NOT NULL,
  description text NOT NULL CHECK (description <> ''),
  producer text NOT NULL,
  PRIMARY KEY (schedule_id, position),
  UNIQUE (schedule_id, clip_id)
);
CREATE TABLE lintel.restricted_schedule_item (
  schedule_id uuid NOT NULL REFERENCES lintel.schedule,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  label text NOT NULL,
  description text NOT NULL CHECK (description <> ''),
  why text NOT NULL CHECK (why <> ''),
  PRIMARY KEY (schedule_id, position),
  UNIQUE (schedule_id, clip_id)
);
