-- SQLSTATE 42501 (insufficient_privilege): the acting person may not do this.

-- A password as it is kept, of our form and no other.
CREATE FUNCTION lintel.well_kept(password text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF password !~ '^\$argon2id\$v=19\$m=[0-9]{4,7},t=[0-9]{1,2},p=[0-9]{1,2}\$[A-Za-z0-9+/]{22,86}\$[A-Za-z0-9+/]{43}$' THEN
    RAISE EXCEPTION 'not as a password is kept' USING ERRCODE = '22023';
  END IF;
  RETURN password;
END $$;

-- Every session of an officer, and what would become one. What plays under one ends within a second.
CREATE FUNCTION lintel.end_sign_ins(officer uuid) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM lintel.officer_session s WHERE s.officer_id = officer;
  DELETE FROM lintel.sign_in_ticket t WHERE t.officer_id = officer;
$$;

-- Holds one's own account and another until the transaction ends, and gives both as they stand then: of two supervisors who close
-- each other's account one waits, and finds that there is nothing left to do it with.
CREATE FUNCTION lintel.hold_accounts(officer uuid)
RETURNS TABLE (id uuid, role text, active boolean, "ofProvider" boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM lintel.officer o WHERE o.id IN (scope.officer(), officer) ORDER BY o.id FOR NO KEY UPDATE;
  RETURN QUERY SELECT o.id, o.role, o.disabled_at IS NULL,
      EXISTS (SELECT FROM lintel.officer_identity i WHERE i.officer_id = o.id)
    FROM lintel.officer o WHERE scope.officer() IS NOT NULL AND o.id IN (scope.officer(), officer);
END $$;

-- Refuses whoever is no supervisor at this very moment, and everybody their own account: so there is always one left who can open
-- an account again.
CREATE FUNCTION lintel.require_keeper_of(officer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF officer = scope.officer() OR NOT EXISTS (
    SELECT FROM lintel.hold_accounts(officer) h WHERE h.id = scope.officer() AND h.role = 'supervisor' AND h.active) THEN
    RAISE EXCEPTION 'not for this person' USING ERRCODE = '42501';
  END IF;
END $$;

-- A page of accounts by name, for supervisors; what is null is not asked for. `after` is the last one of the page before. A view that
-- keeps others out reads every account before it gives the first ones: this goes along the index.
CREATE FUNCTION lintel.list_accounts(
  part text, wanted_role text, active boolean, locked boolean, second_step boolean, after uuid, most integer)
RETURNS TABLE (id uuid, email text, display_name text, initials text, role text, must_change_password boolean, disabled_at timestamptz,
  signed_in_on date, locked_until timestamptz, has_second_step boolean, of_provider boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  last_name CONSTANT text := coalesce((SELECT lower(o.display_name) FROM lintel.officer o WHERE o.id = after), '');
  last_id CONSTANT uuid := coalesce(after, '00000000-0000-0000-0000-000000000000');
BEGIN
  IF NOT scope.role_in('supervisor') THEN RETURN; END IF;
  RETURN QUERY SELECT a.* FROM lintel.every_account a
    WHERE (lower(a.display_name), a.id) > (last_name, last_id)
      AND (part IS NULL OR position(part IN lower(a.display_name)) > 0 OR position(part IN a.email) > 0)
      AND (wanted_role IS NULL OR a.role = wanted_role)
      AND (list_accounts.active IS NULL OR (a.disabled_at IS NULL) = list_accounts.active)
      AND (locked IS NULL OR (a.locked_until IS NOT NULL) = locked)
      AND (list_accounts.second_step IS NULL OR a.second_step = list_accounts.second_step)
    ORDER BY lower(a.display_name), a.id LIMIT most;
END $$;

CREATE FUNCTION lintel.one_time_ends() RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT now() + make_interval(hours => s.one_time_hours) FROM lintel.sign_in_setting s $$;

-- By the operator, or by a supervisor who has confirmed who they are. False when the address is taken.
CREATE FUNCTION lintel.create_officer(
  id uuid, email text, display_name text, initials text, role text, kept_password text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF session_user <> 'lintel_owner' AND (NOT scope.role_in('supervisor') OR scope.confirmed_officer() IS NULL) THEN
    RAISE EXCEPTION 'not for this person' USING ERRCODE = '42501';
  END IF;
  INSERT INTO lintel.officer AS o (id, email, display_name, initials, role, password_hash, one_time_until)
    VALUES (create_officer.id, create_officer.email, create_officer.display_name, create_officer.initials, create_officer.role,
            lintel.well_kept(kept_password), lintel.one_time_ends())
    ON CONFLICT ON CONSTRAINT officer_email_key DO NOTHING;
  RETURN FOUND;
END $$;

-- By a confirmed supervisor; not where the force's provider decides about it.
CREATE FUNCTION lintel.set_role(officer uuid, role text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM lintel.require_keeper_of(officer);
  IF scope.confirmed_officer() IS NULL OR EXISTS (SELECT FROM lintel.officer_identity i WHERE i.officer_id = officer) THEN
    RAISE EXCEPTION 'not for this person' USING ERRCODE = '42501';
  END IF;
  UPDATE lintel.officer o SET role = set_role.role WHERE o.id = officer;
  PERFORM lintel.end_sign_ins(officer);
END $$;

-- By a supervisor. To open an account again takes a confirmation, to close one does not. What the officer had
-- opened in an emergency ends, also when the account is opened: nothing of before wakes up with it. Gives what ended.
CREATE FUNCTION lintel.set_active(officer uuid, active boolean)
RETURNS TABLE (access uuid, investigation uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM lintel.require_keeper_of(officer);
  IF active AND scope.confirmed_officer() IS NULL THEN
    RAISE EXCEPTION 'not for this person' USING ERRCODE = '42501';
  END IF;
  UPDATE lintel.officer o SET disabled_at = CASE WHEN NOT active THEN now() END WHERE o.id = officer;
  PERFORM lintel.end_sign_ins(officer);
  RETURN QUERY UPDATE lintel.emergency_access e SET ended_at = now(), ended_by = scope.officer()
    WHERE e.officer_id = officer AND e.ended_at IS NULL AND e.ends_at > now()
    RETURNING e.id, e.investigation_id;
END $$;

-- Another one-time password, by a confirmed supervisor, for whoever has not chosen a password yet: it takes over nothing. False where
-- there is none to choose.
CREATE FUNCTION lintel.renew_one_time_password(officer uuid, kept_password text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM lintel.require_keeper_of(officer);
  IF scope.confirmed_officer() IS NULL THEN
    RAISE EXCEPTION 'not for this person' USING ERRCODE = '42501';
  END IF;
  UPDATE lintel.officer o SET password_hash = lintel.well_kept(kept_password), one_time_until = lintel.one_time_ends(), one_time_used_at = NULL
   WHERE o.id = officer AND o.must_change_password AND o.disabled_at IS NULL
     AND NOT EXISTS (SELECT FROM lintel.officer_identity i WHERE i.officer_id = officer);
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM lintel.end_sign_ins(officer);
  RETURN true;
END $$;

-- One's own password, after the one before was proved. Ends one's sessions on other machines.
CREATE FUNCTION lintel.set_password(ticket text, kept_password text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := scope.officer();
BEGIN
  DELETE FROM lintel.sign_in_ticket t
   WHERE t.ticket_hash = scope.hash_of(ticket) AND t.officer_id = own AND t.proved = 'password' AND t.expires_at > now();
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE lintel.officer o SET password_hash = lintel.well_kept(kept_password), must_change_password = false
   WHERE o.id = own;
  PERFORM lintel.end_other_sessions();
  RETURN true;
END $$;

-- By the operator: a new one-time password, no second step, no session. Gives the officer; null where there is none.
CREATE FUNCTION lintel.reset_officer(email text, kept_password text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  whose uuid;
BEGIN
  UPDATE lintel.officer o SET password_hash = lintel.well_kept(kept_password), must_change_password = true,
         one_time_until = lintel.one_time_ends(), one_time_used_at = NULL, failed_attempts = 0, locked_until = NULL
   WHERE o.email = reset_officer.email AND o.disabled_at IS NULL RETURNING o.id INTO whose;
  DELETE FROM lintel.recovery_code c WHERE c.officer_id = whose;
  DELETE FROM lintel.officer_totp t WHERE t.officer_id = whose;
  DELETE FROM lintel.known_device d WHERE d.officer_id = whose;
  DELETE FROM lintel.sign_in_count c WHERE c.key_hash = lintel.key_of('codes', whose::text);
  PERFORM lintel.end_sign_ins(whose);
  RETURN whose;
END $$;
