ALTER TABLE lintel.log_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.log_check FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.log_check TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, requested_by) ON lintel.log_check TO lintel_workspace;
-- Whoever may read a history may ask whether the log is whole: a verdict is about all of it, and names no one.
CREATE POLICY officers_read ON lintel.log_check FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')));
CREATE POLICY officers_ask ON lintel.log_check FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor') AND requested_by = scope.officer());
GRANT SELECT, UPDATE (finished_at, outcome, verdict) ON lintel.log_check TO lintel_worker;
-- Any check is the worker's to do, and the first verdict stays.
CREATE POLICY worker_reads ON lintel.log_check FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_finishes ON lintel.log_check FOR UPDATE TO lintel_worker
  USING (finished_at IS NULL) WITH CHECK (finished_at IS NOT NULL);
