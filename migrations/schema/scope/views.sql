-- Policies look for one row in these by its index, as (SELECT true ... LIMIT 1): a list of twenty costs the same in two
-- investigations as in two thousand. EXISTS or IN let PostgreSQL read all investigations of an officer for each table of a
-- statement. No table has a column of these names, so that a policy cannot compare a view with itself.

-- Investigations of which the acting officer is a member: these may be read and changed.
CREATE VIEW scope.changeable AS
  SELECT m.investigation_id AS changeable_id FROM lintel.investigation_member m
   WHERE m.officer_id = (SELECT scope.officer()) AND m.removed_at IS NULL;

-- The same, and those into which an emergency lets the officer look, for its minutes.
CREATE VIEW scope.readable AS
  SELECT m.investigation_id AS readable_id FROM lintel.investigation_member m
   WHERE m.officer_id = (SELECT scope.officer()) AND m.removed_at IS NULL
  UNION ALL
  SELECT e.investigation_id FROM lintel.emergency_access e
   WHERE e.officer_id = (SELECT scope.officer()) AND e.ended_at IS NULL AND e.ends_at > now();
