-- How many wrong answers are taken. Whoever guesses is counted by the browser, where the officer has signed in with it before, else by
-- network address; so a stranger's guesses do not keep an officer out of a browser of their own. An account is also counted as a
-- whole, against guesses from many addresses: beyond that an unknown browser needs the second step.

CREATE FUNCTION lintel.key_of(VARIADIC parts text[]) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(s.decoy_key || convert_to(array_to_json(parts)::text, 'UTF8')) FROM lintel.sign_in_setting s
$$;

CREATE FUNCTION lintel.is_held(key bytea, most integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM lintel.sign_in_count c WHERE c.key_hash = key AND c.failures >= most AND c.expires_at > now())
$$;

-- True when that was the last one to be taken.
CREATE FUNCTION lintel.count_wrong(key bytea, most integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  held_for CONSTANT interval := (SELECT make_interval(mins => s.held_minutes) FROM lintel.sign_in_setting s);
  counted integer;
BEGIN
  DELETE FROM lintel.sign_in_count c WHERE c.expires_at < now();
  INSERT INTO lintel.sign_in_count AS c (key_hash, failures, expires_at) VALUES (key, 1, now() + held_for)
    ON CONFLICT (key_hash) DO UPDATE SET failures = c.failures + 1, expires_at = now() + held_for
    RETURNING c.failures INTO counted;
  RETURN counted >= most;
END $$;

-- The officer's own browser, by the secret in its cookie.
CREATE FUNCTION lintel.knows_device(officer uuid, device text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM lintel.known_device d
                  WHERE d.token_hash = scope.hash_of(device) AND d.officer_id = officer AND d.seen_at > now() - interval '180 days')
$$;

-- By what an attempt is counted. Whoever acts already is counted by the sign-in under which they do.
CREATE FUNCTION lintel.counted_by(officer uuid, email text, source text, device text) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN scope.officer() IS NOT NULL THEN lintel.key_of('session', (
      SELECT s.family::text FROM lintel.officer_session s WHERE s.id_hash = scope.session()))
    WHEN lintel.knows_device(officer, device) THEN lintel.key_of('device', officer::text, encode(scope.hash_of(device), 'hex'))
    ELSE lintel.key_of('address', email, coalesce(source, '')) END
$$;

-- Whether nothing more is taken from there for a while.
CREATE FUNCTION lintel.holds(officer uuid, email text, source text, device text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT lintel.is_held(lintel.counted_by(officer, email, source, device), s.most_attempts)
      OR (scope.officer() IS NULL AND NOT lintel.knows_device(officer, device)
          AND lintel.is_held(lintel.key_of('source', coalesce(source, '')), s.most_of_address))
    FROM lintel.sign_in_setting s
$$;

-- One more wrong password. Of a browser that guesses too often it is forgotten that the officer uses it.
CREATE FUNCTION lintel.count_failure(officer uuid, email text, source text, device text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  setting lintel.sign_in_setting;
  known CONSTANT boolean := lintel.knows_device(officer, device);
  last CONSTANT boolean := lintel.count_wrong(
    lintel.counted_by(officer, email, source, device), (SELECT s.most_attempts FROM lintel.sign_in_setting s));
BEGIN
  IF scope.officer() IS NOT NULL THEN RETURN; END IF;
  IF known THEN
    IF last THEN DELETE FROM lintel.known_device d WHERE d.token_hash = scope.hash_of(device) AND d.officer_id = officer; END IF;
    RETURN;
  END IF;
  SELECT * INTO setting FROM lintel.sign_in_setting;
  PERFORM lintel.count_wrong(lintel.key_of('source', coalesce(source, '')), setting.most_of_address);
  UPDATE lintel.officer o
     SET failed_attempts = CASE WHEN o.failed_attempts + 1 >= setting.most_of_account THEN 0 ELSE o.failed_attempts + 1 END,
         locked_until = CASE WHEN o.failed_attempts + 1 >= setting.most_of_account THEN now() + make_interval(mins => setting.held_minutes) ELSE o.locked_until END
   WHERE o.id = officer;
END $$;

-- A refusal: true when it is the first of a run, which the log is to have at once.
CREATE FUNCTION lintel.note_refusal(officer uuid) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO lintel.refusal_run AS r (officer_id) VALUES (officer)
    ON CONFLICT (officer_id) DO UPDATE SET refusals = r.refusals + 1, last_at = now()
    RETURNING r.refusals = 1
$$;

-- The runs that are over, once each: the log is to have how many there were. A run is over after a quarter of an hour without another,
-- or an hour after it began.
CREATE FUNCTION lintel.take_refusals() RETURNS TABLE ("officerId" uuid, refusals integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM lintel.refusal_run r
   WHERE r.last_at < now() - interval '15 minutes' OR r.began_at < now() - interval '1 hour'
   RETURNING r.officer_id, r.refusals
$$;
