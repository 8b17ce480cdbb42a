-- What becomes of drafts. SQLSTATEs: LN001 a clip is still being received, LN002 the draft still has clips.

-- The one draft that the acting session works on. One from before the access code was renewed is not it.
CREATE FUNCTION lintel.current_draft() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT s.id FROM lintel.submission s
    WHERE s.invitation_id = scope.invitation() AND s.state = 'draft' AND s.earlier_code_hash IS NULL);
END $$;

-- Whether the acting session reaches what was made in this one: its own, or any of the victim's when it is the victim's own.
CREATE FUNCTION lintel.reaches(made_in bytea) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN scope.own_invitation() IS NOT NULL OR made_in = scope.session();
END $$;

-- The current draft, or a new one with this id and reference. It is touched, so that it is not erased for its age before
-- something is added to it, and as long as the transaction lasts nobody sends or erases it.
CREATE FUNCTION lintel.open_draft(fresh uuid, reference text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  draft uuid;
BEGIN
  PERFORM FROM lintel.invitation i WHERE i.id = scope.invitation() FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE lintel.submission s SET changed_at = now()
   WHERE s.invitation_id = scope.invitation() AND s.state = 'draft' AND s.earlier_code_hash IS NULL RETURNING s.id INTO draft;
  IF draft IS NULL THEN
    INSERT INTO lintel.submission (id, reference, invitation_id, investigation_id, state)
      SELECT fresh, open_draft.reference, i.id, i.investigation_id, 'draft' FROM lintel.invitation i WHERE i.id = scope.invitation()
      RETURNING id INTO draft;
  END IF;
  RETURN draft;
END $$;

-- Bytes that the victim has sent before: intake cannot read what was sent.
CREATE FUNCTION lintel.sent_bytes() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(c.size), 0)::bigint FROM lintel.submission s JOIN lintel.clip c ON c.submission_id = s.id
   WHERE s.invitation_id = scope.invitation() AND s.sent_at IS NOT NULL
$$;

-- Draft becomes sent: from here on it is the police's to see and no longer intake's. What is not whole is kept back, and what was
-- chosen and has not come: it goes on in a new draft with the id and the reference `fresh` and `name`. An original that was asked
-- for and comes with this sending is no longer asked for.
CREATE FUNCTION lintel.send_submission(wanted uuid, kept uuid[] DEFAULT '{}', fresh uuid DEFAULT NULL, name text DEFAULT NULL)
RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  at CONSTANT timestamptz := now();
BEGIN
  UPDATE lintel.submission SET state = 'sent', sent_at = at, changed_at = at
   WHERE id = wanted AND state = 'draft' AND earlier_code_hash IS NULL AND invitation_id = scope.own_invitation();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF fresh IS NOT NULL THEN
    INSERT INTO lintel.submission (id, reference, invitation_id, investigation_id, state)
      SELECT fresh, name, s.invitation_id, s.investigation_id, 'draft' FROM lintel.submission s WHERE s.id = wanted;
    UPDATE lintel.clip SET submission_id = fresh WHERE submission_id = wanted AND id = ANY (kept);
    UPDATE lintel.chosen_file SET submission_id = fresh WHERE submission_id = wanted;
  END IF;
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted AND state NOT IN ('received', 'verified')) THEN
    RAISE EXCEPTION 'a clip is still being received' USING ERRCODE = 'LN001';
  END IF;
  UPDATE lintel.clip SET sent_at = at WHERE submission_id = wanted;
  UPDATE lintel.note n SET answered_at = at FROM lintel.clip c
   WHERE c.submission_id = wanted AND n.clip_id = c.replaces AND n.kind = 'ask-original' AND n.answered_at IS NULL;
  RETURN at;
END $$;

-- Whether this very transaction has sent it.
CREATE FUNCTION lintel.sent_just_now(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM lintel.submission s
    WHERE s.id = wanted AND s.state = 'sent' AND s.sent_at = now() AND s.invitation_id = scope.own_invitation())
$$;

