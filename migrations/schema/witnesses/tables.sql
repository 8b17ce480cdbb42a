-- What witnesses said of the log's heads (C2SP tlog-cosignature), each checked before it came here.
CREATE TABLE lintel.custody_cosignature (
  place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The witness's verifier key, as text.
  witness text NOT NULL,
  -- Of the head that was cosigned: the name of the log.
  origin text NOT NULL DEFAULT '',
  checkpoint_size bigint NOT NULL CHECK (checkpoint_size > 0),
  line text NOT NULL,
  at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (witness, origin, checkpoint_size)
);

-- How it went when a witness was last asked. No evidence, but what an operator must see.
CREATE TABLE lintel.custody_witness (
  witness text PRIMARY KEY,
  asked_at timestamptz NOT NULL DEFAULT now(),
  trouble text,
  trouble_since timestamptz,
  CHECK ((trouble IS NULL) = (trouble_since IS NULL))
);
