CREATE TRIGGER guard_asked BEFORE INSERT ON lintel.message
  FOR EACH ROW EXECUTE FUNCTION lintel.guard_message();
CREATE TRIGGER guard_leaving BEFORE UPDATE ON lintel.message
  FOR EACH ROW WHEN (NEW.state = 'sending' AND OLD.state IS DISTINCT FROM 'sending') EXECUTE FUNCTION lintel.guard_message();
