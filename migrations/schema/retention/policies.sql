-- What is kept, and why, is read by everyone who may read the investigation, and changed by its members alone. The worker
-- reckons days anew and erases in every investigation, so it reads every row.

ALTER TABLE lintel.investigation_outcome ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.investigation_outcome FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.investigation_outcome TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, outcome, decided_on, sentence, released_on, appeal_pending, review_group, reason,
  recorded_by) ON lintel.investigation_outcome TO lintel_workspace;
CREATE POLICY officers_read ON lintel.investigation_outcome FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
-- The officer in the case, or a supervisor of the team.
CREATE POLICY officers_record ON lintel.investigation_outcome FOR INSERT TO lintel_workspace
  WITH CHECK (recorded_by = scope.officer() AND scope.changes(investigation_id) AND (scope.role_in('supervisor')
    OR EXISTS (SELECT FROM lintel.investigation i WHERE i.id = investigation_id AND i.oic_id = scope.officer())));
GRANT SELECT ON lintel.investigation_outcome TO lintel_worker;
CREATE POLICY worker_reads ON lintel.investigation_outcome FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.retention_due ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.retention_due FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.retention_due TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (due) ON lintel.retention_due TO lintel_workspace;
CREATE POLICY officers_read ON lintel.retention_due FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY officers_reckon ON lintel.retention_due FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes(investigation_id) AND (scope.role_in('supervisor')
    OR EXISTS (SELECT FROM lintel.investigation i WHERE i.id = investigation_id AND i.oic_id = scope.officer())));
CREATE POLICY officers_reckon_again ON lintel.retention_due FOR UPDATE TO lintel_workspace
  USING (scope.changes(investigation_id) AND (scope.role_in('supervisor')
    OR EXISTS (SELECT FROM lintel.investigation i WHERE i.id = investigation_id AND i.oic_id = scope.officer())));
GRANT SELECT, UPDATE (due) ON lintel.retention_due TO lintel_worker;
CREATE POLICY worker_reads ON lintel.retention_due FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_reckons_again ON lintel.retention_due FOR UPDATE TO lintel_worker USING (true);

ALTER TABLE lintel.retention_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.retention_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.retention_hold TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, clip_id, reason, set_by), UPDATE (lifted_by, lifted_at, lift_reason)
  ON lintel.retention_hold TO lintel_workspace;
CREATE POLICY officers_read ON lintel.retention_hold FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY officers_set ON lintel.retention_hold FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes(investigation_id) AND set_by = scope.officer() AND (clip_id IS NULL
    OR EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = retention_hold.investigation_id)));
CREATE POLICY supervisors_lift ON lintel.retention_hold FOR UPDATE TO lintel_workspace
  USING (lifted_at IS NULL AND (SELECT scope.role_in('supervisor')) AND scope.changes(investigation_id))
  WITH CHECK (lifted_by = scope.officer());
GRANT SELECT ON lintel.retention_hold TO lintel_worker;
CREATE POLICY worker_reads ON lintel.retention_hold FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.retention_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.retention_review FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.retention_review TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, clip_id, keep_until, reason, reviewed_by) ON lintel.retention_review TO lintel_workspace;
CREATE POLICY officers_read ON lintel.retention_review FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY officers_keep ON lintel.retention_review FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes(investigation_id) AND reviewed_by = scope.officer()
    AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = retention_review.investigation_id));
GRANT SELECT ON lintel.retention_review TO lintel_worker;
CREATE POLICY worker_reads ON lintel.retention_review FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.disposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.disposal FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.disposal TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, clip_id, reason, proposed_by),
  UPDATE (state, decided_by, decided_at, decision_reason, erase_after, stopped_by, stopped_at, stop_reason)
  ON lintel.disposal TO lintel_workspace;
CREATE POLICY officers_read ON lintel.disposal FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
-- Proposing and agreeing need a confirmed session; agreeing a supervisor, who by the table is another person.
CREATE POLICY officers_propose ON lintel.disposal FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes(investigation_id) AND proposed_by = scope.confirmed_officer()
    AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = disposal.investigation_id));
CREATE POLICY officers_decide_and_stop ON lintel.disposal FOR UPDATE TO lintel_workspace
  USING (scope.changes(investigation_id))
  WITH CHECK (CASE state
    WHEN 'approved' THEN scope.role_in('supervisor') AND decided_by = scope.confirmed_officer()
    WHEN 'refused' THEN scope.role_in('supervisor') AND decided_by = scope.officer()
    WHEN 'stopped' THEN stopped_by = scope.officer()
    ELSE false END);
GRANT SELECT, UPDATE (state, erase_after, stopped_at, stop_reason, begun_at, objects) ON lintel.disposal TO lintel_worker;
CREATE POLICY worker_reads ON lintel.disposal FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_erases ON lintel.disposal FOR UPDATE TO lintel_worker
  USING (state IN ('approved', 'erasing')) WITH CHECK (state IN ('approved', 'stopped', 'erasing'));

GRANT EXECUTE ON FUNCTION lintel.erase_item(uuid) TO lintel_worker;
