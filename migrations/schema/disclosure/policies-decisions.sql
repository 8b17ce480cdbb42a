-- Decisions and forms are read and made by disclosure officers, of their own investigations; in an emergency they are read.
-- A form or a bundle is filled in the transaction that makes it (`= now()`), and never again. Asking for a bundle and taking
-- a copy of one needs a confirmed session. The worker seals the bundles of every investigation, so it reads every row.

ALTER TABLE lintel.disclosure_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.disclosure_review FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.disclosure_review TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, occasion, reason, opened_by) ON lintel.disclosure_review TO lintel_workspace;
CREATE POLICY officers_read ON lintel.disclosure_review FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY officers_open ON lintel.disclosure_review FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('disclosure') AND scope.changes(investigation_id) AND opened_by = scope.officer());
GRANT SELECT ON lintel.disclosure_review TO lintel_worker;
CREATE POLICY worker_reads ON lintel.disclosure_review FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.decision FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.decision TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, clip_id, review_id, classification, meets_test, original_to_defence, description, reason,
  decided_by) ON lintel.decision TO lintel_workspace;
CREATE POLICY officers_read ON lintel.decision FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY officers_decide ON lintel.decision FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('disclosure') AND scope.changes(investigation_id) AND decided_by = scope.officer()
    AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = decision.investigation_id));
GRANT SELECT ON lintel.decision TO lintel_worker;
CREATE POLICY worker_reads ON lintel.decision FOR SELECT TO lintel_worker USING (true);
