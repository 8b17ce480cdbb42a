-- SQLSTATEs of the log: LC001 clock, LC002 malformed, LC003 not permitted (or no such type), LC005 tree, LC009 immutable;
-- 23505 repeated id.

-- Who speaks, as the vocabulary names speakers. A process without a person's session speaks as itself.
CREATE FUNCTION custody.speaker(who scope.claims) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE
    WHEN who.kind = 'victim' AND NOT who.confirmed THEN 'assisted'
    WHEN who.kind IS NOT NULL THEN who.kind
    ELSE CASE session_user WHEN 'lintel_intake' THEN 'intake' WHEN 'lintel_workspace' THEN 'workspace'
      WHEN 'lintel_worker' THEN 'worker' WHEN 'lintel_owner' THEN 'operator' END END;
END $$;

-- The investigation of a subject that is one, or is a clip or a bundle; null for the service.
CREATE FUNCTION custody.investigation_of(subject text) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF subject LIKE 'investigation:%' THEN RETURN substr(subject, 15)::uuid; END IF;
  IF subject LIKE 'bundle:%' THEN
    RETURN (SELECT b.investigation_id FROM lintel.bundle b WHERE b.id = substr(subject, 8)::uuid);
  END IF;
  IF subject NOT LIKE 'clip:%' THEN RETURN NULL; END IF;
  RETURN (SELECT c.investigation_id FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid);
END $$;

