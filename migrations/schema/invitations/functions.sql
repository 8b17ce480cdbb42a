-- Links and codes are judged here: a process that was broken into can open nothing with a hash or by counting wrongly. What
-- a process passes as a limit is bounded, too.
CREATE FUNCTION lintel.code_parameters(code_hash text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT regexp_replace(code_hash, '[$][^$]*$', '')
$$;

-- Whether an argon2 output is the one that was kept.
CREATE FUNCTION lintel.code_fits(code_hash text, digest bytea) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT split_part(code_hash, '$', 6) = rtrim(encode(sha256(digest), 'base64'), '=')
$$;

-- A UUIDv7 for an event which a function states itself.
CREATE FUNCTION lintel.event_id(at timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- States that a link has just been locked. Nobody has come in, so it is the process that says so, whoever else acts; and it
-- can say so nowhere but here.
CREATE FUNCTION lintel.state_lock(type text, detail jsonb, investigation uuid, recipient uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  who CONSTANT scope.claims := scope.claims();
  judge CONSTANT text := CASE session_user WHEN 'lintel_intake' THEN 'intake' WHEN 'lintel_workspace' THEN 'workspace' END;
  at CONSTANT timestamptz := clock_timestamp();
BEGIN
  PERFORM scope.seal((judge, NULL, NULL, investigation, NULL, NULL, false)::scope.claims);
  PERFORM custody.append('investigation:' || investigation, type, lintel.event_id(at), at, detail, '{}', investigation, recipient);
  PERFORM scope.seal(who);
END $$;

CREATE FUNCTION lintel.count_wrong_code(wanted uuid, attempts integer) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  failed integer;
  about uuid;
BEGIN
  UPDATE lintel.invitation i SET failed_attempts = i.failed_attempts + 1 WHERE i.id = wanted AND i.locked_at IS NULL
    RETURNING i.failed_attempts, i.investigation_id INTO failed, about;
  IF failed >= least(attempts, 100) THEN
    UPDATE lintel.invitation i SET locked_at = now() WHERE i.id = wanted;
    PERFORM lintel.state_lock('invitation-locked', jsonb_build_object('invitation', wanted, 'attempts', failed), about, NULL);
  END IF;
END $$;

-- How the code of a link is to be hashed; null for a link that does not exist (nobody can guess one of 256 bits).
CREATE FUNCTION lintel.link_parameters(link bytea) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT lintel.code_parameters(i.code_hash) FROM lintel.invitation i WHERE i.token_hash = link OR i.sent_token_hash = link
$$;

-- Link and code in, a session out: no row for every reason alike. `digest` is the argon2 output of what was typed, `session`
-- the SHA-256 of the new session's secret. From here on the transaction acts for the victim.
CREATE FUNCTION lintel.enter(link bytea, digest bytea, session bytea, minutes integer, attempts integer)
RETURNS TABLE (invitation_id uuid, investigation_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  invited lintel.invitation;
BEGIN
  SELECT * INTO invited FROM lintel.invitation i WHERE i.token_hash = link OR i.sent_token_hash = link FOR NO KEY UPDATE;
  IF invited.id IS NULL OR invited.locked_at IS NOT NULL OR invited.revoked_at IS NOT NULL OR invited.expires_at <= now() THEN
    RETURN;
  END IF;
  IF NOT lintel.code_fits(invited.code_hash, digest) THEN
    PERFORM lintel.count_wrong_code(invited.id, attempts);
    RETURN;
  END IF;
  UPDATE lintel.invitation i SET failed_attempts = 0, opened_at = coalesce(i.opened_at, now()) WHERE i.id = invited.id;
  INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at)
    VALUES (session, invited.id, now() + make_interval(mins => least(minutes, 1440)));
  PERFORM scope.seal(('victim', invited.id, NULL, invited.investigation_id, encode(session, 'hex'), NULL, true)::scope.claims);
  RETURN QUERY SELECT invited.id, invited.investigation_id;
END $$;

-- Uses a pass up and begins an assisted session, of ten minutes without use at most. The officer who offered it must still
-- be a member: an emergency is not enough.
CREATE FUNCTION lintel.enter_assisted(pass bytea, session bytea, minutes integer)
RETURNS TABLE (invitation_id uuid, investigation_id uuid, officer_id uuid, place text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  used lintel.assisted_pass;
  about uuid;
BEGIN
  UPDATE lintel.assisted_pass p SET used_at = now()
    FROM lintel.invitation i, lintel.investigation_member m, lintel.officer o
   WHERE p.token_hash = pass AND p.used_at IS NULL AND p.expires_at > now()
     AND i.id = p.invitation_id AND i.revoked_at IS NULL AND i.expires_at > now()
     AND m.investigation_id = i.investigation_id AND m.officer_id = p.officer_id AND m.removed_at IS NULL
     AND o.id = p.officer_id AND o.disabled_at IS NULL
   RETURNING p.* INTO used;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT i.investigation_id INTO about FROM lintel.invitation i WHERE i.id = used.invitation_id;
  INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at, assisted_by)
    VALUES (session, used.invitation_id, now() + make_interval(mins => least(minutes, 10)), used.officer_id);
  PERFORM scope.seal(
    ('victim', used.invitation_id, NULL, about, encode(session, 'hex'), used.officer_id, false)::scope.claims);
  RETURN QUERY SELECT used.invitation_id, about, used.officer_id, used.place;
END $$;

-- How the code of the acting session's invitation is to be hashed.
CREATE FUNCTION lintel.own_code_parameters() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT lintel.code_parameters(i.code_hash) FROM lintel.invitation i WHERE i.id = scope.invitation()
$$;

-- The victim types their own code into an assisted session: from the next transaction on it is like a session of their own.
CREATE FUNCTION lintel.own_code(digest bytea, attempts integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  invited lintel.invitation;
BEGIN
  SELECT * INTO invited FROM lintel.invitation i WHERE i.id = scope.invitation() FOR NO KEY UPDATE;
  IF invited.id IS NULL OR invited.locked_at IS NOT NULL THEN RETURN false; END IF;
  IF NOT lintel.code_fits(invited.code_hash, digest) THEN
    PERFORM lintel.count_wrong_code(invited.id, attempts);
    RETURN false;
  END IF;
  UPDATE lintel.invitation i SET failed_attempts = 0 WHERE i.id = invited.id;
  UPDATE lintel.intake_session s SET own_code_at = coalesce(s.own_code_at, now())
   WHERE s.id_hash = scope.session() AND s.assisted_by IS NOT NULL;
  RETURN FOUND;
END $$;

CREATE FUNCTION lintel.entry_failures(address bytea) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(a.failures), 0)::integer FROM lintel.entry_attempt a
   WHERE a.address_hash = address AND a.hour >= date_trunc('hour', now())
$$;

-- Gives how many they are in this hour.
CREATE FUNCTION lintel.count_entry_failure(address bytea) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO lintel.entry_attempt AS a (address_hash, hour, failures) VALUES (address, date_trunc('hour', now()), 1)
  ON CONFLICT (address_hash, hour) DO UPDATE SET failures = a.failures + 1 RETURNING a.failures
$$;
