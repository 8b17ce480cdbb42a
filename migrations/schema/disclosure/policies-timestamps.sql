ALTER TABLE lintel.custody_timestamp ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.custody_timestamp FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.custody_timestamp TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT ON lintel.custody_timestamp TO lintel_workspace;
-- Times and hashes of the whole log, which proofs are made of: they name nobody and nothing. For whoever may
-- read a history.
CREATE POLICY officers_read ON lintel.custody_timestamp FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')));
GRANT SELECT, INSERT ON lintel.custody_timestamp TO lintel_worker;
CREATE POLICY worker_reads ON lintel.custody_timestamp FOR SELECT TO lintel_worker USING (true);
-- Each token was checked against the checkpoint that it is of.
CREATE POLICY worker_stores ON lintel.custody_timestamp FOR INSERT TO lintel_worker WITH CHECK (what = 'checkpoint');
