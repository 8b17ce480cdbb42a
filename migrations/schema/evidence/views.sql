-- Which item bears which reference, for auditors who search the log by it: no description and no producer. The view reads as
-- its owner: the condition here is the only one.
CREATE VIEW lintel.exhibit_heading WITH (security_barrier) AS
  SELECT e.investigation_id, e.clip_id, e.reference FROM lintel.exhibit e
   WHERE (SELECT scope.role_in('auditor')) OR (SELECT true FROM scope.readable WHERE readable_id = e.investigation_id LIMIT 1);
