-- What auditors learn of investigations of which they are no members: the names by which events are found, and no more. The
-- views run as their owner, behind the policies of the tables; what they let through is asked here.
CREATE VIEW lintel.audited_investigation WITH (security_barrier) AS
  SELECT i.id, i.urn FROM lintel.investigation i WHERE (SELECT scope.role_in('auditor'));

-- Sent clips and officers' additions, by the references of their exhibits.
CREATE VIEW lintel.audited_item WITH (security_barrier) AS
  SELECT c.id, c.investigation_id, e.reference
    FROM lintel.clip c LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
   WHERE c.sent_at IS NOT NULL AND (SELECT scope.role_in('auditor'));
