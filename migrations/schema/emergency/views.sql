-- Accesses with the names that belong to them, for the officer whose it was, supervisors and auditors. It runs as the owner: the
-- reference stays readable when the access has ended, and nothing else of the investigation is.
CREATE VIEW lintel.emergency_record WITH (security_barrier) AS
  SELECT e.id, e.investigation_id, i.urn, e.officer_id, o.display_name AS officer_name, e.reason, e.started_at,
         coalesce(e.ended_at, e.ends_at) AS ends_at, e.ended_at IS NULL AND e.ends_at > now() AS open,
         e.seen_at, s.display_name AS seen_by_name
    FROM lintel.emergency_access e
    JOIN lintel.investigation i ON i.id = e.investigation_id
    JOIN lintel.officer o ON o.id = e.officer_id
    LEFT JOIN lintel.officer s ON s.id = e.seen_by
   WHERE e.officer_id = (SELECT scope.officer()) OR (SELECT scope.role_in('supervisor', 'auditor'));
