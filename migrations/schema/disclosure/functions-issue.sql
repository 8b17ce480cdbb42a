-- A recipient's link and code are judged as a victim's are (see invitations/functions.sql).

-- A bundle that was revoked opens for nobody.
CREATE FUNCTION lintel.bundle_is_downloadable(bundle uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT s.state IN ('sealed', 'superseded') FROM lintel.bundle_state s
    WHERE s.bundle_id = bundle ORDER BY s.place DESC LIMIT 1), false)
$$;

CREATE FUNCTION lintel.issue_parameters(link bytea) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT lintel.code_parameters(i.code_hash) FROM lintel.bundle_issue i WHERE i.token_hash = link
$$;

CREATE FUNCTION lintel.count_wrong_issue_code(wanted uuid, attempts integer) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  failed integer;
  about uuid;
  bundle uuid;
BEGIN
  UPDATE lintel.bundle_issue i SET failed_attempts = i.failed_attempts + 1 WHERE i.id = wanted AND i.locked_at IS NULL
    RETURNING i.failed_attempts, i.investigation_id, i.bundle_id INTO failed, about, bundle;
  IF failed >= least(attempts, 100) THEN
    UPDATE lintel.bundle_issue i SET locked_at = now() WHERE i.id = wanted;
    PERFORM lintel.state_lock('issue-locked',
      jsonb_build_object('issue', wanted, 'bundle', bundle, 'attempts', failed), about, wanted);
  END IF;
END $$;

-- Link and code in, a session out: no row for every reason alike. From here on the transaction acts for the recipient.
CREATE FUNCTION lintel.enter_issue(link bytea, digest bytea, session bytea, minutes integer, attempts integer)
RETURNS TABLE (issue_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  issued lintel.bundle_issue;
BEGIN
  SELECT * INTO issued FROM lintel.bundle_issue i WHERE i.token_hash = link FOR NO KEY UPDATE;
  IF issued.id IS NULL OR issued.locked_at IS NOT NULL OR issued.revoked_at IS NOT NULL OR issued.expires_at <= now()
     OR NOT lintel.bundle_is_downloadable(issued.bundle_id) THEN
    RETURN;
  END IF;
  IF NOT lintel.code_fits(issued.code_hash, digest) THEN
    PERFORM lintel.count_wrong_issue_code(issued.id, attempts);
    RETURN;
  END IF;
  UPDATE lintel.bundle_issue i SET failed_attempts = 0 WHERE i.id = issued.id;
  INSERT INTO lintel.issue_session (id_hash, issue_id, expires_at)
    VALUES (session, issued.id, now() + make_interval(mins => least(minutes, 1440)));
  PERFORM scope.seal(('recipient', issued.id, NULL, issued.investigation_id, encode(session, 'hex'), NULL, true)::scope.claims);
  RETURN QUERY SELECT issued.id;
END $$;

-- What the acting session may fetch, and that it is being used. No row when the bundle has been revoked.
CREATE FUNCTION lintel.keep_issue_session(idle_minutes integer)
RETURNS TABLE (issue_id uuid, bundle_id uuid, investigation_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  idle CONSTANT interval := make_interval(mins => least(idle_minutes, 1440));
BEGIN
  UPDATE lintel.issue_session s SET expires_at = now() + idle
   WHERE s.id_hash = scope.session() AND s.issue_id = scope.issue() AND s.expires_at < now() + idle - interval '1 minute';
  RETURN QUERY SELECT i.id, i.bundle_id, i.investigation_id FROM lintel.bundle_issue i
   WHERE i.id = scope.issue() AND lintel.bundle_is_downloadable(i.bundle_id);
END $$;

CREATE FUNCTION lintel.end_issue_session() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM lintel.issue_session s WHERE s.id_hash = scope.session() AND s.issue_id = scope.issue()
$$;

-- Before the first byte: true when this begins a download (of the id `fresh`), false when it belongs to the one under way,
-- null without a session. Others of the same session wait until the transaction ends.
CREATE FUNCTION lintel.begin_issue_download(fresh uuid, whole boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  running uuid;
BEGIN
  SELECT s.download_id INTO running FROM lintel.issue_session s
   WHERE s.id_hash = scope.session() AND s.issue_id = scope.issue() FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF running IS NOT NULL AND NOT whole THEN RETURN false; END IF;
  INSERT INTO lintel.bundle_download (id, issue_id) VALUES (fresh, scope.issue());
  UPDATE lintel.issue_session s SET download_id = fresh WHERE s.id_hash = scope.session();
  RETURN true;
END $$;
