-- The next number of a producer. No role writes the counter itself, so no number is given twice; the row's lock makes
-- officers who accept at once take turns.
CREATE FUNCTION lintel.next_exhibit_number(investigation uuid, producer text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  number integer;
BEGIN
  IF NOT scope.changes(investigation) AND session_user <> 'lintel_worker' THEN
    RAISE EXCEPTION 'only members number exhibits' USING ERRCODE = '42501';
  END IF;
  INSERT INTO lintel.exhibit_counter AS k (investigation_id, initials, last) VALUES (investigation, producer, 1)
    ON CONFLICT (investigation_id, initials) DO UPDATE SET last = k.last + 1 RETURNING last INTO number;
  RETURN number;
END $$;

-- The next number under an exhibit, likewise.
CREATE FUNCTION lintel.next_still_number(exhibit uuid) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  number integer;
BEGIN
  IF NOT EXISTS (SELECT FROM lintel.exhibit e WHERE e.id = exhibit AND scope.changes(e.investigation_id)) THEN
    RAISE EXCEPTION 'only members ask for stills' USING ERRCODE = '42501';
  END IF;
  INSERT INTO lintel.still_counter AS k (exhibit_id, last) VALUES (exhibit, 1)
    ON CONFLICT (exhibit_id) DO UPDATE SET last = k.last + 1 RETURNING last INTO number;
  RETURN number;
END $$;

-- What an officer asked for becomes an item and an exhibit, once. Runs as the owner: the worker can add these and no other.
CREATE FUNCTION lintel.register_still(
  wanted uuid, key text, bytes bigint, sha256 text, crc bigint, about jsonb, made_by jsonb)
RETURNS TABLE (reference text, producer_name text, description text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  s lintel.still;
  parent lintel.exhibit;
  producer text;
  ref text;
BEGIN
  UPDATE lintel.still SET state = 'made', facts = about, recipe = made_by, ended_at = now()
   WHERE id = wanted AND state = 'asked' RETURNING * INTO s;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT * INTO parent FROM lintel.exhibit e WHERE e.id = s.exhibit_id;
  SELECT o.display_name INTO producer FROM lintel.officer o WHERE o.id = s.asked_by;
  ref := parent.reference || '/' || s.number;
  INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, crc32,
      kind, media, incoming_key, evidence_key, received_at, verified_at, sent_at, master_at, derived_from)
    SELECT s.id, c.submission_id, c.invitation_id, c.investigation_id, 'master', replace(ref, '/', '-') || '.png', bytes,
      sha256, crc, 'image/png', about, 'still-' || s.id, key, now(), now(), now(), now(), c.id
      FROM lintel.clip c WHERE c.id = s.clip_id;
  INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES (s.id, 'accepted', '', s.asked_by);
  INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
    VALUES (s.id, parent.investigation_id, s.id, ref, producer, s.description, s.asked_by);
  RETURN QUERY SELECT ref, producer, s.description;
END $$;

-- Gives a locked master that an officer added the next reference of its producer, once. Runs as the owner, so that the
-- worker can number what was added and nothing else.
CREATE FUNCTION lintel.register_addition(wanted uuid) RETURNS TABLE (
  exhibit uuid, reference text, producer_name text, description text, added_by uuid, investigation uuid, sha256 text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  a lintel.addition;
  master_sha256 text;
  ref text;
BEGIN
  SELECT * INTO a FROM lintel.addition WHERE clip_id = wanted FOR UPDATE;
  SELECT c.stored_sha256 INTO master_sha256 FROM lintel.clip c WHERE c.id = wanted AND c.state = 'master';
  IF a.clip_id IS NULL OR master_sha256 IS NULL
     OR EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = wanted) THEN RETURN; END IF;
  ref := a.initials || '/' || lintel.next_exhibit_number(a.investigation_id, a.initials);
  INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
    VALUES (a.exhibit_id, a.investigation_id, wanted, ref, a.producer_name, a.description, a.added_by);
  RETURN QUERY SELECT a.exhibit_id, ref, a.producer_name, a.description, a.added_by, a.investigation_id, master_sha256;
END $$;
