import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
CREATE SCHEMA custody;
CREATE SCHEMA lintel;

CREATE TABLE custody.event_type (type text PRIMARY KEY, category text NOT NULL);
CREATE TABLE custody.permitted_type (
  role name NOT NULL,
  type text NOT NULL REFERENCES custody.event_type,
  PRIMARY KEY (role, type)
);
CREATE TABLE custody.permitted_actor (role name NOT NULL, kind text NOT NULL, PRIMARY KEY (role, kind));

-- The end of each subject's chain; its row lock makes appends to one subject take turns.
CREATE TABLE custody.head (
  subject text PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32)
) WITH (fillfactor = 50);

CREATE TABLE custody.record (
  subject text NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  id uuid NOT NULL,
  prev bytea NOT NULL CHECK (length(prev) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  event text NOT NULL,
  PRIMARY KEY (subject, seq),
  CONSTRAINT record_id_unique UNIQUE (id)
);

-- Committed records that the tree does not hold yet. Rows leave it, so no cursor over numbers that commit out of order.
CREATE TABLE custody.pending (
  ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL,
  seq bigint NOT NULL
);

CREATE TABLE custody.leaf (
  index bigint PRIMARY KEY CHECK (index >= 0),
  subject text NOT NULL,
  seq bigint NOT NULL,
  UNIQUE (subject, seq),
  FOREIGN KEY (subject, seq) REFERENCES custody.record
);

-- Roots of the full subtrees of 2^level leaves: all that proofs need.
CREATE TABLE custody.node (
  level integer NOT NULL CHECK (level >= 0),
  index bigint NOT NULL CHECK (index >= 0),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, index)
);

