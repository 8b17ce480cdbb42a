-- Everyone who may read an investigation sees which bundles there are and what is in them: a bundle keeps its items from being
-- disposed of. The rest is for disclosure officers, and for a recipient of the one bundle that was issued.

ALTER TABLE lintel.bundle ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, kind, number, urn, folder, supersedes, requested_by) ON lintel.bundle TO lintel_workspace;
CREATE POLICY officers_read ON lintel.bundle FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY recipients_read ON lintel.bundle FOR SELECT TO lintel_workspace USING (id = (SELECT scope.issued_bundle()));
CREATE POLICY officers_request ON lintel.bundle FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('disclosure') AND scope.changes(investigation_id) AND requested_by = scope.confirmed_officer());
GRANT SELECT ON lintel.bundle TO lintel_worker;
CREATE POLICY worker_reads ON lintel.bundle FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.bundle_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_item TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON lintel.bundle_item TO lintel_workspace;
CREATE POLICY officers_and_recipients_read ON lintel.bundle_item FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle_id));
CREATE POLICY officers_fill ON lintel.bundle_item FOR INSERT TO lintel_workspace
  WITH CHECK (EXISTS (
    SELECT FROM lintel.bundle b JOIN lintel.clip c USING (investigation_id)
     WHERE b.id = bundle_id AND c.id = clip_id AND b.requested_by = scope.officer() AND b.requested_at = now()));
GRANT SELECT ON lintel.bundle_item TO lintel_worker;
CREATE POLICY worker_reads ON lintel.bundle_item FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.bundle_schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_schedule FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_schedule TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON lintel.bundle_schedule TO lintel_workspace;
CREATE POLICY officers_read ON lintel.bundle_schedule FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle_id));
CREATE POLICY officers_fill ON lintel.bundle_schedule FOR INSERT TO lintel_workspace
  WITH CHECK (EXISTS (
    SELECT FROM lintel.bundle b WHERE b.id = bundle_id AND b.requested_by = scope.officer() AND b.requested_at = now()));
GRANT SELECT ON lintel.bundle_schedule TO lintel_worker;
CREATE POLICY worker_reads ON lintel.bundle_schedule FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.bundle_withheld ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_withheld FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_withheld TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON lintel.bundle_withheld TO lintel_workspace;
CREATE POLICY officers_read ON lintel.bundle_withheld FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle_id));
CREATE POLICY officers_fill ON lintel.bundle_withheld FOR INSERT TO lintel_workspace
  WITH CHECK (EXISTS (
    SELECT FROM lintel.bundle b JOIN lintel.clip c USING (investigation_id)
     WHERE b.id = bundle_id AND c.id = clip_id AND b.requested_by = scope.officer() AND b.requested_at = now()));
GRANT SELECT ON lintel.bundle_withheld TO lintel_worker;
CREATE POLICY worker_reads ON lintel.bundle_withheld FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.bundle_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_state FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_state TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (bundle_id, state, reason) ON lintel.bundle_state TO lintel_workspace;
CREATE POLICY officers_and_recipients_read ON lintel.bundle_state FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle_id));
CREATE POLICY officers_request ON lintel.bundle_state FOR INSERT TO lintel_workspace
  WITH CHECK (state = 'requested' AND EXISTS (
    SELECT FROM lintel.bundle b WHERE b.id = bundle_id AND b.requested_by = scope.officer() AND b.requested_at = now()));
CREATE POLICY officers_revoke ON lintel.bundle_state FOR INSERT TO lintel_workspace
  WITH CHECK (state = 'revoked' AND scope.role_in('disclosure') AND EXISTS (
    SELECT FROM lintel.bundle b WHERE b.id = bundle_id AND scope.changes(b.investigation_id)));
GRANT SELECT, INSERT (bundle_id, state, reason) ON lintel.bundle_state TO lintel_worker;
CREATE POLICY worker_reads ON lintel.bundle_state FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_states ON lintel.bundle_state FOR INSERT TO lintel_worker
  WITH CHECK (state IN ('sealed', 'refused', 'superseded'));

ALTER TABLE lintel.bundle_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_seal TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT ON lintel.bundle_seal TO lintel_workspace;
CREATE POLICY officers_read ON lintel.bundle_seal FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle_id));
CREATE POLICY recipients_read ON lintel.bundle_seal FOR SELECT TO lintel_workspace USING (bundle_id = (SELECT scope.issued_bundle()));
GRANT SELECT, INSERT ON lintel.bundle_seal TO lintel_worker;
CREATE POLICY worker_reads ON lintel.bundle_seal FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_seals ON lintel.bundle_seal FOR INSERT TO lintel_worker
  WITH CHECK (NOT EXISTS (SELECT FROM lintel.bundle_state s WHERE s.bundle_id = bundle_seal.bundle_id AND s.state <> 'requested'));

ALTER TABLE lintel.bundle_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_entry TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT ON lintel.bundle_entry TO lintel_workspace;
CREATE POLICY officers_read ON lintel.bundle_entry FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle_id));
CREATE POLICY recipients_read ON lintel.bundle_entry FOR SELECT TO lintel_workspace USING (bundle_id = (SELECT scope.issued_bundle()));
GRANT SELECT, INSERT ON lintel.bundle_entry TO lintel_worker;
CREATE POLICY worker_reads ON lintel.bundle_entry FOR SELECT TO lintel_worker USING (true);
-- Nothing is added to what is sealed.
CREATE POLICY worker_seals ON lintel.bundle_entry FOR INSERT TO lintel_worker
  WITH CHECK (NOT EXISTS (SELECT FROM lintel.bundle_seal s WHERE s.bundle_id = bundle_entry.bundle_id));

ALTER TABLE lintel.bundle_ticket ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_ticket FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_ticket TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, bundle_id, officer_id, reason, expires_at) ON lintel.bundle_ticket TO lintel_workspace;
CREATE POLICY officers_read_own ON lintel.bundle_ticket FOR SELECT TO lintel_workspace USING (officer_id = (SELECT scope.officer()));
CREATE POLICY officers_take ON lintel.bundle_ticket FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('disclosure') AND officer_id = scope.confirmed_officer() AND EXISTS (
    SELECT FROM lintel.bundle b WHERE b.id = bundle_id AND scope.changes(b.investigation_id)));
