ALTER TABLE lintel.protective_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.protective_order FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.protective_order TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.occasion ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.occasion FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.occasion TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.occasion_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.occasion_part FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.occasion_part TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.occasion_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.occasion_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.occasion_decision TO lintel_owner USING (true) WITH CHECK (true);

GRANT SELECT, INSERT (id, investigation_id, kind, made_on, ends_on, terms, officer_id),
  UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason) ON lintel.protective_order TO lintel_workspace;
CREATE POLICY officers_read ON lintel.protective_order FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY members_add ON lintel.protective_order FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer() AND scope.changes(investigation_id));
CREATE POLICY members_strike_out ON lintel.protective_order FOR UPDATE TO lintel_workspace
  USING (withdrawn_at IS NULL AND scope.changes(investigation_id))
  WITH CHECK (withdrawn_by = scope.officer() AND scope.changes(investigation_id));

GRANT SELECT, INSERT (id, investigation_id, number, officer_id) ON lintel.occasion TO lintel_workspace;
CREATE POLICY officers_read ON lintel.occasion FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY members_add ON lintel.occasion FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer() AND scope.changes(investigation_id));

-- Clips and incidents show themselves only when they were sent, so nothing else becomes a part.
GRANT SELECT, INSERT (id, occasion_id, clip_id, incident_id, added_by), UPDATE (removed_at, removed_by)
  ON lintel.occasion_part TO lintel_workspace;
CREATE POLICY officers_read ON lintel.occasion_part FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.occasion o WHERE o.id = occasion_id));
CREATE POLICY members_add ON lintel.occasion_part FOR INSERT TO lintel_workspace
  WITH CHECK (added_by = scope.officer() AND EXISTS (
    SELECT FROM lintel.occasion o WHERE o.id = occasion_id AND scope.changes(o.investigation_id)
      AND (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = o.investigation_id)
        OR EXISTS (SELECT FROM lintel.incident i WHERE i.id = incident_id AND i.investigation_id = o.investigation_id))));
CREATE POLICY members_remove ON lintel.occasion_part FOR UPDATE TO lintel_workspace
  USING (removed_at IS NULL
    AND EXISTS (SELECT FROM lintel.occasion o WHERE o.id = occasion_id AND scope.changes(o.investigation_id)))
  WITH CHECK (removed_by = scope.officer());

GRANT SELECT, INSERT (occasion_id, investigation_id, counts, breach_of, reason, officer_id)
  ON lintel.occasion_decision TO lintel_workspace;
CREATE POLICY officers_read ON lintel.occasion_decision FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY members_add ON lintel.occasion_decision FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer() AND scope.changes(investigation_id));
