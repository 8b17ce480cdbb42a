CREATE TRIGGER guarded BEFORE UPDATE ON lintel.disposal FOR EACH ROW EXECUTE FUNCTION lintel.guard_disposal();

-- Of what is erased nothing is made, opened or given away any more.
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.rendition FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.bundle_item FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.access_ticket FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.still FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
