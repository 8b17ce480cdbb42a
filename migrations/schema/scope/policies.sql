ALTER TABLE scope.seal_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE scope.seal_key FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON scope.seal_key TO lintel_owner USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA scope TO lintel_intake, lintel_workspace, lintel_worker;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA scope FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scope.open(text, text) TO lintel_intake, lintel_workspace;
-- What policies ask. None of them gives away a secret or can be given an answer.
GRANT EXECUTE ON FUNCTION scope.claims(), scope.officer(), scope.confirmed_officer(), scope.role_in(text[]), scope.invitation(),
  scope.own_invitation(), scope.session(), scope.issue(), scope.issued_bundle(),
  scope.reads(uuid), scope.changes(uuid), scope.changes_clip(uuid), scope.changes_invitation(uuid)
  TO lintel_intake, lintel_workspace, lintel_worker;
GRANT SELECT ON scope.changeable, scope.readable TO lintel_intake, lintel_workspace, lintel_worker;

SELECT scope.renew_key();
