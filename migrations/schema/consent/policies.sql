-- What a victim says, and what officers record of what they were told. Officers: members alone, never in an emergency; whose
-- an invitation is, its own policy decides.
ALTER TABLE lintel.notice_confirmation ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.notice_confirmation FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.notice_confirmation TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, invitation_id, notice_version, route) ON lintel.notice_confirmation TO lintel_intake;
CREATE POLICY own_read ON lintel.notice_confirmation FOR SELECT TO lintel_intake
  USING (invitation_id = (SELECT scope.invitation()));
CREATE POLICY own_confirm ON lintel.notice_confirmation FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = scope.invitation() AND route = 'self');
GRANT SELECT, INSERT (id, invitation_id, notice_version, route, officer_id) ON lintel.notice_confirmation TO lintel_workspace;
CREATE POLICY members_read ON lintel.notice_confirmation FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id));
CREATE POLICY members_record ON lintel.notice_confirmation FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes_invitation(invitation_id) AND route = 'oral' AND officer_id = scope.officer());

ALTER TABLE lintel.account_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.account_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.account_answer TO lintel_owner USING (true) WITH CHECK (true);
-- In an assisted session only what was answered in it.
GRANT SELECT, INSERT (invitation_id, set_up_by, others), UPDATE (set_up_by, others, advised_at, answered_at, logged_at)
  ON lintel.account_answer TO lintel_intake;
CREATE POLICY own_read ON lintel.account_answer FOR SELECT TO lintel_intake
  USING (invitation_id = (SELECT scope.invitation()) AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())));
CREATE POLICY own_answer ON lintel.account_answer FOR INSERT TO lintel_intake WITH CHECK (invitation_id = scope.invitation());
CREATE POLICY own_change ON lintel.account_answer FOR UPDATE TO lintel_intake
  USING (invitation_id = (SELECT scope.invitation()) AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session()))) WITH CHECK (invitation_id = scope.invitation());
-- Officers: only after something was sent.
GRANT SELECT (invitation_id, set_up_by, others, answered_at) ON lintel.account_answer TO lintel_workspace;
CREATE POLICY members_read ON lintel.account_answer FOR SELECT TO lintel_workspace
  USING (logged_at IS NOT NULL AND EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id));

ALTER TABLE lintel.agreement ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.agreement FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.agreement TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT (id, invitation_id, decides), INSERT (invitation_id, decides, relation, name, route) ON lintel.agreement TO lintel_intake;
CREATE POLICY own_read ON lintel.agreement FOR SELECT TO lintel_intake USING (invitation_id = (SELECT scope.invitation()));
CREATE POLICY own_words ON lintel.agreement FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = scope.invitation() AND route = 'self');
GRANT SELECT, INSERT (invitation_id, decides, relation, name, route, officer_id) ON lintel.agreement TO lintel_workspace;
CREATE POLICY members_read ON lintel.agreement FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id));
CREATE POLICY members_record ON lintel.agreement FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes_invitation(invitation_id) AND route = 'oral' AND officer_id = scope.officer());

ALTER TABLE lintel.advocate ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.advocate FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.advocate TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT (id, invitation_id, acts, name, organisation), INSERT (invitation_id, acts, name, organisation)
  ON lintel.advocate TO lintel_intake;
CREATE POLICY own_read ON lintel.advocate FOR SELECT TO lintel_intake USING (invitation_id = (SELECT scope.invitation()));
CREATE POLICY own_words ON lintel.advocate FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = scope.invitation() AND officer_id IS NULL);
GRANT SELECT, INSERT (invitation_id, acts, name, organisation, officer_id) ON lintel.advocate TO lintel_workspace;
CREATE POLICY members_read ON lintel.advocate FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id));
CREATE POLICY members_record ON lintel.advocate FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes_invitation(invitation_id) AND officer_id = scope.officer());

ALTER TABLE lintel.concern ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.concern FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.concern TO lintel_owner USING (true) WITH CHECK (true);
-- Pressure may be told from anywhere; only the victim stops.
GRANT INSERT (id, invitation_id, investigation_id, kind, words) ON lintel.concern TO lintel_intake;
CREATE POLICY own_words ON lintel.concern FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = scope.invitation() AND investigation_id = (scope.claims()).investigation
    AND seen_by IS NULL AND (kind = 'pressured' OR scope.own_invitation() IS NOT NULL));
GRANT SELECT, UPDATE (seen_by, seen_at) ON lintel.concern TO lintel_workspace;
CREATE POLICY members_read ON lintel.concern FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1));
CREATE POLICY members_see_to ON lintel.concern FOR UPDATE TO lintel_workspace
  USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1) AND seen_at IS NULL)
  WITH CHECK (scope.changes(investigation_id) AND seen_by = scope.officer());
-- The worker knows of one, and how the victim may be reached, only while a message to that victim is on its way.
GRANT SELECT (invitation_id, kind, seen_at) ON lintel.concern TO lintel_worker;
CREATE POLICY worker_reads ON lintel.concern FOR SELECT TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = concern.invitation_id AND m.state IN ('waiting', 'sending')));

ALTER TABLE lintel.safe_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.safe_contact FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.safe_contact TO lintel_owner USING (true) WITH CHECK (true);
-- The public process knows only whom the victim may ask.
GRANT SELECT (id, invitation_id, ask) ON lintel.safe_contact TO lintel_intake;
CREATE POLICY own_read ON lintel.safe_contact FOR SELECT TO lintel_intake USING (invitation_id = (SELECT scope.invitation()));
GRANT SELECT, INSERT (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
  ON lintel.safe_contact TO lintel_workspace;
CREATE POLICY members_read ON lintel.safe_contact FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id));
CREATE POLICY members_record ON lintel.safe_contact FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes_invitation(invitation_id) AND officer_id = scope.officer());
GRANT SELECT ON lintel.safe_contact TO lintel_worker;
CREATE POLICY worker_reads ON lintel.safe_contact FOR SELECT TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = safe_contact.invitation_id AND m.state IN ('waiting', 'sending')));

GRANT EXECUTE ON FUNCTION lintel.account_is_answered() TO lintel_intake;
