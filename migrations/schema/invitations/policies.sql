ALTER TABLE lintel.invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.invitation TO lintel_owner USING (true) WITH CHECK (true);
-- The victim's pages need no more of it; its row lock makes two windows of one visitor take turns.
GRANT SELECT (id, exit_explained_at), UPDATE (exit_explained_at) ON lintel.invitation TO lintel_intake;
CREATE POLICY own_read ON lintel.invitation FOR SELECT TO lintel_intake USING (id = (SELECT scope.invitation()));
CREATE POLICY own_change ON lintel.invitation FOR UPDATE TO lintel_intake
  USING (id = (SELECT scope.invitation())) WITH CHECK (id = (SELECT scope.invitation()));
-- Members, never in an emergency. Neither link nor code can be read back, and only a new code unlocks.
GRANT SELECT (id, investigation_id, failed_attempts, locked_at, expires_at, revoked_at, opened_at, created_by, created_at),
  INSERT (id, investigation_id, token_hash, code_hash, expires_at, created_by), UPDATE (code_hash, expires_at, revoked_at)
  ON lintel.invitation TO lintel_workspace;
CREATE POLICY members_read ON lintel.invitation FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1));
CREATE POLICY members_make ON lintel.invitation FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes(investigation_id) AND created_by = scope.officer());
-- What was revoked stays so.
CREATE POLICY members_change ON lintel.invitation FOR UPDATE TO lintel_workspace
  USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1) AND revoked_at IS NULL)
  WITH CHECK (scope.changes(investigation_id));
-- The worker knows a link only while a message to its victim is on its way, and puts another one only into a message.
GRANT SELECT (id, investigation_id, locked_at, expires_at, revoked_at), UPDATE (sent_token_hash) ON lintel.invitation TO lintel_worker;
CREATE POLICY worker_reads ON lintel.invitation FOR SELECT TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = invitation.id AND m.state IN ('waiting', 'sending')));
CREATE POLICY worker_puts_link ON lintel.invitation FOR UPDATE TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = invitation.id AND m.state = 'sending' AND m.kind = 'link'));

ALTER TABLE lintel.invitation_extension ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.invitation_extension FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.invitation_extension TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (invitation_id, officer_id, expired_at, expires_at, reason) ON lintel.invitation_extension TO lintel_workspace;
CREATE POLICY members_read ON lintel.invitation_extension FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id));
CREATE POLICY members_extend ON lintel.invitation_extension FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes_invitation(invitation_id) AND officer_id = scope.officer());

-- Sessions: through functions alone. The worker removes what has run out; a day longer, for the page that says so.
ALTER TABLE lintel.intake_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.intake_session FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.intake_session TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT (expires_at), DELETE ON lintel.intake_session TO lintel_worker;
CREATE POLICY worker_reads ON lintel.intake_session FOR SELECT TO lintel_worker USING (expires_at < now() - interval '1 day');
CREATE POLICY worker_removes ON lintel.intake_session FOR DELETE TO lintel_worker USING (expires_at < now() - interval '1 day');

ALTER TABLE lintel.entry_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.entry_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.entry_attempt TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT (hour), DELETE ON lintel.entry_attempt TO lintel_worker;
CREATE POLICY worker_reads ON lintel.entry_attempt FOR SELECT TO lintel_worker USING (hour < now() - interval '1 day');
CREATE POLICY worker_removes ON lintel.entry_attempt FOR DELETE TO lintel_worker USING (hour < now() - interval '1 day');

ALTER TABLE lintel.assisted_pass ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.assisted_pass FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.assisted_pass TO lintel_owner USING (true) WITH CHECK (true);
-- A member who has just confirmed who they are, in no emergency, and for a few minutes.
GRANT INSERT (token_hash, invitation_id, officer_id, place, expires_at) ON lintel.assisted_pass TO lintel_workspace;
CREATE POLICY members_offer ON lintel.assisted_pass FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes_invitation(invitation_id) AND officer_id = scope.confirmed_officer()
    AND expires_at <= now() + interval '15 minutes');
-- The victim sees afterwards that it happened, and where.
GRANT SELECT (invitation_id, place, used_at) ON lintel.assisted_pass TO lintel_intake;
CREATE POLICY own_read ON lintel.assisted_pass FOR SELECT TO lintel_intake
  USING (invitation_id = (SELECT scope.own_invitation()) AND used_at IS NOT NULL);

GRANT EXECUTE ON FUNCTION lintel.link_parameters(bytea), lintel.enter(bytea, bytea, bytea, integer, integer),
  lintel.enter_assisted(bytea, bytea, integer), lintel.own_code_parameters(), lintel.own_code(bytea, integer),
  lintel.keep_session(integer), lintel.choose_language(text), lintel.end_session(), lintel.end_own_sessions(),
  lintel.ended_session(bytea) TO lintel_intake;
GRANT EXECUTE ON FUNCTION lintel.entry_failures(bytea), lintel.count_entry_failure(bytea) TO lintel_intake, lintel_workspace;
GRANT EXECUTE ON FUNCTION lintel.made_in() TO lintel_intake, lintel_workspace;
