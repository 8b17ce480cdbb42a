-- One entry of a victim's diary: with the draft until it is sent, from then on unchangeable.
CREATE TABLE lintel.incident (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  submission_id uuid NOT NULL REFERENCES lintel.submission,
  answers jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
  -- The earlier entry that this one adds to.
  follows uuid CHECK (follows <> id),
  -- In the order of the sendings of its invitation, from 1.
  number integer CHECK (number > 0),
  -- SHA-256 of the secret of the victim's session in which it was begun.
  made_in bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  CHECK ((sent_at IS NULL) = (number IS NULL)),
  UNIQUE (invitation_id, number),
  UNIQUE (id, invitation_id),
  -- What adds to an earlier entry adds to one of the same victim.
  FOREIGN KEY (follows, invitation_id) REFERENCES lintel.incident (id, invitation_id)
);
CREATE INDEX incident_submission ON lintel.incident (submission_id);
CREATE INDEX incident_investigation ON lintel.incident (investigation_id, sent_at);

-- A clip belongs to at most one incident; one that belongs to none is loose.
CREATE TABLE lintel.incident_clip (
  clip_id uuid PRIMARY KEY REFERENCES lintel.clip ON DELETE CASCADE,
  incident_id uuid NOT NULL REFERENCES lintel.incident ON DELETE CASCADE
);
CREATE INDEX incident_clip_incident ON lintel.incident_clip (incident_id);
