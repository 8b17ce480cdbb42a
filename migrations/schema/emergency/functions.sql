-- Before its time, by the officer or a supervisor; false when it has ended already.
CREATE FUNCTION lintel.end_emergency(access uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE lintel.emergency_access e SET ended_at = now(), ended_by = scope.officer()
   WHERE e.id = access AND e.ended_at IS NULL AND e.ends_at > now()
     AND (e.officer_id = scope.officer() OR scope.role_in('supervisor'));
  RETURN FOUND;
END $$;

-- A supervisor answers for it, never for their own; false when one did before.
CREATE FUNCTION lintel.see_emergency(access uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE lintel.emergency_access e SET seen_at = now(), seen_by = scope.officer()
   WHERE e.id = access AND e.seen_at IS NULL AND e.officer_id <> scope.officer() AND scope.role_in('supervisor');
  RETURN FOUND;
END $$;
