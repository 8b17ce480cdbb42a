ALTER TABLE lintel.submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.submission FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.submission TO lintel_owner USING (true) WITH CHECK (true);
-- The victim's draft, not in an assisted session. It is begun, sent and discarded by functions.
GRANT SELECT (id, invitation_id, reference, state) ON lintel.submission TO lintel_intake;
CREATE POLICY own_draft ON lintel.submission FOR SELECT TO lintel_intake
  USING (id = (SELECT lintel.current_draft()) AND (SELECT scope.own_invitation()) IS NOT NULL);
-- Officers: what was sent.
GRANT SELECT (id, invitation_id, investigation_id, reference, state, created_at, changed_at, sent_at, triaged_at),
  UPDATE (state, triaged_at, changed_at) ON lintel.submission TO lintel_workspace;
CREATE POLICY officers_read ON lintel.submission FOR SELECT TO lintel_workspace
  USING (state IN ('sent', 'triaged') AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY members_triage ON lintel.submission FOR UPDATE TO lintel_workspace
  USING (state IN ('sent', 'triaged') AND (SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1))
  WITH CHECK (state = 'triaged' AND scope.changes(investigation_id));
-- The worker looks for drafts that nobody has touched for long, of whatever investigation.
GRANT SELECT (id, investigation_id, state, changed_at) ON lintel.submission TO lintel_worker;
CREATE POLICY worker_reads ON lintel.submission FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.clip ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.clip FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.clip TO lintel_owner USING (true) WITH CHECK (true);
-- The victim's, as long as it is in the draft and not taken out; in an assisted session only what was added in it.
GRANT SELECT, INSERT (id, submission_id, invitation_id, investigation_id, file_name, size, file_date, state, incoming_key),
  UPDATE (state, device_sha256, received_at, size) ON lintel.clip TO lintel_intake;
CREATE POLICY own_draft_read ON lintel.clip FOR SELECT TO lintel_intake
  USING (submission_id = (SELECT lintel.current_draft()) AND removed_at IS NULL
    AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())));
CREATE POLICY own_draft_add ON lintel.clip FOR INSERT TO lintel_intake
  WITH CHECK (submission_id = lintel.current_draft() AND invitation_id = scope.invitation()
    AND investigation_id = (scope.claims()).investigation AND sent_at IS NULL AND state = 'receiving' AND incoming_key = id::text);
CREATE POLICY own_draft_change ON lintel.clip FOR UPDATE TO lintel_intake
  USING (submission_id = (SELECT lintel.current_draft()) AND removed_at IS NULL
    AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())))
  WITH CHECK (submission_id = (SELECT lintel.current_draft())
    -- Verified is what the worker read back.
    AND (state IN ('receiving', 'received') OR state = 'verified' AND stored_sha256 IS NOT NULL));
-- Officers: what was sent, and what they added themselves.
GRANT SELECT, INSERT (id, investigation_id, state, file_name, size, device_sha256, incoming_key, received_at, sent_at)
  ON lintel.clip TO lintel_workspace;
CREATE POLICY officers_read ON lintel.clip FOR SELECT TO lintel_workspace
  USING (sent_at IS NOT NULL AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY members_add ON lintel.clip FOR INSERT TO lintel_workspace
  WITH CHECK (submission_id IS NULL AND state = 'received' AND scope.changes(investigation_id));
-- The worker verifies, promotes, renders, sweeps and erases every clip, sent or not.
GRANT SELECT, UPDATE (state, stored_sha256, crc32, kind, media, source, evidence_key, verified_at, master_at, fixity_at, size,
  deletion_from, deletion_until, erased_at) ON lintel.clip TO lintel_worker;
CREATE POLICY worker_reads ON lintel.clip FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_changes ON lintel.clip FOR UPDATE TO lintel_worker USING (true);

-- What the victim has chosen: nobody else's, and in an assisted session only what was chosen in it. The worker erases by function.
ALTER TABLE lintel.chosen_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.chosen_file FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.chosen_file TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, submission_id, file_name, size, file_date, fingerprint), DELETE ON lintel.chosen_file TO lintel_intake;
CREATE POLICY own_draft_read ON lintel.chosen_file FOR SELECT TO lintel_intake
  USING (submission_id = (SELECT lintel.current_draft()) AND removed_at IS NULL
    AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())));
CREATE POLICY own_draft_add ON lintel.chosen_file FOR INSERT TO lintel_intake
  WITH CHECK (submission_id = lintel.current_draft() AND removed_at IS NULL);
CREATE POLICY own_draft_remove ON lintel.chosen_file FOR DELETE TO lintel_intake
  USING (submission_id = (SELECT lintel.current_draft()) AND removed_at IS NULL
    AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())));

ALTER TABLE lintel.receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.receipt FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.receipt TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON lintel.receipt TO lintel_intake;
CREATE POLICY own_read ON lintel.receipt FOR SELECT TO lintel_intake USING (invitation_id = (SELECT scope.own_invitation()));
-- Of a sending that this very transaction makes.
CREATE POLICY own_made ON lintel.receipt FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = scope.own_invitation() AND sent_at = now() AND lintel.sent_just_now(submission_id));
-- A receipt learns the hash that was read back, when it was sent before the check was done.
GRANT SELECT, UPDATE (clips) ON lintel.receipt TO lintel_worker;
CREATE POLICY worker_reads ON lintel.receipt FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_completes ON lintel.receipt FOR UPDATE TO lintel_worker USING (true);

GRANT EXECUTE ON FUNCTION lintel.current_draft(), lintel.open_draft(uuid, text), lintel.sent_bytes(),
  lintel.send_submission(uuid, uuid[], uuid, text), lintel.removed_files(), lintel.set_removed(uuid, boolean),
  lintel.sent_just_now(uuid), lintel.link_original(uuid, uuid), lintel.earlier_code_parameters(),
  lintel.bring_draft_back(bytea, integer), lintel.discard_earlier_drafts() TO lintel_intake;
GRANT EXECUTE ON FUNCTION lintel.remove_draft_clip(uuid), lintel.discard_draft(uuid) TO lintel_intake, lintel_worker;
GRANT EXECUTE ON FUNCTION lintel.hold_stale_draft(uuid, integer) TO lintel_worker;
