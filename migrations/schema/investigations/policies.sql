ALTER TABLE lintel.investigation ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.investigation FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.investigation TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.investigation_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.investigation_member FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.investigation_member TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.investigation_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.investigation_link FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.investigation_link TO lintel_owner USING (true) WITH CHECK (true);

-- Rows are made by lintel.open_investigation alone.
GRANT EXECUTE ON FUNCTION lintel.open_investigation(uuid, text, text, text),
  lintel.assign_investigation(uuid, text, uuid), lintel.investigation_by_urn(text) TO lintel_workspace;
GRANT SELECT ON lintel.investigation_heading TO lintel_workspace;

GRANT SELECT, UPDATE (offence, team, oic_id, closed_at) ON lintel.investigation TO lintel_workspace;
CREATE POLICY officers_read ON lintel.investigation FOR SELECT TO lintel_workspace USING ((SELECT true FROM scope.readable WHERE readable_id = id LIMIT 1));
CREATE POLICY members_change ON lintel.investigation FOR UPDATE TO lintel_workspace
  USING (scope.changes(id))
  WITH CHECK (scope.changes(id) AND EXISTS (SELECT FROM lintel.investigation_member m
    WHERE m.investigation_id = id AND m.officer_id = oic_id AND m.removed_at IS NULL));

-- Who may read the investigation sees its members; supervisors see those of any.
GRANT SELECT, INSERT (investigation_id, officer_id, added_by), UPDATE (added_by, added_at, removed_at)
  ON lintel.investigation_member TO lintel_workspace;
CREATE POLICY officers_read ON lintel.investigation_member FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1) OR (SELECT scope.role_in('supervisor')));
-- Members let others in, and supervisors do, but no supervisor lets themselves in.
CREATE POLICY officers_add ON lintel.investigation_member FOR INSERT TO lintel_workspace
  WITH CHECK (added_by = scope.officer() AND removed_at IS NULL
    AND (scope.changes(investigation_id) OR scope.role_in('supervisor') AND officer_id <> scope.officer()));
CREATE POLICY officers_change ON lintel.investigation_member FOR UPDATE TO lintel_workspace
  USING (scope.changes(investigation_id) OR (SELECT scope.role_in('supervisor')))
  WITH CHECK ((removed_at IS NOT NULL OR added_by = scope.officer())
    AND (scope.changes(investigation_id)
      OR scope.role_in('supervisor') AND (removed_at IS NOT NULL OR officer_id <> scope.officer())));

-- A link is known to who may read both ends, and is made and taken back by members of both.
GRANT SELECT, INSERT (id, one_id, other_id, reason, linked_by), UPDATE (removed_by, removed_at)
  ON lintel.investigation_link TO lintel_workspace;
CREATE POLICY officers_read ON lintel.investigation_link FOR SELECT TO lintel_workspace
  USING ((SELECT true FROM scope.readable WHERE readable_id = one_id LIMIT 1) AND (SELECT true FROM scope.readable WHERE readable_id = other_id LIMIT 1));
CREATE POLICY members_add ON lintel.investigation_link FOR INSERT TO lintel_workspace
  WITH CHECK (linked_by = scope.officer() AND removed_at IS NULL AND scope.changes(one_id) AND scope.changes(other_id));
CREATE POLICY members_remove ON lintel.investigation_link FOR UPDATE TO lintel_workspace
  USING (removed_at IS NULL AND scope.changes(one_id) AND scope.changes(other_id))
  WITH CHECK (removed_by = scope.officer() AND scope.changes(one_id) AND scope.changes(other_id));
