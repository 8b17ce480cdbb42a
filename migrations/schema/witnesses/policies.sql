-- The worker asks the witnesses; whoever may read a history is shown what they said. Nothing here is of one investigation.
ALTER TABLE lintel.custody_cosignature ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.custody_cosignature FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.custody_cosignature TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT ON lintel.custody_cosignature TO lintel_workspace;
CREATE POLICY officers_read ON lintel.custody_cosignature FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')));
GRANT SELECT, INSERT (witness, origin, checkpoint_size, line, at) ON lintel.custody_cosignature TO lintel_worker;
CREATE POLICY worker_reads ON lintel.custody_cosignature FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_stores ON lintel.custody_cosignature FOR INSERT TO lintel_worker WITH CHECK (true);

ALTER TABLE lintel.custody_witness ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.custody_witness FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.custody_witness TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT ON lintel.custody_witness TO lintel_workspace;
CREATE POLICY officers_read ON lintel.custody_witness FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')));
GRANT SELECT, INSERT (witness, trouble, trouble_since), UPDATE (asked_at, trouble, trouble_since) ON lintel.custody_witness
  TO lintel_worker;
CREATE POLICY worker_reads ON lintel.custody_witness FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_notes ON lintel.custody_witness FOR INSERT TO lintel_worker WITH CHECK (true);
CREATE POLICY worker_notes_again ON lintel.custody_witness FOR UPDATE TO lintel_worker USING (true);
