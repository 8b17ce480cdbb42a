/** Deny by default: a role has a row only where a policy here gives it, and a verb only where a grant does. */
export const RIGHTS_SQL = `
-- The public side: its own invitation's drafts and receipts.
GRANT SELECT, UPDATE (failed_attempts, locked_at, opened_at) ON lintel.invitation TO lintel_intake;
GRANT SELECT, INSERT, DELETE ON lintel.intake_session TO lintel_intake;
GRANT SELECT, INSERT ON lintel.notice_confirmation TO lintel_intake;
GRANT SELECT, INSERT, UPDATE (changed_at) ON lintel.submission TO lintel_intake;
GRANT SELECT, INSERT,
  UPDATE (state, device_sha256, received_at, size) ON lintel.clip TO lintel_intake;
GRANT SELECT, INSERT ON lintel.receipt TO lintel_intake;

CREATE POLICY own_invitation ON lintel.invitation TO lintel_intake USING (id = lintel.scope_invitation());
CREATE POLICY own_session ON lintel.intake_session TO lintel_intake
  USING (invitation_id = lintel.scope_invitation());
CREATE POLICY own_confirmation ON lintel.notice_confirmation TO lintel_intake
  USING (invitation_id = lintel.scope_invitation());
CREATE POLICY own_draft ON lintel.submission TO lintel_intake
  USING (invitation_id = lintel.scope_invitation() AND state = 'draft');
CREATE POLICY own_draft ON lintel.clip TO lintel_intake
  USING (invitation_id = lintel.scope_invitation() AND sent_at IS NULL);
CREATE POLICY own_receipt ON lintel.receipt TO lintel_intake
  USING (invitation_id = lintel.scope_invitation());

-- The police side: what was sent, never a draft; no link's token or code can be read back.
GRANT SELECT, INSERT, UPDATE ON lintel.officer TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE, DELETE ON lintel.workspace_session TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (oic_id) ON lintel.investigation TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (added_by, added_at, removed_at) ON lintel.investigation_member TO lintel_workspace;
GRANT SELECT (id, investigation_id, failed_attempts, locked_at, expires_at, revoked_at, opened_at, created_by, created_at),
  INSERT, UPDATE (code_hash, failed_attempts, locked_at, expires_at, revoked_at) ON lintel.invitation TO lintel_workspace;
GRANT SELECT ON lintel.notice_confirmation TO lintel_workspace;
GRANT SELECT, UPDATE (state, triaged_at, changed_at) ON lintel.submission TO lintel_workspace;
GRANT SELECT ON lintel.clip, lintel.rendition TO lintel_workspace;
GRANT SELECT, INSERT ON lintel.triage, lintel.exhibit, lintel.access_ticket TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE ON lintel.exhibit_counter TO lintel_workspace;
GRANT SELECT ON lintel.opening TO lintel_workspace;

CREATE POLICY police ON lintel.officer TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.workspace_session TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.investigation TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.investigation_member TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.invitation TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.notice_confirmation TO lintel_workspace USING (true);
CREATE POLICY sent_only ON lintel.submission TO lintel_workspace USING (state IN ('sent', 'triaged'));
CREATE POLICY sent_only ON lintel.clip TO lintel_workspace USING (sent_at IS NOT NULL);
CREATE POLICY sent_only ON lintel.rendition TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.triage TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.exhibit TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.access_ticket TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY police ON lintel.exhibit_counter TO lintel_workspace USING (true);
CREATE POLICY sent_only ON lintel.opening FOR SELECT TO lintel_workspace USING (custody.subject_visible(subject));

-- The worker: verifies drafts, makes masters and renditions, sweeps what has run out.
GRANT SELECT, UPDATE (state, stored_sha256, crc32, kind, media, evidence_key, verified_at, master_at, size) ON lintel.clip TO lintel_worker;
GRANT SELECT, UPDATE (clips) ON lintel.receipt TO lintel_worker;
GRANT SELECT ON lintel.submission, lintel.invitation TO lintel_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON lintel.rendition TO lintel_worker;
GRANT SELECT, DELETE ON lintel.intake_session, lintel.entry_attempt TO lintel_worker;
CREATE POLICY worker ON lintel.clip TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.receipt TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.submission TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.invitation TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.rendition TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.intake_session TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.entry_attempt TO lintel_worker USING (true);

GRANT EXECUTE ON FUNCTION lintel.scope_invitation() TO lintel_intake, lintel_workspace, lintel_worker;
GRANT EXECUTE ON FUNCTION lintel.find_invitation(bytea), lintel.find_intake_session(bytea, interval),
  lintel.entry_failures(bytea), lintel.count_entry_failure(bytea), lintel.send_submission(uuid) TO lintel_intake;
GRANT EXECUTE ON FUNCTION lintel.remove_draft_clip(uuid), lintel.discard_draft(uuid) TO lintel_intake, lintel_worker;
GRANT EXECUTE ON FUNCTION lintel.hold_stale_draft(uuid, integer) TO lintel_worker;
GRANT EXECUTE ON FUNCTION custody.subject_visible(text) TO lintel_workspace, lintel_worker;
`;
