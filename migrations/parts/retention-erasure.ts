/**
 * The personal values of an item and of its stills, in ordinary tables: gone. Rows, ids, hashes, sizes, references and who did
 * what stay, so that every proof holds and nothing is numbered twice. Of the openings those stay in which officers say why
 * they looked, kept or disposed. Runs as the owner, and only for a disposal whose erasure has begun.
 */
export const ERASURE = `
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
REVOKE EXECUTE ON FUNCTION lintel.erase_item(uuid), lintel.guard_disposal(), lintel.refuse_erased() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.erase_item(uuid) TO lintel_worker;
`;
