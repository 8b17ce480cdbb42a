-- Opens an investigation. Whoever opens it is its officer in the case and its first member, so nobody opens one for others.
-- False when the crime reference is taken.
CREATE FUNCTION lintel.open_investigation(wanted uuid, reference text, said_offence text, said_team text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT scope.role_in('investigator', 'disclosure', 'supervisor') THEN
    RAISE EXCEPTION 'only an officer who works on investigations opens one' USING ERRCODE = '42501';
  END IF;
  INSERT INTO lintel.investigation (id, urn, offence, team, oic_id)
    VALUES (wanted, reference, said_offence, said_team, scope.officer()) ON CONFLICT (urn) DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by)
    VALUES (wanted, scope.officer(), scope.officer());
  RETURN true;
END $$;

-- A supervisor's say in the team and the officer in the case of any investigation; it shows nothing of what that is about.
-- False for an unknown one, or when the new officer in the case is no member of it.
CREATE FUNCTION lintel.assign_investigation(wanted uuid, said_team text, oic uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT scope.role_in('supervisor') THEN
    RAISE EXCEPTION 'only a supervisor assigns an investigation' USING ERRCODE = '42501';
  END IF;
  UPDATE lintel.investigation SET team = said_team, oic_id = oic
   WHERE id = wanted AND EXISTS (SELECT FROM lintel.investigation_member m
     WHERE m.investigation_id = wanted AND m.officer_id = oic AND m.removed_at IS NULL);
  RETURN FOUND;
END $$;

-- The investigation of a whole crime reference, for who has to name one that is not theirs: in an emergency, as a supervisor
-- or as an auditor. Capitals do not matter where they do not tell two apart.
CREATE FUNCTION lintel.investigation_by_urn(reference text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.id FROM lintel.investigation i
   WHERE scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor') AND upper(i.urn) = upper(reference)
   ORDER BY i.urn = reference DESC LIMIT 1
$$;

-- Auditors and coordinators never see footage: whatever was written, they become no member, no officer in the case, and are
-- let in in no emergency. The lock makes a change of the role wait for this, and this for it.
CREATE FUNCTION lintel.guard_caseworker() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  of text;
BEGIN
  SELECT o.role INTO of FROM lintel.officer o WHERE o.id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid FOR SHARE;
  IF of IN ('auditor', 'coordinator') THEN
    RAISE EXCEPTION 'this role works on no investigation' USING ERRCODE = 'LN016';
  END IF;
  RETURN NEW;
END $$;
