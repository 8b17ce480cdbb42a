-- What the victim says of the doorbell's clock: an answer, or a comparison with real time. A new one is added; the old stay.
CREATE TABLE lintel.clock_answer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  clock_right text CHECK (clock_right IN ('yes', 'no', 'unknown')),
  shown text CHECK (shown ~ '^[0-2][0-9]:[0-5][0-9]$'),
  offset_seconds integer,
  plus_minus_seconds integer,
  answered_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((shown IS NULL) = (offset_seconds IS NULL) AND (shown IS NULL) = (plus_minus_seconds IS NULL)),
  CHECK (clock_right IS NOT NULL OR shown IS NOT NULL)
);
CREATE INDEX clock_answer_clip ON lintel.clock_answer (clip_id, id);

-- Which doorbell a clip is from, as the victim says where the file does not tell. A new answer is added; the old ones stay.
CREATE TABLE lintel.make_answer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  make text NOT NULL CHECK (make IN ('ring', 'nest', 'blink', 'eufy', 'arlo', 'tapo', 'reolink', 'other', 'unknown')),
  answered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX make_answer_clip ON lintel.make_answer (clip_id, id);
