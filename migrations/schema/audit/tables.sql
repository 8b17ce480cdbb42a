-- Checks of the whole log that somebody asked for, and what the verifier said.
CREATE TABLE lintel.log_check (
  id uuid PRIMARY KEY,
  requested_by uuid NOT NULL REFERENCES lintel.officer,
  requested_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  outcome text CHECK (outcome IN ('proven', 'tampered', 'cannot-tell')),
  verdict jsonb,
  CHECK ((finished_at IS NULL) = (outcome IS NULL) AND (finished_at IS NULL) = (verdict IS NULL))
);
CREATE INDEX log_check_time ON lintel.log_check (requested_at);
