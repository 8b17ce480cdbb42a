ALTER TABLE lintel.bundle_issue ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_issue FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_issue TO lintel_owner USING (true) WITH CHECK (true);
-- Neither link nor code can be read back.
GRANT SELECT (id, place, bundle_id, investigation_id, recipient_kind, recipient_name, failed_attempts, locked_at, expires_at,
    revoked_at, supersedes, issued_by, issued_at),
  INSERT (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at, supersedes, issued_by),
  UPDATE (revoked_at) ON lintel.bundle_issue TO lintel_workspace;
CREATE POLICY officers_read ON lintel.bundle_issue FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY recipient_reads ON lintel.bundle_issue FOR SELECT TO lintel_workspace USING (id = (SELECT scope.issue()));
-- It lets evidence out: a disclosure officer who has just confirmed who they are.
CREATE POLICY members_issue ON lintel.bundle_issue FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes(investigation_id) AND scope.role_in('disclosure') AND issued_by = scope.confirmed_officer());
-- What was revoked stays so.
CREATE POLICY members_revoke ON lintel.bundle_issue FOR UPDATE TO lintel_workspace
  USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1) AND (SELECT scope.role_in('disclosure')) AND revoked_at IS NULL)
  WITH CHECK (scope.changes(investigation_id) AND revoked_at IS NOT NULL);

-- Whose an issue is, its own policy decides. Downloads are begun by a function.
ALTER TABLE lintel.bundle_download ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.bundle_download FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.bundle_download TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT ON lintel.bundle_download TO lintel_workspace;
CREATE POLICY issue_decides ON lintel.bundle_download FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.bundle_issue i WHERE i.id = issue_id));

-- Sessions: through functions alone. The worker removes what has run out.
ALTER TABLE lintel.issue_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.issue_session FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.issue_session TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT (expires_at), DELETE ON lintel.issue_session TO lintel_worker;
CREATE POLICY worker_reads ON lintel.issue_session FOR SELECT TO lintel_worker USING (expires_at < now());
CREATE POLICY worker_removes ON lintel.issue_session FOR DELETE TO lintel_worker USING (expires_at < now());

GRANT EXECUTE ON FUNCTION lintel.issue_parameters(bytea), lintel.enter_issue(bytea, bytea, bytea, integer, integer),
  lintel.keep_issue_session(integer), lintel.end_issue_session(), lintel.begin_issue_download(uuid, boolean) TO lintel_workspace;
