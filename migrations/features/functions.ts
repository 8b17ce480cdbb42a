/** What a role may do across its own limits, and nothing beside: each is small and runs as the owner. */
export const FUNCTIONS_SQL = `
CREATE FUNCTION lintel.scope_invitation() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('lintel.invitation', true), '')::uuid $$;

-- A link's invitation, by the hash of its token: the one row that a stranger with the right token may learn of.
CREATE FUNCTION lintel.find_invitation(wanted bytea)
RETURNS TABLE (id uuid, investigation_id uuid, code_hash text, failed_attempts integer, locked boolean, live boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.id, i.investigation_id, i.code_hash, i.failed_attempts, i.locked_at IS NOT NULL,
         i.revoked_at IS NULL AND i.expires_at > now()
    FROM lintel.invitation i WHERE i.token_hash = wanted
$$;

-- A live session's invitation; being used keeps it alive (a long upload on a bad line must not be cut off). A revoked or
-- expired invitation ends its sessions at once.
CREATE FUNCTION lintel.find_intake_session(wanted bytea, idle interval)
RETURNS TABLE (invitation_id uuid, investigation_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.intake_session SET expires_at = now() + idle
   WHERE id_hash = wanted AND expires_at > now() AND expires_at < now() + idle - interval '1 minute';
  SELECT i.id, i.investigation_id
    FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
   WHERE s.id_hash = wanted AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()
$$;

CREATE FUNCTION lintel.entry_failures(address bytea) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(failures), 0)::integer FROM lintel.entry_attempt
   WHERE address_hash = address AND hour >= date_trunc('hour', now())
$$;

CREATE FUNCTION lintel.count_entry_failure(address bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO lintel.entry_attempt (address_hash, hour, failures) VALUES (address, date_trunc('hour', now()), 1)
  ON CONFLICT (address_hash, hour) DO UPDATE SET failures = lintel.entry_attempt.failures + 1
$$;

-- Draft becomes sent: from here on it is the police's to see and no longer intake's.
CREATE FUNCTION lintel.send_submission(wanted uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := now();
BEGIN
  UPDATE lintel.submission SET state = 'sent', sent_at = at, changed_at = at
   WHERE id = wanted AND state = 'draft' AND invitation_id = lintel.scope_invitation();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted AND state NOT IN ('received', 'verified')) THEN
    RAISE EXCEPTION 'a clip is still being received' USING ERRCODE = 'LN001';
  END IF;
  UPDATE lintel.clip SET sent_at = at WHERE submission_id = wanted;
  RETURN at;
END $$;

-- Removing a draft clip erases every salt and value of its events: the chain keeps its shape and says nothing.
CREATE FUNCTION lintel.remove_draft_clip(wanted uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE key text;
BEGIN
  DELETE FROM lintel.clip
   WHERE id = wanted AND sent_at IS NULL
     AND (invitation_id = lintel.scope_invitation() OR session_user = 'lintel_worker')
  RETURNING incoming_key INTO key;
  IF FOUND THEN DELETE FROM lintel.opening WHERE subject = 'clip:' || wanted; END IF;
  RETURN key;
END $$;

CREATE FUNCTION lintel.discard_draft(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted) THEN
    RAISE EXCEPTION 'the draft still has clips' USING ERRCODE = 'LN002';
  END IF;
  UPDATE lintel.submission SET state = 'discarded', changed_at = now()
   WHERE id = wanted AND state = 'draft'
     AND (invitation_id = lintel.scope_invitation() OR session_user = 'lintel_worker');
  RETURN FOUND;
END $$;

-- Holds a draft that nobody has touched for so long until the transaction ends, so that it can neither be sent nor get
-- another clip meanwhile. Null when it is no draft any more or has been touched.
CREATE FUNCTION lintel.hold_stale_draft(wanted uuid, days integer) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM lintel.submission
    WHERE id = wanted AND state = 'draft' AND changed_at < now() - make_interval(days => days) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN (SELECT coalesce(array_agg(id), '{}') FROM lintel.clip WHERE submission_id = wanted);
END $$;

CREATE OR REPLACE FUNCTION custody.subject_visible(subject text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN subject LIKE 'clip:%'
    THEN EXISTS (SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid)
    ELSE true END
$$;
`;
