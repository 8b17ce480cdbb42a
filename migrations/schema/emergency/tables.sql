-- An officer who is no member looks into an investigation for a limited time. Nothing of it is ever taken away.
CREATE TABLE lintel.emergency_access (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  reason text NOT NULL CHECK (reason <> ''),
  started_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL CHECK (ends_at > started_at),
  -- Before its time.
  ended_at timestamptz,
  ended_by uuid REFERENCES lintel.officer,
  seen_at timestamptz,
  -- Nobody answers for their own.
  seen_by uuid REFERENCES lintel.officer CHECK (seen_by <> officer_id),
  CHECK ((seen_at IS NULL) = (seen_by IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX emergency_access_newest ON lintel.emergency_access (started_at DESC, id);
CREATE INDEX emergency_access_unseen ON lintel.emergency_access (started_at) WHERE seen_at IS NULL;
CREATE INDEX emergency_access_open ON lintel.emergency_access (officer_id, investigation_id) WHERE ended_at IS NULL;
