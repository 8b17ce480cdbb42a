ALTER TABLE lintel.incident ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.incident FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.incident TO lintel_owner USING (true) WITH CHECK (true);
-- The victim's drafts, to write; what was sent, to read. In an assisted session only what was begun in it.
GRANT SELECT, INSERT (id, invitation_id, investigation_id, submission_id, answers, follows), DELETE, UPDATE (answers, changed_at)
  ON lintel.incident TO lintel_intake;
CREATE POLICY own_draft_read ON lintel.incident FOR SELECT TO lintel_intake
  USING (sent_at IS NULL AND submission_id = (SELECT lintel.current_draft())
    AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())));
CREATE POLICY own_sent_read ON lintel.incident FOR SELECT TO lintel_intake
  USING (sent_at IS NOT NULL AND invitation_id = (SELECT scope.own_invitation()));
CREATE POLICY own_draft_begin ON lintel.incident FOR INSERT TO lintel_intake
  WITH CHECK (submission_id = lintel.current_draft() AND invitation_id = scope.invitation()
    AND investigation_id = (scope.claims()).investigation AND sent_at IS NULL);
CREATE POLICY own_draft_change ON lintel.incident FOR UPDATE TO lintel_intake
  USING (sent_at IS NULL AND submission_id = (SELECT lintel.current_draft())
    AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())))
  WITH CHECK (sent_at IS NULL AND submission_id = (SELECT lintel.current_draft()));
CREATE POLICY own_draft_remove ON lintel.incident FOR DELETE TO lintel_intake
  USING (sent_at IS NULL AND submission_id = (SELECT lintel.current_draft())
    AND ((SELECT scope.own_invitation()) IS NOT NULL OR made_in = (SELECT scope.session())));
GRANT SELECT ON lintel.incident TO lintel_workspace;
CREATE POLICY officers_read ON lintel.incident FOR SELECT TO lintel_workspace
  USING (sent_at IS NOT NULL AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));

-- Whose a clip and an entry are, their own policies decide. The victim's: a draft clip, and an entry that was sent or was not.
ALTER TABLE lintel.incident_clip ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.incident_clip FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.incident_clip TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON lintel.incident_clip TO lintel_intake;
CREATE POLICY own_read ON lintel.incident_clip FOR SELECT TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id) AND EXISTS (SELECT FROM lintel.incident i WHERE i.id = incident_id));
CREATE POLICY own_attach ON lintel.incident_clip FOR INSERT TO lintel_intake
  WITH CHECK (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id)
    AND EXISTS (SELECT FROM lintel.incident i WHERE i.id = incident_id));
CREATE POLICY own_loosen ON lintel.incident_clip FOR DELETE TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id) AND EXISTS (SELECT FROM lintel.incident i WHERE i.id = incident_id));
GRANT SELECT ON lintel.incident_clip TO lintel_workspace;
CREATE POLICY officers_read ON lintel.incident_clip FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id) AND EXISTS (SELECT FROM lintel.incident i WHERE i.id = incident_id));

GRANT EXECUTE ON FUNCTION lintel.send_incidents(uuid) TO lintel_intake;
