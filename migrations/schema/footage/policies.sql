ALTER TABLE lintel.time_candidate ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.time_candidate FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.time_candidate TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.time_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.time_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.time_choice TO lintel_owner USING (true) WITH CHECK (true);

-- The victim's while the clip is a draft, the police's once it is sent: whose a clip is, its own policies decide.
GRANT SELECT, INSERT (clip_id, source, of_event, candidate) ON lintel.time_candidate
  TO lintel_intake, lintel_workspace, lintel_worker;
CREATE POLICY victims_read ON lintel.time_candidate FOR SELECT TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
-- The public process states what the victim says, never what a file says.
CREATE POLICY victims_add ON lintel.time_candidate FOR INSERT TO lintel_intake
  WITH CHECK (source IN ('her-answer', 'clock-check') AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY officers_read ON lintel.time_candidate FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
-- Officers state what the picture shows, or other comparisons teach; never what a file or its sender says.
CREATE POLICY members_add ON lintel.time_candidate FOR INSERT TO lintel_workspace
  WITH CHECK (source IN ('overlay', 'learned-offset') AND scope.changes_clip(clip_id));
-- The worker looks into every clip, and states nothing that only an officer can have seen.
CREATE POLICY worker_reads ON lintel.time_candidate FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_adds ON lintel.time_candidate FOR INSERT TO lintel_worker
  WITH CHECK (source NOT IN ('overlay', 'learned-offset'));

GRANT SELECT, INSERT (clip_id, candidate_id, instant, reason, officer_id) ON lintel.time_choice TO lintel_workspace;
CREATE POLICY officers_read ON lintel.time_choice FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY members_add ON lintel.time_choice FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer() AND scope.changes_clip(clip_id));
