ALTER TABLE lintel.emergency_access ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.emergency_access FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.emergency_access TO lintel_owner USING (true) WITH CHECK (true);

-- One's own; supervisors, who answer for each, and auditors see all.
GRANT SELECT ON lintel.emergency_access, lintel.emergency_record TO lintel_workspace;
CREATE POLICY officers_read ON lintel.emergency_access FOR SELECT TO lintel_workspace
  USING (officer_id = (SELECT scope.officer()) OR (SELECT scope.role_in('supervisor', 'auditor')));

-- For oneself, with a reason, for a day at most. What it opens is read only (scope.readable).
GRANT INSERT (id, investigation_id, officer_id, reason, ends_at) ON lintel.emergency_access TO lintel_workspace;
CREATE POLICY officers_open ON lintel.emergency_access FOR INSERT TO lintel_workspace
  WITH CHECK (officer_id = scope.officer() AND scope.role_in('investigator', 'disclosure', 'supervisor')
    AND ends_at <= now() + interval '24 hours');

-- Ending and seeing it take a function each, so that nothing that was answered for is opened again.
GRANT EXECUTE ON FUNCTION lintel.end_emergency(uuid), lintel.see_emergency(uuid) TO lintel_workspace;
