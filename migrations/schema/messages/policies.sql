-- Messages are their members' alone: an emergency reaches no way to a victim.
ALTER TABLE lintel.message ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.message FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.message TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key),
  UPDATE (seen_by, seen_at) ON lintel.message TO lintel_workspace;
CREATE POLICY members_read ON lintel.message FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1));
CREATE POLICY members_ask ON lintel.message FOR INSERT TO lintel_workspace
  WITH CHECK (state = 'waiting' AND requested_by = scope.officer() AND scope.changes(investigation_id)
    AND EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id AND i.investigation_id = message.investigation_id));
CREATE POLICY members_see ON lintel.message FOR UPDATE TO lintel_workspace
  USING (seen_at IS NULL AND state IN ('failed', 'refused', 'uncertain') AND scope.changes(investigation_id))
  WITH CHECK (seen_by = scope.officer());

-- The worker lets each message leave, and follows what became of it. What it may know of the victim meanwhile stands with
-- invitations and consent.
GRANT SELECT, UPDATE (state, state_at, why, driver, provider_id, subject, body, body_sha256) ON lintel.message TO lintel_worker;
CREATE POLICY worker_reads ON lintel.message FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_sends ON lintel.message FOR UPDATE TO lintel_worker
  USING (state IN ('waiting', 'sending', 'sent')) WITH CHECK (true);
