-- "Do not contact" is for good: whoever wants another record makes another invitation.
CREATE FUNCTION lintel.keep_do_not_contact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT NEW.do_not_contact AND EXISTS (
    SELECT FROM lintel.safe_contact s WHERE s.invitation_id = NEW.invitation_id AND s.do_not_contact) THEN
    RAISE EXCEPTION 'this victim must not be contacted' USING ERRCODE = 'LN003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_do_not_contact BEFORE INSERT ON lintel.safe_contact
  FOR EACH ROW EXECUTE FUNCTION lintel.keep_do_not_contact();
