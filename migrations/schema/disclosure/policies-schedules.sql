ALTER TABLE lintel.schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.schedule FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.schedule TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (id, investigation_id, form, version, urn, certifications, signed_name, made_by, made_by_name)
  ON lintel.schedule TO lintel_workspace;
CREATE POLICY officers_read ON lintel.schedule FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
-- The name on the form is the maker's own.
CREATE POLICY officers_make ON lintel.schedule FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('disclosure') AND scope.changes(investigation_id) AND made_by = scope.officer()
    AND made_by_name = (SELECT o.display_name FROM lintel.officer o WHERE o.id = made_by)
    AND (signed_name IS NULL OR signed_name = made_by_name));
GRANT SELECT ON lintel.schedule TO lintel_worker;
CREATE POLICY worker_reads ON lintel.schedule FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.schedule_number ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.schedule_number FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.schedule_number TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON lintel.schedule_number TO lintel_workspace;
CREATE POLICY officers_read ON lintel.schedule_number FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('disclosure')) AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1));
CREATE POLICY officers_number ON lintel.schedule_number FOR INSERT TO lintel_workspace
  WITH CHECK (scope.role_in('disclosure') AND scope.changes(investigation_id)
    AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = schedule_number.investigation_id));

ALTER TABLE lintel.schedule_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.schedule_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.schedule_item TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON lintel.schedule_item TO lintel_workspace;
CREATE POLICY officers_read ON lintel.schedule_item FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.schedule s WHERE s.id = schedule_id));
CREATE POLICY officers_fill ON lintel.schedule_item FOR INSERT TO lintel_workspace
  WITH CHECK (EXISTS (
    SELECT FROM lintel.schedule s JOIN lintel.clip c USING (investigation_id)
     WHERE s.id = schedule_id AND c.id = clip_id AND s.made_by = scope.officer() AND s.made_at = now() AND s.form IN ('MG12', 'MG6C')));
GRANT SELECT ON lintel.schedule_item TO lintel_worker;
CREATE POLICY worker_reads ON lintel.schedule_item FOR SELECT TO lintel_worker USING (true);

ALTER TABLE lintel.restricted_schedule_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.restricted_schedule_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.restricted_schedule_item TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON lintel.restricted_schedule_item TO lintel_workspace;
CREATE POLICY officers_read ON lintel.restricted_schedule_item FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.schedule s WHERE s.id = schedule_id));
CREATE POLICY officers_fill ON lintel.restricted_schedule_item FOR INSERT TO lintel_workspace
  WITH CHECK (EXISTS (
    SELECT FROM lintel.schedule s JOIN lintel.clip c USING (investigation_id)
     WHERE s.id = schedule_id AND c.id = clip_id AND s.made_by = scope.officer() AND s.made_at = now() AND s.form IN ('MG6D', 'MG6E')));
GRANT SELECT ON lintel.restricted_schedule_item TO lintel_worker;
CREATE POLICY worker_reads ON lintel.restricted_schedule_item FOR SELECT TO lintel_worker USING (true);
