GRANT USAGE ON SCHEMA scheme TO lintel_workspace;

ALTER TABLE scheme.doorbell ENABLE ROW LEVEL SECURITY;
ALTER TABLE scheme.doorbell FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON scheme.doorbell TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, replaces) ON scheme.doorbell TO lintel_workspace;
CREATE POLICY coordinators_read ON scheme.doorbell FOR SELECT TO lintel_workspace USING ((SELECT scope.role_in('coordinator')));
CREATE POLICY coordinators_give ON scheme.doorbell FOR INSERT TO lintel_workspace WITH CHECK (scope.role_in('coordinator'));

ALTER TABLE scheme.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE scheme.entry FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON scheme.entry TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (doorbell_id, version, change, person, force, given_on, make, model, risk, cost_pence, state, ended_on,
  reason, salt, recorded_by) ON scheme.entry TO lintel_workspace;
CREATE POLICY coordinators_read ON scheme.entry FOR SELECT TO lintel_workspace USING ((SELECT scope.role_in('coordinator')));
CREATE POLICY coordinators_record ON scheme.entry FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('coordinator') AND recorded_by = scope.officer());