-- What the acting session has taken out of its draft and may put back.
CREATE FUNCTION lintel.removed_files() RETURNS TABLE (id uuid, file_name text, size bigint, removed_at timestamptz, has_event boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT c.id, c.file_name, c.size, c.removed_at, c.state <> 'receiving' FROM lintel.clip c
     WHERE c.submission_id = lintel.current_draft() AND c.removed_at IS NOT NULL AND lintel.reaches(c.made_in)
    UNION ALL
    SELECT f.id, f.file_name, f.size, f.removed_at, false FROM lintel.chosen_file f
     WHERE f.submission_id = lintel.current_draft() AND f.removed_at IS NOT NULL AND lintel.reaches(f.made_in)
       AND NOT EXISTS (SELECT FROM lintel.clip c WHERE c.id = f.id)
    ORDER BY 4, 1;
END $$;

-- Takes a file out of the draft, or puts it back. False when it was out of reach, or is so already.
CREATE FUNCTION lintel.set_removed(wanted uuid, removed boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  draft CONSTANT uuid := lintel.current_draft();
  at CONSTANT timestamptz := CASE WHEN removed THEN now() END;
  done boolean;
BEGIN
  UPDATE lintel.chosen_file f SET removed_at = at
   WHERE f.id = wanted AND f.submission_id = draft AND lintel.reaches(f.made_in) AND (f.removed_at IS NULL) = removed;
  done := FOUND;
  UPDATE lintel.clip c SET removed_at = at
   WHERE c.id = wanted AND c.submission_id = draft AND lintel.reaches(c.made_in) AND (c.removed_at IS NULL) = removed
     AND c.sent_at IS NULL;
  done := done OR FOUND;
  IF done THEN UPDATE lintel.submission SET changed_at = now() WHERE id = draft; END IF;
  RETURN done;
END $$;

-- Removing a draft clip erases every salt and value of its events: the chain keeps its shape and says nothing. Gives the key
-- of the object; null when nothing was removed.
CREATE FUNCTION lintel.remove_draft_clip(wanted uuid) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  key text;
  draft uuid;
BEGIN
  DELETE FROM lintel.chosen_file f
   WHERE f.id = wanted
     AND (f.submission_id = lintel.current_draft() AND lintel.reaches(f.made_in) OR session_user = 'lintel_worker');
  DELETE FROM lintel.clip c
   WHERE c.id = wanted AND c.sent_at IS NULL
     AND (c.submission_id = lintel.current_draft() AND lintel.reaches(c.made_in) OR session_user = 'lintel_worker')
  RETURNING c.incoming_key, c.submission_id INTO key, draft;
  IF key IS NULL THEN RETURN NULL; END IF;
  DELETE FROM lintel.opening WHERE subject = 'clip:' || wanted;
  UPDATE lintel.submission SET changed_at = now() WHERE id = draft;
  RETURN key;
END $$;

-- Only the victim, or the worker for its age, gives a whole draft up.
CREATE FUNCTION lintel.discard_draft(wanted uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted) THEN
    RAISE EXCEPTION 'the draft still has clips' USING ERRCODE = 'LN002';
  END IF;
  UPDATE lintel.submission SET state = 'discarded', changed_at = now()
   WHERE id = wanted AND state = 'draft'
     AND (invitation_id = scope.own_invitation() OR session_user = 'lintel_worker');
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM lintel.incident WHERE submission_id = wanted AND sent_at IS NULL;
  DELETE FROM lintel.chosen_file WHERE submission_id = wanted;
  RETURN true;
END $$;

-- Holds a draft that nobody has touched for so long until the transaction ends, so that it can neither be sent nor get
-- another clip meanwhile. Null when it is no draft any more or has been touched.
CREATE FUNCTION lintel.hold_stale_draft(wanted uuid, days integer) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM lintel.submission
    WHERE id = wanted AND state = 'draft' AND changed_at < now() - make_interval(days => days) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN (SELECT coalesce(array_agg(id), '{}') FROM lintel.clip WHERE submission_id = wanted);
END $$;

-- A better version of a clip that the victim gave before, in this draft or in an earlier sending. Both are kept. In an assisted
-- session both must have been added in it.
CREATE FUNCTION lintel.link_original(better uuid, copy uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE lintel.clip b SET replaces = copy
   WHERE b.id = better AND b.submission_id = lintel.current_draft() AND lintel.reaches(b.made_in) AND b.removed_at IS NULL
     AND (copy IS NULL OR better <> copy AND EXISTS (
       SELECT FROM lintel.clip c
        WHERE c.id = copy AND c.removed_at IS NULL AND c.invitation_id = b.invitation_id AND lintel.reaches(c.made_in) AND c.replaces IS DISTINCT FROM better
          AND (c.sent_at IS NOT NULL OR c.submission_id = b.submission_id)));
  RETURN FOUND;
END $$;

ALTER TABLE lintel.clip ALTER made_in SET DEFAULT lintel.made_in();
ALTER TABLE lintel.chosen_file ALTER made_in SET DEFAULT lintel.made_in();
