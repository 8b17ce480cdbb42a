-- A second wall behind the types: what must not go into a bundle or a form cannot be written there either.
-- SQLSTATEs: LN010 form, LN011 item, LN012 schedule, LN013 withheld list, LN015 file.

-- What the newest decision says, unless a review has been opened since: then nothing until it is decided again.
CREATE FUNCTION lintel.standing(clip uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.classification FROM lintel.decision d
   WHERE d.clip_id = clip AND d.review_id IS NOT DISTINCT FROM (
     SELECT r.id FROM lintel.disclosure_review r WHERE r.investigation_id = d.investigation_id ORDER BY r.place DESC LIMIT 1)
   ORDER BY d.place DESC LIMIT 1
$$;

CREATE FUNCTION lintel.may_go_to(kind text, clip uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(lintel.standing(clip) = ANY (CASE kind
    WHEN 'prosecution' THEN ARRAY['evidence', 'unused', 'sensitive']
    WHEN 'defence' THEN ARRAY['evidence', 'unused']
    ELSE ARRAY['evidence'] END), false)
$$;

CREATE FUNCTION lintel.guard_schedule_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  form CONSTANT text := (SELECT s.form FROM lintel.schedule s WHERE s.id = NEW.schedule_id);
BEGIN
  IF (form = 'MG12' AND lintel.standing(NEW.clip_id) = 'evidence')
     OR (form = 'MG6C' AND lintel.standing(NEW.clip_id) = 'unused') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'this item has no place on that form' USING ERRCODE = 'LN010';
END $$;

CREATE FUNCTION lintel.guard_bundle_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF lintel.may_go_to((SELECT b.kind FROM lintel.bundle b WHERE b.id = NEW.bundle_id), NEW.clip_id) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'this item must not go into that bundle' USING ERRCODE = 'LN011';
END $$;

CREATE FUNCTION lintel.guard_bundle_schedule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM lintel.bundle b, lintel.schedule s
     WHERE b.id = NEW.bundle_id AND s.id = NEW.schedule_id AND s.investigation_id = b.investigation_id
       AND s.form = ANY (CASE b.kind WHEN 'prosecution' THEN ARRAY['MG12', 'MG6C', 'MG6D', 'MG6E']
         WHEN 'defence' THEN ARRAY['MG12', 'MG6C'] ELSE ARRAY['MG12'] END)) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'this schedule must not go into that bundle' USING ERRCODE = 'LN012';
END $$;

CREATE FUNCTION lintel.guard_bundle_withheld() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM lintel.bundle b WHERE b.id = NEW.bundle_id AND b.kind = 'prosecution') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the withheld list is for the prosecutor alone' USING ERRCODE = 'LN013';
END $$;

-- A decision may have changed between the request and the seal.
CREATE FUNCTION lintel.guard_bundle_state() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.state = 'sealed' AND EXISTS (
    SELECT FROM lintel.bundle_item i JOIN lintel.bundle b ON b.id = i.bundle_id
     WHERE i.bundle_id = NEW.bundle_id AND NOT lintel.may_go_to(b.kind, i.clip_id)) THEN
    RAISE EXCEPTION 'an item must not go into this bundle any more' USING ERRCODE = 'LN011';
  END IF;
  RETURN NEW;
END $$;

-- The last wall before a seal: whatever was written for the defence or the court, only files of the bundle's own items,
-- and forms that may go there, become part of it. The record of the investigation names every clip: it has no item.
CREATE FUNCTION lintel.guard_bundle_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added a JOIN lintel.bundle b ON b.id = a.bundle_id WHERE b.kind <> 'prosecution' AND (
      (a.path ~ '^data/(originals|viewing|custody)/[^/]+/' AND NOT EXISTS (
        SELECT FROM lintel.bundle_item i WHERE i.bundle_id = a.bundle_id AND i.folder = split_part(a.path, '/', 3)))
      OR (a.path ~ '^data/schedules/' AND split_part(split_part(a.path, '/', 3), '.', 1) <> ALL (
        CASE b.kind WHEN 'defence' THEN ARRAY['MG12', 'MG6C'] ELSE ARRAY['MG12'] END)))
  ) THEN
    RAISE EXCEPTION 'a file must not go into that bundle' USING ERRCODE = 'LN015';
  END IF;
  RETURN NULL;
END $$;
