-- Messages are their members' alone: an emergency reaches no way to a victim.
ALTER TABLE lintel.message ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.message FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.message TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key),
  UPDATE (seen_by, seen_at) ON lintel.message TO lintel_workspace;
CREATE POLICY members_read ON lintel.message FOR SELECT TO lintel_workspace
  USING (investigation_id IN (SELECT scope.changeable()));
CREATE POLICY members_ask ON lintel.message FOR INSERT TO lintel_workspace
  WITH CHECK (state = 'waiting' AND requested_by = scope.officer() AND scope.changes(investigation_id)
    AND EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation_id AND i.investigation_id = message.investigation_id));
CREATE POLICY members_see ON lintel.message FOR UPDATE TO lintel_workspace
  USING (seen_at IS NULL AND state IN ('failed', 'refused', 'uncertain') AND scope.changes(investigation_id))
  WITH CHECK (seen_by = scope.officer());

-- The worker lets each message leave, and follows what became of it.
GRANT SELECT, UPDATE (state, state_at, why, driver, provider_id, subject, body, body_sha256) ON lintel.message TO lintel_worker;
CREATE POLICY worker_reads ON lintel.message FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_sends ON lintel.message FOR UPDATE TO lintel_worker
  USING (state IN ('waiting', 'sending', 'sent')) WITH CHECK (true);

-- It sees how a victim may be reached only while a message is on its way, and whether something speaks against it.
GRANT SELECT ON lintel.safe_contact TO lintel_worker;
CREATE POLICY worker_sends ON lintel.safe_contact FOR SELECT TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = safe_contact.invitation_id AND m.state IN ('waiting', 'sending')));
GRANT SELECT (invitation_id, kind, seen_at) ON lintel.concern TO lintel_worker;
CREATE POLICY worker_sends ON lintel.concern FOR SELECT TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = concern.invitation_id AND m.state IN ('waiting', 'sending')));
-- The link of the message that leaves now works from then on.
GRANT UPDATE (sent_token_hash) ON lintel.invitation TO lintel_worker;
CREATE POLICY worker_sends ON lintel.invitation FOR UPDATE TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = invitation.id AND m.state = 'sending' AND m.kind = 'link'));
