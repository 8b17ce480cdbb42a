-- A crime under investigation. Access to everything that belongs to it is by membership.
CREATE TABLE lintel.investigation (
  id uuid PRIMARY KEY,
  -- The crime reference (Unique Reference Number).
  urn text NOT NULL UNIQUE,
  offence text NOT NULL,
  -- The officer in the case: always one of its members.
  oic_id uuid NOT NULL REFERENCES lintel.officer,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Empty when it belongs to no team.
  team text NOT NULL DEFAULT '',
  closed_at timestamptz,
  -- What a search by words looks through. Kept with the row, so that a search does not take each text apart again.
  words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, offence || ' ' || team)) STORED
);

-- Who works on it. Whoever was taken out stays as a row, and may be let in again.
CREATE TABLE lintel.investigation_member (
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  added_by uuid NOT NULL REFERENCES lintel.officer,
  added_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  PRIMARY KEY (investigation_id, officer_id)
);
CREATE INDEX investigation_member_officer ON lintel.investigation_member (officer_id, investigation_id) WHERE removed_at IS NULL;

-- Two investigations that belong together, as for somebody who was a victim before. What an officer took back stays.
CREATE TABLE lintel.investigation_link (
  id uuid PRIMARY KEY,
  -- One row for a pair, whichever side it was made from.
  one_id uuid NOT NULL REFERENCES lintel.investigation,
  other_id uuid NOT NULL REFERENCES lintel.investigation,
  reason text NOT NULL CHECK (reason <> ''),
  linked_by uuid NOT NULL REFERENCES lintel.officer,
  linked_at timestamptz NOT NULL DEFAULT now(),
  removed_by uuid REFERENCES lintel.officer,
  removed_at timestamptz,
  CHECK (one_id < other_id),
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
);
CREATE UNIQUE INDEX investigation_link_once ON lintel.investigation_link (one_id, other_id) WHERE removed_at IS NULL;
CREATE INDEX investigation_link_other ON lintel.investigation_link (other_id) WHERE removed_at IS NULL;
