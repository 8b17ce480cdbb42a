-- What the worker found when it looked for the seal of a file's maker (C2PA), once, on the bytes that arrived. `none`: the file
-- carries none. The words of the signer and of its program are a stranger's; they go with the item.
CREATE TABLE lintel.maker_seal (
  clip_id uuid PRIMARY KEY REFERENCES lintel.clip ON DELETE CASCADE,
  integrity text NOT NULL CHECK (integrity IN ('none', 'unchanged', 'changed', 'unchecked')),
  trust text CHECK (trust IN ('trusted', 'not-trusted', 'no-list', 'unchecked')),
  -- Why it is not `unchanged`, and why the signer is `not-trusted`: codes of the reader.
  fault text CHECK (fault ~ '^[a-z-]+$'),
  doubt text CHECK (doubt ~ '^[a-z-]+$'),
  -- How the seal says which bytes it is about.
  binding text CHECK (binding ~ '^[a-z0-9-]+$'),
  -- SHA-256 of the seal's bytes, and of the signer's certificate.
  manifest text CHECK (manifest ~ '^[0-9a-f]{64}$'),
  certificate text CHECK (certificate ~ '^[0-9a-f]{64}$'),
  name text,
  organisation text,
  generator text,
  -- By a time-stamping authority that leads to one of the operator's anchors.
  stamped_at timestamptz,
  checked_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((integrity = 'none') = (trust IS NULL)),
  CHECK (trust IS DISTINCT FROM 'trusted' OR certificate IS NOT NULL)
);
