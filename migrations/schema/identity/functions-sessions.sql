-- Sessions of the workspace. Whoever knows a session's secret may keep words in it, renew it and end it; an officer and a
-- confirmation come into it only by a ticket, which is used up.

-- The session of a cookie, as long as it goes on under this secret.
CREATE FUNCTION lintel.session_of(secret text)
RETURNS TABLE ("officerId" uuid, by text, "confirmedUntil" timestamptz, data json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.officer_id, s.by, s.confirmed_until, s.data FROM lintel.officer_session s
   WHERE s.id_hash = scope.hash_of(secret) AND s.renewed_at IS NULL AND s.expires_at > now() AND s.ends_at > now()
$$;

-- Notes that a cookie opened nothing, and gives why: 'expired' or 'unknown'; null when that was noted before.
CREATE FUNCTION lintel.refuse_session(secret text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM lintel.refused_session r WHERE r.refused_at < now() - interval '30 days';
  INSERT INTO lintel.refused_session (id_hash) VALUES (scope.hash_of(secret)) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM lintel.officer_session s WHERE s.id_hash = scope.hash_of(secret))
    THEN 'expired' ELSE 'unknown' END;
END $$;

-- Keeps words in a session, or begins one that is nobody's yet and lasts for an hour.
CREATE FUNCTION lintel.keep_session(secret text, data json, idle interval) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO lintel.officer_session AS s (id_hash, expires_at, ends_at, data)
    VALUES (scope.hash_of(secret), now() + least(idle, interval '1 hour'), now() + interval '1 hour', keep_session.data)
    ON CONFLICT (id_hash) DO UPDATE SET data = excluded.data, expires_at = least(now() + idle, s.ends_at)
      WHERE s.renewed_at IS NULL AND s.expires_at > now()
$$;

-- A request came: the session goes on, and what was begun under its former secrets. Most requests come soon after another, and write
-- nothing.
CREATE FUNCTION lintel.touch_session(secret text, idle interval) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.officer_session s SET expires_at = least(now() + idle, s.ends_at), seen_at = now()
   WHERE s.family = (SELECT l.family FROM lintel.officer_session l
                      WHERE l.id_hash = scope.hash_of(secret) AND l.renewed_at IS NULL AND l.expires_at > now())
     AND s.expires_at < least(now() + idle, s.ends_at) - interval '5 seconds'
$$;

-- The session goes on under another secret (no fixation).
CREATE FUNCTION lintel.renew_session(former text, secret text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO lintel.officer_session (id_hash, officer_id, by, family, started_at, seen_at, browser, place, device_hash, confirmed_until,
      expires_at, ends_at, data)
    SELECT scope.hash_of(secret), s.officer_id, s.by, s.family, s.started_at, s.seen_at, s.browser, s.place, s.device_hash, s.confirmed_until,
      s.expires_at, s.ends_at, s.data
      FROM lintel.officer_session s WHERE s.id_hash = scope.hash_of(former) AND s.renewed_at IS NULL AND s.expires_at > now();
  UPDATE lintel.officer_session s SET renewed_at = now(), confirmed_until = NULL, data = '{}'
   WHERE s.id_hash = scope.hash_of(former) AND s.renewed_at IS NULL
$$;

-- Of a sign-in, with everything that was begun under it.
CREATE FUNCTION lintel.end_session(secret text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM lintel.officer_session s
   WHERE s.family = (SELECT l.family FROM lintel.officer_session l WHERE l.id_hash = scope.hash_of(secret))
$$;

-- The browser's secret is another at each sign-in, for every officer who uses it: a copy of the one before is good for nothing.
CREATE FUNCTION lintel.remember_device(officer uuid, former text, device text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE lintel.known_device d SET token_hash = scope.hash_of(device) WHERE d.token_hash = scope.hash_of(former);
  INSERT INTO lintel.known_device (token_hash, officer_id) VALUES (scope.hash_of(device), officer)
    ON CONFLICT (token_hash, officer_id) DO UPDATE SET seen_at = now();
  -- Twenty at most; nobody has more.
  DELETE FROM lintel.known_device d WHERE d.officer_id = officer AND d.token_hash NOT IN (
    SELECT l.token_hash FROM lintel.known_device l WHERE l.officer_id = officer ORDER BY l.seen_at DESC LIMIT 20);
END $$;

-- The officer of the ticket is signed in, in place of whoever was; nothing of a session before is left. False for no such ticket.
-- A session lasts for a week at most, whatever is asked for. `device` is the secret of a cookie that the browser gets, in place of `former`.
CREATE FUNCTION lintel.begin_session(secret text, ticket text, idle interval, absolute interval,
  browser text DEFAULT NULL, place text DEFAULT NULL, former text DEFAULT NULL, device text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  used lintel.sign_in_ticket;
  lasts CONSTANT interval := least(absolute, interval '7 days');
BEGIN
  DELETE FROM lintel.sign_in_ticket t
   WHERE t.ticket_hash = scope.hash_of(ticket) AND NOT t.code_needed AND t.proved IN ('password', 'provider') AND t.expires_at > now()
   RETURNING t.* INTO used;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM lintel.end_session(secret);
  -- Not the moment that one runs out: while its row is there, what plays under it may end in peace.
  DELETE FROM lintel.officer_session s WHERE s.expires_at < now() - interval '1 day';
  INSERT INTO lintel.officer_session (id_hash, officer_id, by, browser, place, device_hash, expires_at, ends_at)
    VALUES (scope.hash_of(secret), used.officer_id, used.proved, begin_session.browser, begin_session.place, scope.hash_of(device),
            now() + least(idle, lasts), now() + lasts);
  IF device IS NOT NULL THEN PERFORM lintel.remember_device(used.officer_id, former, device); END IF;
  RETURN true;
END $$;

-- The officer of this session has shown again who they are. False for no such ticket, or another's. For half a day at most.
CREATE FUNCTION lintel.confirm_session(secret text, ticket text, lasts interval) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  used lintel.sign_in_ticket;
BEGIN
  DELETE FROM lintel.sign_in_ticket t
   WHERE t.ticket_hash = scope.hash_of(ticket) AND NOT t.code_needed AND t.proved <> 'provider' AND t.expires_at > now()
   RETURNING t.* INTO used;
  UPDATE lintel.officer_session s SET confirmed_until = now() + least(lasts, interval '12 hours')
   WHERE s.id_hash = scope.hash_of(secret) AND s.officer_id = used.officer_id AND s.renewed_at IS NULL
     AND s.expires_at > now() AND s.ends_at > now();
  RETURN FOUND;
END $$;

-- Where whoever acts is signed in, the latest first.
CREATE FUNCTION lintel.own_sessions()
RETURNS TABLE (id uuid, browser text, place text, "startedAt" timestamptz, "seenAt" timestamptz, here boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.family, s.browser, s.place, s.started_at, s.seen_at, s.id_hash = scope.session()
    FROM lintel.officer_session s
   WHERE s.officer_id = scope.officer() AND s.renewed_at IS NULL AND s.expires_at > now() AND s.ends_at > now()
   ORDER BY s.id_hash = scope.session() DESC, s.seen_at DESC, s.family
$$;

-- One of them, or all but the one that acts; gives how many have ended. Of a browser elsewhere it is forgotten that the officer uses it.
CREATE FUNCTION lintel.end_other_sessions(which uuid DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := scope.officer();
  here lintel.officer_session;
  ended integer;
BEGIN
  SELECT s.* INTO here FROM lintel.officer_session s WHERE s.id_hash = scope.session();
  DELETE FROM lintel.known_device d WHERE d.officer_id = own AND d.token_hash IS DISTINCT FROM here.device_hash
    AND (which IS NULL OR d.token_hash IN (
      SELECT s.device_hash FROM lintel.officer_session s WHERE s.officer_id = own AND s.family = which));
  WITH gone AS (
    DELETE FROM lintel.officer_session s
     WHERE s.officer_id = own AND s.family IS DISTINCT FROM here.family AND (which IS NULL OR s.family = which)
    RETURNING s.family)
  SELECT count(DISTINCT g.family) INTO ended FROM gone g;
  RETURN ended;
END $$;
