-- Every time that a clip carries or that somebody gives. Nothing is changed or taken back: what is found later is added.
CREATE TABLE lintel.time_candidate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  source text NOT NULL CHECK (source IN ('overlay', 'file-name', 'container', 'apple-creationdate', 'file-date',
    'her-answer', 'clock-check', 'upload', 'learned-offset', 'exif')),
  -- Whether it may be the time of the event.
  of_event boolean NOT NULL,
  candidate jsonb NOT NULL,
  found_at timestamptz NOT NULL DEFAULT now(),
  -- The time of upload is never the time of the event.
  CHECK (source <> 'upload' OR NOT of_event),
  CONSTRAINT time_candidate_choosable UNIQUE (id, clip_id, of_event)
);
CREATE INDEX time_candidate_clip ON lintel.time_candidate (clip_id, id);

-- Which time of a clip an officer takes for the event's, and why. A new choice is added; the old ones stay.
CREATE TABLE lintel.time_choice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  candidate_id bigint NOT NULL,
  -- Only what may be the event's time can be chosen: never the time of upload.
  of_event boolean NOT NULL DEFAULT true CHECK (of_event),
  -- Which of the candidate's readings.
  instant timestamptz NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  chosen_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (candidate_id, clip_id, of_event)
    REFERENCES lintel.time_candidate (id, clip_id, of_event) ON DELETE CASCADE
);
CREATE INDEX time_choice_clip ON lintel.time_choice (clip_id, id);
