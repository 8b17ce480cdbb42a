-- SQLSTATEs: LN020 the step does not follow, LN021 something keeps the item, LN022 it has been erased.

-- Who may move a disposal on, and what is fixed once it was said. Policies ask who the officer is; here each step is compared
-- with what stood before.
CREATE FUNCTION lintel.guard_disposal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  step CONSTANT text := OLD.state || ' ' || NEW.state;
BEGIN
  IF OLD.state = NEW.state AND NOT (step = 'approved approved' AND NEW.erase_after >= OLD.erase_after
       AND session_user <> 'lintel_workspace')
     OR OLD.state <> NEW.state AND step <> ALL (ARRAY['proposed approved', 'proposed refused', 'proposed stopped',
       'approved stopped', 'approved erasing', 'erasing erased'])
     OR session_user = 'lintel_workspace' AND NEW.state IN ('erasing', 'erased')
     OR session_user = 'lintel_worker' AND NEW.state IN ('proposed', 'refused')
     OR session_user = 'lintel_worker' AND step = 'proposed approved'
     OR step NOT IN ('proposed approved', 'proposed refused') AND (NEW.decided_by, NEW.decided_at, NEW.decision_reason)
       IS DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.decision_reason) THEN
    RAISE EXCEPTION 'a disposal does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'LN020';
  END IF;
  IF step = 'approved erasing' AND (NEW.erase_after > now() OR EXISTS (
       SELECT FROM lintel.retention_hold h WHERE h.lifted_at IS NULL AND h.investigation_id = NEW.investigation_id
         AND (h.clip_id IS NULL OR h.clip_id = NEW.clip_id
           OR h.clip_id IN (SELECT c.id FROM lintel.clip c WHERE c.derived_from = NEW.clip_id)))) THEN
    RAISE EXCEPTION 'something keeps this item' USING ERRCODE = 'LN021';
  END IF;
  RETURN NEW;
END $$;

-- Waits for a transaction that begins the erasure, and then refuses.
CREATE FUNCTION lintel.refuse_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM lintel.clip c WHERE c.id = NEW.clip_id AND c.erased_at IS NULL FOR SHARE;
  IF FOUND THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'this item has been erased' USING ERRCODE = 'LN022';
END $$;

-- The personal values of an item and of its stills, in ordinary tables: gone. Rows, ids, hashes, sizes, references and who did
-- what stay, so that every proof holds and nothing is numbered twice. Of the openings those stay in which officers say why
-- they looked, kept or disposed. For the worker, and only for a disposal whose erasure has begun.
CREATE FUNCTION lintel.erase_item(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone CONSTANT text := '(erased)';
  item uuid;
  family uuid[];
BEGIN
  UPDATE lintel.disposal SET state = 'erased', erased_at = now() WHERE id = wanted AND state = 'erasing'
    RETURNING clip_id INTO item;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT array_agg(c.id) INTO family FROM lintel.clip c WHERE c.id = item OR c.derived_from = item;

  UPDATE lintel.clip SET file_name = gone, media = NULL, source = NULL, file_date = NULL, deletion_from = NULL,
      deletion_until = NULL WHERE id = ANY (family);
  UPDATE lintel.exhibit SET producer_name = gone, description = gone WHERE clip_id = ANY (family);
  UPDATE lintel.addition SET producer_name = gone, description = gone WHERE clip_id = ANY (family);
  UPDATE lintel.still SET description = gone WHERE clip_id = ANY (family);
  UPDATE lintel.triage SET reason = gone WHERE clip_id = ANY (family) AND reason <> '';
  UPDATE lintel.decision SET description = gone, reason = gone WHERE clip_id = ANY (family);
  UPDATE lintel.bundle_item SET producer = gone, description = gone WHERE clip_id = ANY (family);
  UPDATE lintel.rendition SET facts = '{}', recipe = '{}', why = CASE WHEN state = 'failed' THEN gone END
    WHERE clip_id = ANY (family);
  DELETE FROM lintel.time_choice WHERE clip_id = ANY (family);
  DELETE FROM lintel.time_candidate WHERE clip_id = ANY (family);
  DELETE FROM lintel.clock_answer WHERE clip_id = ANY (family);
  DELETE FROM lintel.make_answer WHERE clip_id = ANY (family);
  DELETE FROM lintel.maker_seal WHERE clip_id = ANY (family);
  DELETE FROM lintel.note WHERE clip_id = ANY (family);
  DELETE FROM lintel.clip_trouble WHERE clip_id = ANY (family);
  DELETE FROM lintel.marker_strike s USING lintel.marker m WHERE m.id = s.marker_id AND m.clip_id = ANY (family);
  DELETE FROM lintel.marker WHERE clip_id = ANY (family);
  UPDATE lintel.receipt r SET clips = (
      SELECT jsonb_agg(CASE WHEN (c ->> 'id')::uuid = ANY (family) THEN jsonb_set(c, '{fileName}', to_jsonb(gone)) ELSE c END ORDER BY n)
        FROM jsonb_array_elements(r.clips) WITH ORDINALITY AS e (c, n))
    WHERE r.submission_id = (SELECT submission_id FROM lintel.clip WHERE id = item) AND jsonb_array_length(r.clips) > 0;
  DELETE FROM lintel.opening o
   WHERE o.subject IN (SELECT 'clip:' || f FROM unnest(family) f)
     AND NOT (o.field = 'reason' AND EXISTS (
       SELECT FROM custody.record r WHERE r.id = o.event_id AND r.event::jsonb ->> 'type' IN ('viewed', 'downloaded',
         'hold-set', 'hold-lifted', 'retention-reviewed', 'disposal-proposed', 'disposal-approved', 'disposal-refused',
         'disposal-stopped')));
  RETURN true;
END $$;
