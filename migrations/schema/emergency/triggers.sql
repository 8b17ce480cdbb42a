CREATE TRIGGER apart BEFORE INSERT ON lintel.emergency_access
  FOR EACH ROW EXECUTE FUNCTION lintel.guard_caseworker('officer_id');
