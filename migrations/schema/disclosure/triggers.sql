CREATE TRIGGER guarded BEFORE INSERT ON lintel.schedule_item FOR EACH ROW EXECUTE FUNCTION lintel.guard_schedule_item();
CREATE TRIGGER guarded BEFORE INSERT ON lintel.bundle_item FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_item();
CREATE TRIGGER guarded BEFORE INSERT ON lintel.bundle_schedule FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_schedule();
CREATE TRIGGER guarded BEFORE INSERT ON lintel.bundle_withheld FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_withheld();
CREATE TRIGGER guarded BEFORE INSERT ON lintel.bundle_state FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_state();
CREATE TRIGGER guarded AFTER INSERT ON lintel.bundle_entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION lintel.guard_bundle_entries();

CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON lintel.custody_timestamp
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
ALTER TABLE lintel.custody_timestamp ENABLE ALWAYS TRIGGER kept;
