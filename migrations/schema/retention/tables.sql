-- What became of an investigation. Nothing is changed: a new row stands beside the old ones, and the newest counts.
CREATE TABLE lintel.investigation_outcome (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  outcome text NOT NULL CHECK (outcome IN ('open', 'no-further-action', 'ended', 'convicted')),
  decided_on date,
  sentence text CHECK (sentence IN ('custody', 'hospital', 'other')),
  released_on date,
  appeal_pending boolean NOT NULL,
  -- Of the Management of Police Information: 1 for the gravest offences.
  review_group text NOT NULL CHECK (review_group IN ('1', '2', '3')),
  reason text NOT NULL CHECK (reason <> ''),
  recorded_by uuid NOT NULL REFERENCES lintel.officer,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((outcome = 'open') = (decided_on IS NULL)),
  CHECK ((outcome = 'convicted') = (sentence IS NOT NULL)),
  CHECK (released_on IS NULL OR sentence IN ('custody', 'hospital')),
  CHECK (NOT appeal_pending OR outcome = 'convicted')
);
CREATE INDEX investigation_outcome_newest ON lintel.investigation_outcome (investigation_id, place DESC);

-- From when an investigation's items are to be reviewed, for the work list. Reckoned anew when the force's policy changes.
CREATE TABLE lintel.retention_due (
  investigation_id uuid PRIMARY KEY REFERENCES lintel.investigation,
  due date
);
CREATE INDEX retention_due_day ON lintel.retention_due (due, investigation_id) WHERE due IS NOT NULL;

-- Any hold stops a disposal: of one item, or of the whole investigation.
CREATE TABLE lintel.retention_hold (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  -- Null: the whole investigation.
  clip_id uuid REFERENCES lintel.clip,
  reason text NOT NULL CHECK (reason <> ''),
  set_by uuid NOT NULL REFERENCES lintel.officer,
  set_at timestamptz NOT NULL DEFAULT now(),
  lifted_by uuid REFERENCES lintel.officer,
  lifted_at timestamptz,
  lift_reason text CHECK (lift_reason <> ''),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
-- Those that hold first, newest first: of an investigation, and of one item.
CREATE INDEX hold_in_order ON lintel.retention_hold (investigation_id, (lifted_at IS NOT NULL), (-place));
CREATE INDEX hold_of_item_in_order ON lintel.retention_hold (investigation_id, clip_id, (lifted_at IS NOT NULL), (-place));
-- How many hold an item is asked for each line of a list.
CREATE INDEX hold_that_holds ON lintel.retention_hold (investigation_id, clip_id) WHERE lifted_at IS NULL;

-- A person looked and said: keep it until then.
CREATE TABLE lintel.retention_review (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  keep_until date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  reviewed_by uuid NOT NULL REFERENCES lintel.officer,
  reviewed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX retention_review_clip ON lintel.retention_review (clip_id, keep_until);

-- The erasure of an item, from the proposal on: two people agree to it, and the worker does it.
CREATE TABLE lintel.disposal (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  reason text NOT NULL CHECK (reason <> ''),
  proposed_by uuid NOT NULL REFERENCES lintel.officer,
  proposed_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'refused', 'stopped', 'erasing', 'erased')),
  -- Who agreed or refused: never the one who proposed.
  decided_by uuid REFERENCES lintel.officer CHECK (decided_by <> proposed_by),
  decided_at timestamptz,
  decision_reason text CHECK (decision_reason <> ''),
  -- Until then it can be stopped.
  erase_after timestamptz,
  -- Null when the service itself stopped it, because something keeps the item again.
  stopped_by uuid REFERENCES lintel.officer,
  stopped_at timestamptz,
  stop_reason text CHECK (stop_reason <> ''),
  begun_at timestamptz,
  -- What goes, fixed when it begins: so that a worker that takes over states the whole.
  objects jsonb,
  erased_at timestamptz,
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decision_reason IS NULL)),
  CHECK (state NOT IN ('approved', 'erasing', 'erased') OR (decided_by IS NOT NULL AND erase_after IS NOT NULL)),
  CHECK (state <> 'refused' OR decided_by IS NOT NULL),
  CHECK ((state = 'stopped') = (stopped_at IS NOT NULL) AND (stopped_at IS NULL) = (stop_reason IS NULL)),
  CHECK ((state IN ('erasing', 'erased')) = (begun_at IS NOT NULL) AND (begun_at IS NULL) = (objects IS NULL)),
  CHECK ((state = 'erased') = (erased_at IS NOT NULL))
);
CREATE UNIQUE INDEX disposal_one_at_once ON lintel.disposal (clip_id) WHERE state IN ('proposed', 'approved', 'erasing');
CREATE INDEX disposal_clip ON lintel.disposal (clip_id, place);
CREATE INDEX disposal_to_agree ON lintel.disposal (investigation_id, proposed_at) WHERE state = 'proposed';
CREATE INDEX disposal_to_do ON lintel.disposal (erase_after) WHERE state IN ('approved', 'erasing');
