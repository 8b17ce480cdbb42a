CREATE TRIGGER apart BEFORE INSERT OR UPDATE ON lintel.investigation_member
  FOR EACH ROW WHEN (NEW.removed_at IS NULL) EXECUTE FUNCTION lintel.guard_caseworker('officer_id');
CREATE TRIGGER apart_opening BEFORE INSERT ON lintel.investigation
  FOR EACH ROW EXECUTE FUNCTION lintel.guard_caseworker('oic_id');
CREATE TRIGGER apart BEFORE UPDATE OF oic_id ON lintel.investigation
  FOR EACH ROW WHEN (NEW.oic_id IS DISTINCT FROM OLD.oic_id) EXECUTE FUNCTION lintel.guard_caseworker('oic_id');