CREATE TABLE custody.checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Every key that ever signed a checkpoint, as a C2SP verifier key. Old ones stay, so old checkpoints stay provable.
CREATE TABLE custody.key (
  verifier_key text PRIMARY KEY,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What a commitment hides. An ordinary, erasable table: erasing a row leaves every proof standing.
CREATE TABLE lintel.opening (
  event_id uuid NOT NULL,
  subject text NOT NULL,
  field text NOT NULL,
  salt bytea NOT NULL CHECK (length(salt) = 16),
  value json NOT NULL,
  PRIMARY KEY (event_id, field)
);
CREATE INDEX opening_subject ON lintel.opening (subject);
`;

/**
 * SQLSTATEs of the log: LC001 clock, LC002 malformed, LC003 not permitted (or no such type in that category),
 * LC009 immutable; 22P02 not JSON, 23505 repeated id.
 */
const append = `
-- Runs inside custody.append and with its search_path.
CREATE FUNCTION custody.check_event(subject text, event text) RETURNS uuid
LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  uuid_pattern CONSTANT text := '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
  parsed CONSTANT jsonb := event::jsonb;
BEGIN
  IF subject !~ ('^((clip|investigation):' || uuid_pattern || '|service:lintel)$') THEN
    RAISE EXCEPTION 'custody: no such kind of subject' USING ERRCODE = 'LC002';
  END IF;
  IF strpos(event, chr(10)) > 0 OR strpos(event, chr(13)) > 0 OR octet_length(event) > 65536 THEN
    RAISE EXCEPTION 'custody: an event is one line of at most 64 KiB' USING ERRCODE = 'LC002';
  END IF;
  IF jsonb_typeof(parsed) <> 'object'
     OR parsed -> 'v' IS DISTINCT FROM '1'::jsonb
     OR coalesce(parsed ->> 'id', '') !~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
     OR coalesce(parsed ->> 'at', '') !~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$'
     OR jsonb_typeof(parsed -> 'detail') IS DISTINCT FROM 'object'
     OR jsonb_typeof(parsed -> 'commit') IS DISTINCT FROM 'object'
     OR coalesce(parsed #>> '{actor,id}', '') = '' THEN
    RAISE EXCEPTION 'custody: the event lacks a field or has a bad one' USING ERRCODE = 'LC002';
  END IF;
  PERFORM FROM custody.event_type t
    JOIN custody.permitted_type p ON p.type = t.type AND p.role = session_user
    JOIN custody.permitted_actor a ON a.role = session_user AND a.kind = parsed #>> '{actor,kind}'
    WHERE t.type = parsed ->> 'type' AND t.category = parsed ->> 'category';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'custody: this role may not log that' USING ERRCODE = 'LC003';
  END IF;
  IF abs(extract(epoch FROM (parsed ->> 'at')::timestamptz - clock_timestamp())) > 5 THEN
    RAISE EXCEPTION 'custody: the clock is more than 5 s from the server''s' USING ERRCODE = 'LC001';
  END IF;
  RETURN (parsed ->> 'id')::uuid;
END $body$;

CREATE FUNCTION custody.append(subject text, event text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  event_id uuid := custody.check_event(subject, event);
  last_seq bigint;
  last_hash bytea;
  next_hash bytea;
BEGIN
  SELECT h.seq, h.hash INTO last_seq, last_hash FROM custody.head h WHERE h.subject = append.subject FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO custody.head AS h (subject, seq, hash)
      VALUES (append.subject, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    SELECT h.seq, h.hash INTO STRICT last_seq, last_hash FROM custody.head h
      WHERE h.subject = append.subject FOR UPDATE;
  END IF;
  next_hash := sha256(convert_to(
    'lintel-event/v1' || chr(10) || append.subject || chr(10) || (last_seq + 1) || chr(10)
      || encode(last_hash, 'hex') || chr(10) || append.event || chr(10), 'UTF8'));
  INSERT INTO custody.record (subject, seq, id, prev, hash, event)
    VALUES (append.subject, last_seq + 1, event_id, last_hash, next_hash, append.event);
  INSERT INTO custody.pending (subject, seq) VALUES (append.subject, last_seq + 1);
  UPDATE custody.head h SET seq = last_seq + 1, hash = next_hash WHERE h.subject = append.subject;
  RETURN last_seq + 1;
END $body$;
`;

/** What the sequencer may do, and nothing beside: put pending records at the end of the tree, in one transaction. */
const sequencing = `
CREATE FUNCTION custody.add_leaves(first bigint, subjects text[], seqs bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  size bigint := (SELECT coalesce(max(l.index) + 1, 0) FROM custody.leaf l);
  moved bigint;
BEGIN
  IF first <> size THEN
    RAISE EXCEPTION 'custody: the tree has % leaves, not %', size, first USING ERRCODE = 'LC005';
  END IF;
  INSERT INTO custody.leaf (index, subject, seq)
    SELECT first + u.place - 1, u.subject, u.seq
    FROM unnest(subjects, seqs) WITH ORDINALITY AS u (subject, seq, place);
  DELETE FROM custody.pending p USING unnest(subjects, seqs) AS u (subject, seq)
    WHERE p.subject = u.subject AND p.seq = u.seq;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(subjects) THEN
    RAISE EXCEPTION 'custody: a leaf was not pending' USING ERRCODE = 'LC005';
  END IF;
END $body$;

CREATE FUNCTION custody.add_nodes(levels integer[], indexes bigint[], hashes bytea[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
  INSERT INTO custody.node (level, index, hash)
    SELECT u.level, u.index, u.hash FROM unnest(levels, indexes, hashes) AS u (level, index, hash);
$body$;

CREATE FUNCTION custody.add_checkpoint(size bigint, root bytea, note text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF size <> (SELECT coalesce(max(l.index) + 1, 0) FROM custody.leaf l) THEN
    RAISE EXCEPTION 'custody: a checkpoint covers the whole tree' USING ERRCODE = 'LC005';
  END IF;
  INSERT INTO custody.checkpoint (size, root, note) VALUES (size, root, note);
END $body$;

CREATE FUNCTION custody.add_key(verifier_key text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
  INSERT INTO custody.key (verifier_key) VALUES (add_key.verifier_key) ON CONFLICT DO NOTHING;
$body$;

-- Whose history the police side may read. The rows of lintel.clip decide, once they exist.
CREATE FUNCTION custody.subject_visible(subject text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog AS $body$ SELECT subject NOT LIKE 'clip:%' $body$;
`;

/** Triggers, so that even the owner of the tables cannot change what was logged. They fire for replicas, too. */
const immutability = `
CREATE FUNCTION custody.refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'custody: % of custody.% is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'LC009';
END $body$;

CREATE FUNCTION custody.head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF NEW.subject <> OLD.subject OR NEW.seq <> OLD.seq + 1 THEN
    RAISE EXCEPTION 'custody: a head only moves on by one' USING ERRCODE = 'LC009';
  END IF;
  RETURN NEW;
END $body$;

CREATE FUNCTION custody.pending_only_after_leaf() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF EXISTS (
    SELECT 1 FROM gone g WHERE NOT EXISTS (
      SELECT 1 FROM custody.leaf l WHERE l.subject = g.subject AND l.seq = g.seq)
  ) THEN
    RAISE EXCEPTION 'custody: a record leaves pending only into the tree' USING ERRCODE = 'LC009';
  END IF;
  RETURN NULL;
END $body$;

CREATE TRIGGER moves_on BEFORE UPDATE ON custody.head FOR EACH ROW EXECUTE FUNCTION custody.head_moves_on();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON custody.head
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR TRUNCATE ON custody.pending
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER into_tree AFTER DELETE ON custody.pending REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION custody.pending_only_after_leaf();
`;

const FROZEN = ['record', 'leaf', 'node', 'checkpoint', 'key'];
const ALL = [...FROZEN, 'head', 'pending', 'event_type', 'permitted_type', 'permitted_actor'];
const TRIGGERS = { head: ['moves_on', 'kept'], pending: ['kept', 'into_tree'] };

const frozen = (table: string): string => `
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.${table}
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
ALTER TABLE custody.${table} ENABLE ALWAYS TRIGGER kept;
`;

const guarded = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON ${table} TO lintel_owner USING (true) WITH CHECK (true);
CREATE POLICY worker_reads ON ${table} FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON ${table} TO lintel_worker;
`;

const rights = `
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA custody FROM PUBLIC;
GRANT USAGE ON SCHEMA custody, lintel TO lintel_intake, lintel_workspace, lintel_worker;
GRANT EXECUTE ON FUNCTION custody.append(text, text) TO lintel_intake, lintel_workspace, lintel_worker;
GRANT EXECUTE ON FUNCTION custody.add_leaves(bigint, text[], bigint[]),
  custody.add_nodes(integer[], bigint[], bytea[]), custody.add_checkpoint(bigint, bytea, text),
  custody.add_key(text) TO lintel_worker;
GRANT EXECUTE ON FUNCTION custody.subject_visible(text) TO lintel_workspace, lintel_worker;

GRANT SELECT ON custody.record, custody.leaf, custody.node, custody.checkpoint, custody.key TO lintel_workspace;
CREATE POLICY police ON custody.record FOR SELECT TO lintel_workspace USING (custody.subject_visible(subject));
CREATE POLICY police ON custody.leaf FOR SELECT TO lintel_workspace USING (custody.subject_visible(subject));
CREATE POLICY police ON custody.node FOR SELECT TO lintel_workspace USING (true);
CREATE POLICY police ON custody.checkpoint FOR SELECT TO lintel_workspace USING (true);
CREATE POLICY police ON custody.key FOR SELECT TO lintel_workspace USING (true);

GRANT INSERT ON lintel.opening TO lintel_intake, lintel_workspace, lintel_worker;
GRANT DELETE ON lintel.opening TO lintel_worker;
CREATE POLICY adds ON lintel.opening FOR INSERT TO lintel_intake, lintel_workspace, lintel_worker WITH CHECK (true);
CREATE POLICY worker_erases ON lintel.opening FOR DELETE TO lintel_worker USING (true);
`;

export class Custody1764000000001 implements MigrationInterface {
  readonly name = 'Custody1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(append);
    await runner.query(sequencing);
    await runner.query(immutability);
    for (const table of FROZEN) await runner.query(frozen(table));
    for (const [table, triggers] of Object.entries(TRIGGERS)) {
      for (const trigger of triggers) {
        await runner.query(`ALTER TABLE custody.${table} ENABLE ALWAYS TRIGGER ${trigger}`);
      }
    }
    for (const table of ALL) await runner.query(guarded(`custody.${table}`));
    await runner.query(guarded('lintel.opening'));
    await runner.query(rights);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA custody CASCADE');
    await runner.query('DROP TABLE lintel.opening');
    await runner.query('DROP SCHEMA lintel');
  }
}
