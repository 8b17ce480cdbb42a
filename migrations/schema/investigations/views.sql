-- What somebody who is no member may know of an investigation: that there is one, and who leads it; never what it is about.
-- Supervisors and auditors see all of them, others those that they may read. The view reads as its owner: the condition here
-- is the only one.
CREATE VIEW lintel.investigation_heading WITH (security_barrier) AS
  SELECT i.id, i.urn, i.team, i.oic_id, i.closed_at FROM lintel.investigation i
   WHERE (SELECT scope.role_in('supervisor', 'auditor'))
      OR (SELECT true FROM scope.readable WHERE readable_id = i.id LIMIT 1);
