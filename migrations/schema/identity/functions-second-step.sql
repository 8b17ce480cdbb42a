-- One's own second step. Each change takes a confirmed session, and ends one's sessions elsewhere.

CREATE FUNCTION lintel.confirmed_self() RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF scope.confirmed_officer() IS NULL THEN
    RAISE EXCEPTION 'not for this person' USING ERRCODE = '42501';
  END IF;
  RETURN scope.confirmed_officer();
END $$;

-- A secret that counts once a first code confirms it; false when one stands already.
CREATE FUNCTION lintel.begin_second_step(sealed_secret bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO lintel.officer_totp AS t (officer_id, sealed_secret)
    VALUES (lintel.confirmed_self(), begin_second_step.sealed_secret)
    ON CONFLICT (officer_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, created_at = now(), last_step = 0
      WHERE t.confirmed_at IS NULL;
  RETURN FOUND;
END $$;

-- A new set; the codes of before count no more.
CREATE FUNCTION lintel.put_recovery_codes(officer uuid, code_hashes bytea[]) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM lintel.recovery_code c WHERE c.officer_id = officer;
  INSERT INTO lintel.recovery_code (officer_id, code_hash) SELECT officer, h FROM unnest(code_hashes) AS h
$$;

-- `step` is the time step of the first code. False when no secret waits for one.
CREATE FUNCTION lintel.confirm_second_step(step bigint, code_hashes bytea[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := lintel.confirmed_self();
BEGIN
  UPDATE lintel.officer_totp t SET confirmed_at = now(), last_step = step
   WHERE t.officer_id = own AND t.confirmed_at IS NULL AND t.last_step < step;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM lintel.put_recovery_codes(own, code_hashes);
  PERFORM lintel.end_other_sessions();
  RETURN true;
END $$;

-- False when there is no second step.
CREATE FUNCTION lintel.renew_recovery_codes(code_hashes bytea[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := lintel.confirmed_self();
BEGIN
  PERFORM FROM lintel.officer_totp t WHERE t.officer_id = own AND t.confirmed_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM lintel.put_recovery_codes(own, code_hashes);
  PERFORM lintel.end_other_sessions();
  RETURN true;
END $$;

-- False when there was none. Not where nobody may be without.
CREATE FUNCTION lintel.remove_second_step() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := lintel.confirmed_self();
BEGIN
  IF (SELECT s.second_step_needed FROM lintel.sign_in_setting s) THEN
    RAISE EXCEPTION 'everybody needs a second step' USING ERRCODE = '42501';
  END IF;
  DELETE FROM lintel.recovery_code c WHERE c.officer_id = own;
  DELETE FROM lintel.officer_totp t WHERE t.officer_id = own;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM lintel.end_other_sessions();
  RETURN true;
END $$;
