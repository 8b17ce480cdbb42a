-- The victim's while the clip is a draft; the police's when it is sent. Whose a clip is, its own policies decide.
ALTER TABLE lintel.clock_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.clock_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.clock_answer TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (clip_id, clock_right, shown, offset_seconds, plus_minus_seconds, answered_at) ON lintel.clock_answer TO lintel_intake;
CREATE POLICY own_read ON lintel.clock_answer FOR SELECT TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY own_answer ON lintel.clock_answer FOR INSERT TO lintel_intake
  WITH CHECK (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
GRANT SELECT ON lintel.clock_answer TO lintel_workspace;
CREATE POLICY officers_read ON lintel.clock_answer FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
-- The worker reckons the times of every clip that it looks into.
GRANT SELECT ON lintel.clock_answer TO lintel_worker;
CREATE POLICY worker_reads ON lintel.clock_answer FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.make_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.make_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.make_answer TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (clip_id, make) ON lintel.make_answer TO lintel_intake;
CREATE POLICY own_read ON lintel.make_answer FOR SELECT TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY own_answer ON lintel.make_answer FOR INSERT TO lintel_intake
  WITH CHECK (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
GRANT SELECT ON lintel.make_answer TO lintel_workspace;
CREATE POLICY officers_read ON lintel.make_answer FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
-- As above.
GRANT SELECT ON lintel.make_answer TO lintel_worker;
CREATE POLICY worker_reads ON lintel.make_answer FOR SELECT TO lintel_worker USING (true);
