-- Drafts from before the access code was renewed: the code of that time brings them back, and nothing else does.

-- How the code of the newest of them is to be hashed; null when there is none.
CREATE FUNCTION lintel.earlier_code_parameters() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT lintel.code_parameters(s.earlier_code_hash) FROM lintel.submission s
   WHERE s.invitation_id = scope.own_invitation() AND s.state = 'draft' AND s.earlier_code_hash IS NOT NULL
   ORDER BY s.changed_at DESC, s.id LIMIT 1
$$;

-- Joins the newest of them to the current draft. Wrong codes count as at the entry.
CREATE FUNCTION lintel.bring_draft_back(digest bytea, attempts integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  earlier lintel.submission;
  current CONSTANT uuid := lintel.current_draft();
BEGIN
  PERFORM FROM lintel.invitation i WHERE i.id = scope.own_invitation() AND i.locked_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT * INTO earlier FROM lintel.submission s
   WHERE s.invitation_id = scope.own_invitation() AND s.state = 'draft' AND s.earlier_code_hash IS NOT NULL
   ORDER BY s.changed_at DESC, s.id LIMIT 1 FOR UPDATE;
  IF earlier.id IS NULL THEN RETURN false; END IF;
  IF NOT lintel.code_fits(earlier.earlier_code_hash, digest) THEN
    PERFORM lintel.count_wrong_code(earlier.invitation_id, attempts);
    RETURN false;
  END IF;
  IF current IS NULL THEN
    UPDATE lintel.submission SET earlier_code_hash = NULL, changed_at = now() WHERE id = earlier.id;
  ELSE
    UPDATE lintel.clip SET submission_id = current WHERE submission_id = earlier.id;
    UPDATE lintel.chosen_file SET submission_id = current WHERE submission_id = earlier.id;
    UPDATE lintel.incident SET submission_id = current WHERE submission_id = earlier.id;
    UPDATE lintel.submission SET state = 'discarded', changed_at = now() WHERE id = earlier.id;
    UPDATE lintel.submission SET changed_at = now() WHERE id = current;
  END IF;
  RETURN true;
END $$;

-- Who stops gives these up, too. Gives the clips that were in them.
CREATE FUNCTION lintel.discard_earlier_drafts() RETURNS TABLE (clip_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  earlier uuid;
BEGIN
  FOR earlier IN SELECT s.id FROM lintel.submission s
    WHERE s.invitation_id = scope.own_invitation() AND s.state = 'draft' AND s.earlier_code_hash IS NOT NULL FOR UPDATE LOOP
    DELETE FROM lintel.opening o USING lintel.clip c WHERE c.submission_id = earlier AND o.subject = 'clip:' || c.id;
    RETURN QUERY DELETE FROM lintel.clip c WHERE c.submission_id = earlier RETURNING c.id;
    DELETE FROM lintel.chosen_file f WHERE f.submission_id = earlier;
    DELETE FROM lintel.incident i WHERE i.submission_id = earlier AND i.sent_at IS NULL;
    UPDATE lintel.submission SET state = 'discarded', changed_at = now() WHERE id = earlier;
  END LOOP;
END $$;
