-- Opening a review puts every item of the investigation back on the work list until it is decided again.
CREATE TABLE lintel.disclosure_review (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  occasion text NOT NULL CHECK (occasion IN ('defence-statement', 'new-material', 'court-direction', 'other')),
  reason text NOT NULL CHECK (reason <> ''),
  opened_by uuid NOT NULL REFERENCES lintel.officer,
  opened_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX disclosure_review_investigation ON lintel.disclosure_review (investigation_id, place);

-- What a disclosure officer says of an item. Nothing is changed or taken back: a new decision stands beside the old one, and
-- the newest counts.
CREATE TABLE lintel.decision (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  -- The newest review when it was made. After another one has been opened, the decision does not stand any more.
  review_id uuid REFERENCES lintel.disclosure_review,
  classification text NOT NULL CHECK (classification IN ('evidence', 'unused', 'sensitive', 'not-relevant')),
  -- Might it reasonably be considered capable of undermining the prosecution case or of assisting the case for the accused?
  meets_test boolean NOT NULL,
  original_to_defence boolean NOT NULL,
  description text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  decided_by uuid NOT NULL REFERENCES lintel.officer,
  decided_at timestamptz NOT NULL DEFAULT now(),
  CHECK (classification NOT IN ('unused', 'sensitive') OR description <> ''),
  CHECK (classification <> 'not-relevant' OR NOT meets_test),
  CHECK (NOT original_to_defence OR classification IN ('evidence', 'unused'))
);
CREATE INDEX decision_clip ON lintel.decision (clip_id, place);
CREATE INDEX decision_investigation ON lintel.decision (investigation_id, place);
