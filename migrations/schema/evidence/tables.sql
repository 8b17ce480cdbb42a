-- What is made of masters, and what officers do with what was sent. The clips themselves stand with the submissions.

-- A working copy of a master, with the recipe by which anyone can make it again; or why none could be made.
CREATE TABLE lintel.rendition (
  id uuid PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  kind text NOT NULL CHECK (kind IN
    ('proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform')),
  state text NOT NULL CHECK (state IN ('made', 'failed')),
  object_key text,
  content_type text,
  sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint,
  -- Of the master from which it was made.
  input_sha256 text NOT NULL CHECK (input_sha256 ~ '^[0-9a-f]{64}$'),
  -- The tool, its version and the exact arguments.
  recipe jsonb NOT NULL,
  facts jsonb NOT NULL,
  why text,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (clip_id, kind),
  CHECK ((state = 'made') = (object_key IS NOT NULL AND sha256 IS NOT NULL AND size IS NOT NULL))
);
CREATE INDEX rendition_failed ON lintel.rendition (made_at) WHERE state = 'failed' AND kind = 'proxy';

CREATE TABLE lintel.triage (
  clip_id uuid PRIMARY KEY REFERENCES lintel.clip,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'declined')),
  -- Empty of what was accepted.
  reason text NOT NULL,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  at timestamptz NOT NULL DEFAULT now()
);

-- The last number of a producer in an investigation. It only ever grows: a reference is never reused.
CREATE TABLE lintel.exhibit_counter (
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  initials text NOT NULL,
  last integer NOT NULL CHECK (last > 0),
  PRIMARY KEY (investigation_id, initials)
);

CREATE TABLE lintel.exhibit (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL UNIQUE REFERENCES lintel.clip,
  -- AB/1, and AB/1/1 of what was derived from it.
  reference text NOT NULL CHECK (reference ~ '^[A-Z]{2,4}(/[1-9][0-9]*){1,2}$'),
  producer_name text NOT NULL,
  description text NOT NULL,
  registered_by uuid NOT NULL REFERENCES lintel.officer,
  registered_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (investigation_id, reference)
);
-- Each list goes on from the last row of the page before: its index holds the whole order, with the id as the last word.
CREATE INDEX exhibit_place ON lintel.exhibit (investigation_id, registered_at, id);
CREATE INDEX exhibit_recent ON lintel.exhibit (registered_at, clip_id);
-- A reference leads to its investigations without asking each of them for it.
CREATE INDEX exhibit_reference ON lintel.exhibit (reference, investigation_id);

-- What an officer says of an item that they add; it becomes an exhibit once it is the locked master.
CREATE TABLE lintel.addition (
  clip_id uuid PRIMARY KEY REFERENCES lintel.clip,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN
    ('photograph', 'screenshot', 'document', 'forensic-marking', 'phone-screening', 'recording', 'other')),
  producer_name text NOT NULL CHECK (producer_name <> ''),
  initials text NOT NULL CHECK (initials ~ '^[A-Z]{2,4}$'),
  description text NOT NULL CHECK (description <> ''),
  exhibit_id uuid NOT NULL UNIQUE,
  added_by uuid NOT NULL REFERENCES lintel.officer,
  added_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX addition_investigation ON lintel.addition (investigation_id, added_at);

-- The last number under an exhibit. It only ever grows: a reference is never reused, also when no picture came out.
CREATE TABLE lintel.still_counter (
  exhibit_id uuid PRIMARY KEY REFERENCES lintel.exhibit,
  last integer NOT NULL CHECK (last > 0)
);

-- One frame of an exhibit that an officer asked for. Its id is also that of the clip and of the exhibit that it becomes: a
-- still is an item of its own, with its own bytes, chain, tickets and decisions.
CREATE TABLE lintel.still (
  id uuid PRIMARY KEY,
  exhibit_id uuid NOT NULL REFERENCES lintel.exhibit,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  number integer NOT NULL CHECK (number > 0),
  -- Counted from 1, as the decoder gives them.
  frame integer NOT NULL CHECK (frame > 0),
  description text NOT NULL CHECK (description <> ''),
  asked_by uuid NOT NULL REFERENCES lintel.officer,
  asked_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'made', 'failed')),
  -- Of the frame: its time, its pixel hash, the size of the picture; how it was made.
  facts jsonb,
  recipe jsonb,
  why text,
  ended_at timestamptz,
  UNIQUE (exhibit_id, number),
  CHECK ((state = 'asked') = (ended_at IS NULL)),
  CHECK ((state = 'made') = (facts IS NOT NULL AND recipe IS NOT NULL)),
  CHECK ((state = 'failed') = (why IS NOT NULL))
);
CREATE INDEX still_clip ON lintel.still (clip_id, number);

-- What officers write about a clip or one moment of it. It is never changed; it can be struck out, and stays readable.
CREATE TABLE lintel.marker (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  -- Null: the whole clip.
  frame integer CHECK (frame > 0),
  seconds double precision CHECK (seconds >= 0),
  text text NOT NULL CHECK (text <> ''),
  author_id uuid NOT NULL REFERENCES lintel.officer,
  at timestamptz NOT NULL DEFAULT now(),
  CHECK (seconds IS NULL OR frame IS NOT NULL)
);
CREATE INDEX marker_in_order ON lintel.marker (clip_id, (coalesce(frame, 0)), place);

CREATE TABLE lintel.marker_strike (
  marker_id uuid PRIMARY KEY REFERENCES lintel.marker,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  reason text NOT NULL CHECK (reason <> ''),
  at timestamptz NOT NULL DEFAULT now()
);

-- One viewing or download by one officer: opened once, logged once, then served in as many ranges as it takes.
CREATE TABLE lintel.access_ticket (
  id uuid PRIMARY KEY,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  content text NOT NULL CHECK (content IN
    ('original', 'proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform')),
  purpose text NOT NULL CHECK (purpose IN ('view', 'download')),
  reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX access_ticket_expires ON lintel.access_ticket (expires_at);

-- What went wrong with a clip and has not been put right: a job was given up, or its bytes are not in the store or damaged.
CREATE TABLE lintel.clip_trouble (
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('not-locked', 'no-copies', 'object-missing', 'damaged', 'differs')),
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (clip_id, kind)
);
