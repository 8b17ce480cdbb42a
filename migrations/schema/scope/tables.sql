-- Who acts. Each transaction opens with a person's session secret, which is exchanged here for a scope. The scope travels in
-- a setting of the transaction, and a setting can be written by anybody: so it is sealed, with a key that only functions of
-- the owner read, and bound to one backend and one transaction. What is not sealed is no scope.
CREATE SCHEMA scope;
-- Everything that a feature keeps; the scheme has a schema of its own.
CREATE SCHEMA lintel;

-- One row. `lintel migrate` makes another key: whoever read an old backup cannot seal with it.
CREATE TABLE scope.seal_key (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  inner_key bytea NOT NULL CHECK (octet_length(inner_key) = 64),
  outer_key bytea NOT NULL CHECK (octet_length(outer_key) = 64)
);

CREATE TYPE scope.claims AS (
  -- 'officer', 'victim' or 'recipient'; 'intake' or 'workspace' while a function states what it judged; null: nobody.
  kind text,
  -- Of an officer; of the invitation, for a victim; of the issue, for a recipient.
  id uuid,
  -- Of an officer.
  role text,
  -- The one investigation of a victim or a recipient.
  investigation uuid,
  -- SHA-256 of the session's secret, hexadecimal.
  session text,
  -- The officer on whose device a victim's session runs.
  assisted_by uuid,
  -- An officer's session: confirmed a short while ago. A victim's: opened with the victim's own code.
  confirmed boolean
);
