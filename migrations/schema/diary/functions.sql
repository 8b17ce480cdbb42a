-- The entries go with the sending of this very transaction, numbered in the order in which they were begun.
CREATE FUNCTION lintel.send_incidents(wanted uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT lintel.sent_just_now(wanted) THEN RETURN; END IF;
  UPDATE lintel.incident i SET sent_at = now(), number = n.number
    FROM (SELECT d.id, row_number() OVER (ORDER BY d.created_at, d.id)
            + coalesce((SELECT max(o.number) FROM lintel.incident o WHERE o.invitation_id = scope.own_invitation()), 0) AS number
            FROM lintel.incident d WHERE d.submission_id = wanted AND d.sent_at IS NULL) n
   WHERE i.id = n.id;
END $$;

ALTER TABLE lintel.incident ALTER made_in SET DEFAULT lintel.made_in();
