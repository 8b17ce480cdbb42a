-- Behind the application's own rule: nothing is asked for or leaves but under the newest record, by its channel, and
-- never where the victim must not be contacted. SQLSTATE LN025.
CREATE FUNCTION lintel.guard_message() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM lintel.safe_contact s
     WHERE s.id = NEW.safe_contact_id AND s.invitation_id = NEW.invitation_id AND NOT s.do_not_contact
       AND s.channel = NEW.channel AND s.address = NEW.address
       AND NOT EXISTS (SELECT FROM lintel.safe_contact n WHERE n.invitation_id = s.invitation_id AND n.id > s.id)) THEN
    RAISE EXCEPTION 'the record of safe contact does not allow this message' USING ERRCODE = 'LN025';
  END IF;
  RETURN NEW;
END $$;
