-- A few kind words to the victim about a clip, from a fixed list: nothing that somebody else could write, or read much out of.
CREATE TABLE lintel.note (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('not-needed', 'have-it', 'cannot-use', 'ask-original')),
  -- Of the doorbell, for the steps to save the original.
  make text,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  left_at timestamptz NOT NULL DEFAULT now(),
  -- When the victim sent what was asked for.
  answered_at timestamptz,
  UNIQUE (clip_id, kind)
);
CREATE INDEX note_invitation ON lintel.note (invitation_id, left_at);

-- Notes that the victim has read and does not want to meet again in the diary. Nobody else can tell which: to officers it
-- would say that they were read.
CREATE TABLE lintel.note_put_away (
  note_id uuid PRIMARY KEY REFERENCES lintel.note ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now()
);
