-- No officer makes a private link without a record of safe contact, in the same transaction.
CREATE FUNCTION lintel.safe_contact_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF session_user = 'lintel_workspace' AND NOT EXISTS (SELECT FROM lintel.safe_contact s WHERE s.invitation_id = NEW.id) THEN
    RAISE EXCEPTION 'safe contact is recorded first' USING ERRCODE = 'LN021';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER safe_contact_first AFTER INSERT ON lintel.invitation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lintel.safe_contact_first();

-- A new code opens the link again, but nothing that was not sent: a draft stays under the code that was valid when it was
-- made. Otherwise whoever makes a new code could read it.
CREATE FUNCTION lintel.code_renewed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.failed_attempts := 0;
  NEW.locked_at := NULL;
  UPDATE lintel.submission s SET earlier_code_hash = OLD.code_hash
   WHERE s.invitation_id = OLD.id AND s.state = 'draft' AND s.earlier_code_hash IS NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER code_renewed BEFORE UPDATE OF code_hash ON lintel.invitation
  FOR EACH ROW EXECUTE FUNCTION lintel.code_renewed();
