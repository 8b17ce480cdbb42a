-- Orders that conduct can breach. One that was recorded in error is struck out and stays.
CREATE TABLE lintel.protective_order (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN ('stalking-protection', 'interim-stalking-protection', 'restraining', 'non-molestation',
    'occupation', 'domestic-abuse-protection', 'bail-conditions', 'other')),
  made_on date NOT NULL,
  ends_on date CHECK (ends_on >= made_on),
  terms text NOT NULL CHECK (terms <> ''),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz,
  withdrawn_by uuid REFERENCES lintel.officer,
  withdrawn_reason text CHECK (withdrawn_reason <> ''),
  UNIQUE (id, investigation_id),
  CHECK (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_reason) IN (0, 3))
);
CREATE INDEX protective_order_in_order ON lintel.protective_order (investigation_id, made_on, id);

-- One occasion of a course of conduct, as an officer put it together. Its number is not reused.
CREATE TABLE lintel.occasion (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  number integer NOT NULL CHECK (number > 0),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (investigation_id, number),
  UNIQUE (id, investigation_id)
);

-- A clip or an incident belongs to one occasion at a time; what was taken out stays as a row.
CREATE TABLE lintel.occasion_part (
  id uuid PRIMARY KEY,
  occasion_id uuid NOT NULL REFERENCES lintel.occasion,
  clip_id uuid REFERENCES lintel.clip,
  incident_id uuid REFERENCES lintel.incident,
  added_by uuid NOT NULL REFERENCES lintel.officer,
  added_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  removed_by uuid REFERENCES lintel.officer,
  CHECK (num_nonnulls(clip_id, incident_id) = 1),
  CHECK (num_nonnulls(removed_at, removed_by) IN (0, 2))
);
CREATE INDEX occasion_part_occasion ON lintel.occasion_part (occasion_id);
CREATE UNIQUE INDEX occasion_part_clip ON lintel.occasion_part (clip_id) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX occasion_part_incident ON lintel.occasion_part (incident_id) WHERE removed_at IS NULL;

-- Whether it counts (Protection from Harassment Act 1997 s.7(3)), and which order it breached. The newest one holds.
CREATE TABLE lintel.occasion_decision (
  -- In the order in which they were made.
  place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occasion_id uuid NOT NULL,
  investigation_id uuid NOT NULL,
  counts boolean NOT NULL,
  breach_of uuid,
  reason text NOT NULL CHECK (reason <> ''),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  decided_at timestamptz NOT NULL DEFAULT now(),
  id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  FOREIGN KEY (occasion_id, investigation_id) REFERENCES lintel.occasion (id, investigation_id),
  FOREIGN KEY (breach_of, investigation_id) REFERENCES lintel.protective_order (id, investigation_id)
);
CREATE INDEX occasion_decision_occasion ON lintel.occasion_decision (occasion_id, place);