-- Whether the acting officer has one of these rights over a subject.
CREATE FUNCTION custody.officer_may_state(who scope.claims, rights text[], subject text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  about CONSTANT uuid := custody.investigation_of(subject);
BEGIN
  IF 'self' = ANY (rights) AND subject = 'service:lintel' THEN RETURN true; END IF;
  IF 'supervise' = ANY (rights) AND who.role = 'supervisor' THEN RETURN true; END IF;
  IF 'audit' = ANY (rights) AND who.role = 'auditor' THEN RETURN true; END IF;
  IF 'scheme' = ANY (rights) AND who.role = 'coordinator' AND subject = 'service:lintel' THEN RETURN true; END IF;
  IF about IS NULL OR subject LIKE 'clip:%'
     AND NOT EXISTS (SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid AND c.sent_at IS NOT NULL) THEN
    RETURN false;
  END IF;
  RETURN 'change' = ANY (rights) AND scope.changes(about) OR 'read' = ANY (rights) AND scope.reads(about);
END $$;

-- Whether the acting person may say something of that type of that subject.
CREATE FUNCTION custody.may_state(who scope.claims, said custody.event_type, subject text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF said.type IS NULL OR custody.speaker(who) IS NULL OR custody.speaker(who) <> ALL (said.speakers)
     OR split_part(subject, ':', 1) <> ALL (said.subjects) THEN RETURN false; END IF;
  IF who.kind = 'officer' THEN RETURN custody.officer_may_state(who, said.officer_rights, subject); END IF;
  IF who.kind = 'victim' THEN
    RETURN subject = 'investigation:' || who.investigation OR subject LIKE 'clip:%' AND EXISTS (
      SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid AND c.invitation_id = who.id
        AND (who.confirmed OR c.made_in = decode(who.session, 'hex')));
  END IF;
  -- A process of which a function here has sealed what it just judged says so of that investigation; by itself intake or
  -- workspace speaks of the service alone.
  IF who.kind IN ('recipient', 'intake', 'workspace') THEN RETURN subject = 'investigation:' || who.investigation; END IF;
  RETURN session_user NOT IN ('lintel_intake', 'lintel_workspace') OR subject = 'service:lintel';
END $$;

-- Keeps what is committed to, and gives the commitments: SHA-256(salt || canonical value).
CREATE FUNCTION custody.commit(event_id uuid, subject text, secrets jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  commitments jsonb := '{}';
  one record;
BEGIN
  FOR one IN SELECT s.key AS field, decode(s.value ->> 'salt', 'hex') AS salt, custody.canonical(s.value -> 'value') AS written
    FROM jsonb_each(secrets) s LOOP
    INSERT INTO lintel.opening (event_id, subject, field, salt, value)
      VALUES (event_id, subject, one.field, one.salt, one.written::json);
    commitments := commitments || jsonb_build_object(one.field,
      encode(sha256(one.salt || convert_to(one.written, 'UTF8')), 'hex'));
  END LOOP;
  RETURN commitments;
END $$;

-- Adds a record to the end of a subject's chain.
CREATE FUNCTION custody.add_record(subject text, event_id uuid, event text) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  last_seq bigint;
  last_hash bytea;
  next_hash bytea;
BEGIN
  SELECT h.seq, h.hash INTO last_seq, last_hash FROM custody.head h WHERE h.subject = add_record.subject FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO custody.head AS h (subject, seq, hash)
      VALUES (add_record.subject, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    SELECT h.seq, h.hash INTO STRICT last_seq, last_hash FROM custody.head h
      WHERE h.subject = add_record.subject FOR UPDATE;
  END IF;
  next_hash := sha256(convert_to(
    'lintel-event/v1' || chr(10) || add_record.subject || chr(10) || (last_seq + 1) || chr(10)
      || encode(last_hash, 'hex') || chr(10) || add_record.event || chr(10), 'UTF8'));
  INSERT INTO custody.record (subject, seq, id, prev, hash, event)
    VALUES (add_record.subject, last_seq + 1, event_id, last_hash, next_hash, add_record.event);
  INSERT INTO custody.pending (subject, seq) VALUES (add_record.subject, last_seq + 1);
  UPDATE custody.head h SET seq = last_seq + 1, hash = next_hash WHERE h.subject = add_record.subject;
  RETURN last_seq + 1;
END $$;

-- States a fact. Who states it, and whether they may, comes from the scope of the transaction; the form is written here.
-- `secrets` is {field: {salt: 32 hexadecimal digits, value}}. Gives the place in the subject's chain, from 1.
CREATE FUNCTION custody.append(
  subject text, type text, id uuid, at timestamptz, detail jsonb, secrets jsonb,
  investigation uuid DEFAULT NULL, recipient uuid DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  who CONSTANT scope.claims := scope.claims();
  said CONSTANT custody.event_type := (SELECT t FROM custody.event_type t WHERE t.type = append.type);
  about CONSTANT uuid := coalesce(custody.investigation_of(subject), investigation);
  event text;
BEGIN
  IF subject !~ '^((clip|investigation|bundle):[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|service:lintel)$'
     OR id::text !~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
     OR jsonb_typeof(detail) IS DISTINCT FROM 'object' OR jsonb_typeof(secrets) IS DISTINCT FROM 'object'
     OR investigation IS NOT NULL AND about <> investigation THEN
    RAISE EXCEPTION 'custody: the event lacks a field or has a bad one' USING ERRCODE = 'LC002';
  END IF;
  IF NOT custody.may_state(who, said, subject)
     OR investigation IS NOT NULL AND custody.investigation_of(subject) IS NULL AND who.kind IS NOT NULL
        AND investigation IS DISTINCT FROM who.investigation AND NOT scope.reads(investigation) THEN
    RAISE EXCEPTION 'custody: not for this person to state' USING ERRCODE = 'LC003';
  END IF;
  IF detail - said.detail_keys <> '{}' OR secrets - said.secret_keys <> '{}' THEN
    RAISE EXCEPTION 'custody: an event of this type has no such field' USING ERRCODE = 'LC002';
  END IF;
  IF abs(extract(epoch FROM at - clock_timestamp())) > 5 THEN
    RAISE EXCEPTION 'custody: the clock is more than 5 s from the server''s' USING ERRCODE = 'LC001';
  END IF;
  event := '{"actor":{"id":' || to_json(coalesce(who.id::text, custody.speaker(who)))
    || ',"kind":"' || CASE WHEN who.kind IN ('officer', 'victim', 'recipient') THEN who.kind ELSE 'service' END
    || '"},"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","category":' || to_json(said.category)
    || ',"commit":' || CASE WHEN secrets = '{}' THEN '{}' ELSE custody.canonical(custody.commit(id, subject, secrets)) END
    || ',"detail":' || custody.canonical(detail)
    || ',"id":"' || id
    || coalesce('","investigation":"' || about, '')
    || coalesce('","recipient":"' || recipient, '')
    || '","type":' || to_json(said.type) || ',"v":1}';
  IF octet_length(event) > 65536 THEN
    RAISE EXCEPTION 'custody: an event is at most 64 KiB' USING ERRCODE = 'LC002';
  END IF;
  RETURN custody.add_record(subject, id, event);
END $$;

-- How many leaves the tree has, padding with them.
CREATE FUNCTION custody.tree_size() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT greatest((SELECT coalesce(max(l.index) + 1, 0) FROM custody.leaf l),
    (SELECT coalesce(max(p.until), 0) FROM custody.padding p));
$$;

-- What the sequencer may do, and nothing beside: put pending records at places behind the end of the tree, in one transaction, with
-- padding where there is none of them.
CREATE FUNCTION custody.add_leaves(
  first bigint, until bigint, seed bytea, places bigint[], subjects text[], seqs bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  size CONSTANT bigint := custody.tree_size();
  moved bigint;
BEGIN
  IF first <> size THEN
    RAISE EXCEPTION 'custody: the tree has % leaves, not %', size, first USING ERRCODE = 'LC005';
  END IF;
  IF EXISTS (SELECT FROM unnest(places) place WHERE place < first OR place >= until)
     OR (seed IS NULL) <> (until - first = cardinality(places)) THEN
    RAISE EXCEPTION 'custody: a place outside its batch' USING ERRCODE = 'LC005';
  END IF;
  IF seed IS NOT NULL THEN
    INSERT INTO custody.padding (first, until, seed) VALUES (add_leaves.first, add_leaves.until, add_leaves.seed);
  END IF;
  INSERT INTO custody.leaf (index, subject, seq)
    SELECT u.place, u.subject, u.seq FROM unnest(places, subjects, seqs) AS u (place, subject, seq);
  DELETE FROM custody.pending p USING unnest(subjects, seqs) AS u (subject, seq)
    WHERE p.subject = u.subject AND p.seq = u.seq;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(subjects) THEN
    RAISE EXCEPTION 'custody: a leaf was not pending' USING ERRCODE = 'LC005';
  END IF;
END $$;

CREATE FUNCTION custody.add_nodes(levels integer[], indexes bigint[], hashes bytea[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO custody.node (level, index, hash)
    SELECT u.level, u.index, u.hash FROM unnest(levels, indexes, hashes) AS u (level, index, hash);
$$;

CREATE FUNCTION custody.add_checkpoint(size bigint, root bytea, note text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF size <> custody.tree_size() THEN
    RAISE EXCEPTION 'custody: a checkpoint covers the whole tree' USING ERRCODE = 'LC005';
  END IF;
  INSERT INTO custody.checkpoint (size, root, note) VALUES (size, root, note);
END $$;

CREATE FUNCTION custody.add_key(verifier_key text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO custody.key (verifier_key) VALUES (add_key.verifier_key) ON CONFLICT DO NOTHING;
$$;

CREATE FUNCTION custody.count_trails() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO custody.trail AS t (person, type, times, first_id, last_id)
    SELECT e.event #>> '{actor,id}', e.event ->> 'type', count(*), min(e.id::text)::uuid, max(e.id::text)::uuid
    FROM (SELECT r.id, r.event::jsonb AS event FROM taken JOIN custody.record r USING (subject, seq) OFFSET 0) e
    WHERE e.event #>> '{actor,kind}' = 'officer' GROUP BY 1, 2
    ON CONFLICT (person, type) DO UPDATE SET times = t.times + excluded.times,
      first_id = least(t.first_id, excluded.first_id), last_id = greatest(t.last_id, excluded.last_id);
  RETURN NULL;
END $$;

-- What was counted, and what the sequencer has yet to take in: together the whole log, in one snapshot. For auditors.
CREATE FUNCTION lintel.trail_of(person text)
RETURNS TABLE (type text, times bigint, first_id uuid, last_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT part.type, sum(part.times)::bigint, min(part.first_id::text)::uuid, max(part.last_id::text)::uuid FROM (
    SELECT t.type, t.times, t.first_id, t.last_id FROM custody.trail t WHERE t.person = trail_of.person
    UNION ALL
    SELECT r.event::jsonb ->> 'type', 1, r.id, r.id FROM custody.pending p JOIN custody.record r USING (subject, seq)
     WHERE r.event::jsonb #>> '{actor,id}' = trail_of.person AND r.event::jsonb #>> '{actor,kind}' = 'officer'
  ) part WHERE (SELECT scope.role_in('auditor')) GROUP BY 1 ORDER BY 2 DESC, 1
$$;

-- The log as auditors search it, newest first; of clips that were not sent it gives nothing. Event by event: an EXISTS was
-- answered by reading every clip that there is before the first event was given.
CREATE FUNCTION lintel.search_log(
  actor text, investigation text, chain text, types text[], since uuid, before uuid, most integer)
RETURNS TABLE (id uuid, subject text, seq bigint, event text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT scope.role_in('auditor') THEN RETURN; END IF;
  RETURN QUERY EXECUTE
    'SELECT r.id, r.subject, r.seq, r.event FROM custody.record r WHERE (r.subject NOT LIKE ''clip:%'' OR (SELECT c.sent_at FROM lintel.clip c WHERE c.id = substr(r.subject, 6)::uuid) IS NOT NULL)'
    || CASE WHEN actor IS NULL THEN '' ELSE ' AND r.event::jsonb #>> ''{actor,id}'' = $1' END
    || CASE WHEN investigation IS NULL THEN '' ELSE ' AND r.event::jsonb ->> ''investigation'' = $2' END
    || CASE WHEN chain IS NULL THEN '' ELSE ' AND r.subject = $3' END
    || CASE WHEN types IS NULL THEN '' ELSE ' AND r.event::jsonb ->> ''type'' = ANY ($4)' END
    || CASE WHEN since IS NULL THEN '' ELSE ' AND r.id >= $5' END
    || CASE WHEN before IS NULL THEN '' ELSE ' AND r.id < $6' END
    || ' ORDER BY r.id DESC LIMIT $7'
    USING actor, investigation, chain, types, since, before, most;
END $$;

-- Of a clip that was sent, or of something else than a clip.
CREATE FUNCTION custody.is_not_of_a_draft(subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN subject NOT LIKE 'clip:%' OR EXISTS (SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid AND c.sent_at IS NOT NULL);
END $$;

-- Whose history an officer may read: of clips that were sent, in investigations that the officer reads; auditors
-- read every history but those of drafts.
CREATE FUNCTION custody.subject_visible(subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  about uuid;
BEGIN
  IF subject LIKE 'clip:%' THEN
    SELECT c.investigation_id INTO about FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid AND c.sent_at IS NOT NULL;
  ELSIF subject LIKE 'investigation:%' THEN
    about := substr(subject, 15)::uuid;
  ELSE
    RETURN scope.role_in('auditor');
  END IF;
  RETURN about IS NOT NULL AND (scope.reads(about) OR scope.role_in('auditor'));
END $$;

-- Repudiations of events of a subject, and of those repudiations in turn: they go with its history, and stand in the chain of
-- the service, which officers do not read. For whoever reads the subject.
CREATE FUNCTION custody.repudiations_of(subject text)
RETURNS TABLE (seq bigint, id uuid, prev bytea, event text, index bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE stated AS (
    SELECT r.seq, r.id, r.prev, r.event, named.id AS about
      FROM custody.record r, jsonb_array_elements_text(r.event::jsonb #> '{detail,events}') AS named (id)
      WHERE r.subject = 'service:lintel' AND r.event::jsonb ->> 'type' = 'repudiated'
        AND (session_user = 'lintel_worker' OR custody.subject_visible(repudiations_of.subject))
  ), found AS (
    SELECT s.seq, s.id, s.prev, s.event FROM stated s
      JOIN custody.record r ON r.subject = repudiations_of.subject AND r.id::text = s.about
    UNION
    SELECT s.seq, s.id, s.prev, s.event FROM stated s JOIN found f ON f.id::text = s.about
  )
  SELECT f.seq, f.id, f.prev, f.event, l.index FROM found f
    LEFT JOIN custody.leaf l ON l.subject = 'service:lintel' AND l.seq = f.seq;
$$;
