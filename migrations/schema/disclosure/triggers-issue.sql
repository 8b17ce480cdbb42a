-- Behind the application's own rule: what may hold sensitive material goes to the prosecutor and to nobody else.
CREATE FUNCTION lintel.guard_bundle_issue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM lintel.bundle b
     WHERE b.id = NEW.bundle_id AND b.investigation_id = NEW.investigation_id
       AND (SELECT s.state FROM lintel.bundle_state s WHERE s.bundle_id = b.id ORDER BY s.place DESC LIMIT 1) = 'sealed'
       AND NEW.recipient_kind = ANY (CASE b.kind WHEN 'prosecution' THEN ARRAY['cps']
         WHEN 'defence' THEN ARRAY['defence', 'cps'] ELSE ARRAY['court', 'cps', 'defence'] END)) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'this bundle must not go to that recipient' USING ERRCODE = 'LN014';
END $$;
CREATE TRIGGER guarded BEFORE INSERT ON lintel.bundle_issue FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_issue();
