ALTER TABLE lintel.rendition ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.rendition FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.rendition TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.triage ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.triage FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.triage TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.exhibit_counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.exhibit_counter FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.exhibit_counter TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.exhibit ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.exhibit FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.exhibit TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.addition ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.addition FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.addition TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.still_counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.still_counter FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.still_counter TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.still ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.still FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.still TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.marker ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.marker FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.marker TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.marker_strike ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.marker_strike FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.marker_strike TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.access_ticket ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.access_ticket FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.access_ticket TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.clip_trouble ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.clip_trouble FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.clip_trouble TO lintel_owner USING (true) WITH CHECK (true);

-- Whose a clip is, its own policies decide: what hangs on a clip asks them. Officers read what hangs on a sent clip of an
-- investigation which they may read; members add, in their own name.

GRANT SELECT ON lintel.rendition TO lintel_workspace;
CREATE POLICY officers_read ON lintel.rendition FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
-- The worker renders, seals and disposes of any item.
GRANT SELECT, INSERT ON lintel.rendition TO lintel_worker;
CREATE POLICY worker_reads ON lintel.rendition FOR SELECT TO lintel_worker USING (true);
-- Made from a locked master: the item's own, or that of the recording from which a still was taken.
CREATE POLICY worker_adds ON lintel.rendition FOR INSERT TO lintel_worker
  WITH CHECK (EXISTS (SELECT FROM lintel.clip c JOIN lintel.clip source ON source.id IN (c.id, c.derived_from)
    WHERE c.id = clip_id AND c.master_at IS NOT NULL AND source.stored_sha256 = input_sha256));

GRANT SELECT, INSERT (clip_id, outcome, reason, officer_id) ON lintel.triage TO lintel_workspace;
CREATE POLICY officers_read ON lintel.triage FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY members_add ON lintel.triage FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer() AND scope.changes_clip(clip_id));

-- Nobody but these functions moves a counter.
GRANT EXECUTE ON FUNCTION lintel.next_exhibit_number(uuid, text), lintel.next_still_number(uuid) TO lintel_workspace;

GRANT SELECT ON lintel.exhibit_heading TO lintel_workspace;
GRANT SELECT, INSERT (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
  ON lintel.exhibit TO lintel_workspace;
CREATE POLICY officers_read ON lintel.exhibit FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY members_add ON lintel.exhibit FOR INSERT TO lintel_workspace
  WITH CHECK (registered_by = scope.officer() AND scope.changes(investigation_id)
    AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = exhibit.investigation_id));

GRANT SELECT, INSERT (clip_id, investigation_id, kind, producer_name, initials, description, exhibit_id, added_by)
  ON lintel.addition TO lintel_workspace;
CREATE POLICY officers_read ON lintel.addition FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY members_add ON lintel.addition FOR INSERT TO lintel_workspace
  WITH CHECK (added_by = scope.officer() AND scope.changes(investigation_id) AND EXISTS (SELECT FROM lintel.clip c
    WHERE c.id = clip_id AND c.investigation_id = addition.investigation_id AND c.submission_id IS NULL));
-- The worker takes in whatever an officer added.
GRANT SELECT ON lintel.addition TO lintel_worker;
CREATE POLICY worker_reads ON lintel.addition FOR SELECT TO lintel_worker USING (true);
GRANT EXECUTE ON FUNCTION lintel.register_addition(uuid) TO lintel_worker;

GRANT SELECT, INSERT (id, exhibit_id, clip_id, number, frame, description, asked_by) ON lintel.still TO lintel_workspace;
CREATE POLICY officers_read ON lintel.still FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY members_add ON lintel.still FOR INSERT TO lintel_workspace
  WITH CHECK (asked_by = scope.officer() AND scope.changes_clip(clip_id)
    AND EXISTS (SELECT FROM lintel.exhibit e WHERE e.id = exhibit_id AND e.clip_id = still.clip_id));
-- The worker makes whatever was asked for, and says where none came of it.
GRANT SELECT, UPDATE (state, why, ended_at) ON lintel.still TO lintel_worker;
CREATE POLICY worker_reads ON lintel.still FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_gives_up ON lintel.still FOR UPDATE TO lintel_worker USING (state = 'asked') WITH CHECK (state = 'failed');
GRANT EXECUTE ON FUNCTION lintel.register_still(uuid, text, bigint, text, bigint, jsonb, jsonb) TO lintel_worker;

GRANT SELECT, INSERT (id, clip_id, frame, seconds, text, author_id) ON lintel.marker TO lintel_workspace;
CREATE POLICY officers_read ON lintel.marker FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY members_add ON lintel.marker FOR INSERT TO lintel_workspace
  WITH CHECK (author_id = scope.officer() AND scope.changes_clip(clip_id));

-- Whoever works on the case may strike out what a colleague wrote.
GRANT SELECT, INSERT (marker_id, officer_id, reason) ON lintel.marker_strike TO lintel_workspace;
CREATE POLICY officers_read ON lintel.marker_strike FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.marker m WHERE m.id = marker_id));
CREATE POLICY members_add ON lintel.marker_strike FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer()
    AND EXISTS (SELECT FROM lintel.marker m WHERE m.id = marker_id AND scope.changes_clip(m.clip_id)));

-- Looking is what an emergency is for. A ticket is its officer's own, and is worth nothing once they may not read the clip.
GRANT SELECT, INSERT (id, officer_id, investigation_id, clip_id, content, purpose, reason, expires_at)
  ON lintel.access_ticket TO lintel_workspace;
CREATE POLICY own ON lintel.access_ticket FOR SELECT TO lintel_workspace
  USING (officer_id = (SELECT scope.officer()) AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY readers_open ON lintel.access_ticket FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer() AND EXISTS (SELECT FROM lintel.clip c
    WHERE c.id = clip_id AND c.investigation_id = access_ticket.investigation_id));

GRANT SELECT ON lintel.clip_trouble TO lintel_workspace;
CREATE POLICY officers_read ON lintel.clip_trouble FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
-- The worker looks after every clip.
GRANT SELECT, INSERT (clip_id, kind), DELETE ON lintel.clip_trouble TO lintel_worker;
CREATE POLICY worker_reads ON lintel.clip_trouble FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_adds ON lintel.clip_trouble FOR INSERT TO lintel_worker WITH CHECK (true);
CREATE POLICY worker_removes ON lintel.clip_trouble FOR DELETE TO lintel_worker USING (true);
