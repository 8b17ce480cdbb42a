ALTER TABLE lintel.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.note FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.note TO lintel_owner USING (true) WITH CHECK (true);
-- Not in an assisted session: a note tells what was sent before.
GRANT SELECT (id, invitation_id, clip_id, kind, make, left_at, answered_at) ON lintel.note TO lintel_intake;
CREATE POLICY own_read ON lintel.note FOR SELECT TO lintel_intake USING (invitation_id = (SELECT scope.own_invitation()));
GRANT SELECT, INSERT (id, invitation_id, clip_id, kind, make, officer_id) ON lintel.note TO lintel_workspace;
CREATE POLICY officers_read ON lintel.note FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY members_leave ON lintel.note FOR INSERT TO lintel_workspace
  WITH CHECK (scope.changes_clip(clip_id) AND officer_id = scope.officer()
    AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.invitation_id = note.invitation_id));

-- Whose a note is, its own policy decides.
ALTER TABLE lintel.note_put_away ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.note_put_away FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.note_put_away TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT (note_id), INSERT (note_id) ON lintel.note_put_away TO lintel_intake;
CREATE POLICY own_read ON lintel.note_put_away FOR SELECT TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.note n WHERE n.id = note_id));
CREATE POLICY own_put_away ON lintel.note_put_away FOR INSERT TO lintel_intake
  WITH CHECK (EXISTS (SELECT FROM lintel.note n WHERE n.id = note_id));
