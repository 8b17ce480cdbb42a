-- Whether what plays or is being downloaded under a ticket may go on: the ticket counts, the sign-in under which it was begun stands,
-- and its officer may still read. Idle time does not end it: whoever watches a long film sends no requests. It gives a yes or no, and
-- opens nothing.
CREATE FUNCTION lintel.may_go_on(secret text, ticket uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM lintel.officer_session s
      JOIN lintel.officer o ON o.id = s.officer_id AND o.disabled_at IS NULL
      JOIN (
        SELECT t.officer_id, t.expires_at, t.investigation_id FROM lintel.access_ticket t
          JOIN lintel.clip c ON c.id = t.clip_id AND c.erased_at IS NULL WHERE t.id = ticket
        UNION ALL
        SELECT t.officer_id, t.expires_at, b.investigation_id FROM lintel.bundle_ticket t
          JOIN lintel.bundle b ON b.id = t.bundle_id
         WHERE t.id = ticket AND NOT EXISTS (SELECT FROM lintel.bundle_state x WHERE x.bundle_id = b.id AND x.state = 'revoked')
      ) t ON t.officer_id = o.id AND t.expires_at > now()
     WHERE s.id_hash = scope.hash_of(secret) AND s.ends_at > now()
       AND (EXISTS (SELECT FROM lintel.investigation_member m
                     WHERE m.investigation_id = t.investigation_id AND m.officer_id = o.id AND m.removed_at IS NULL)
         OR EXISTS (SELECT FROM lintel.emergency_access e
                     WHERE e.investigation_id = t.investigation_id AND e.officer_id = o.id AND e.ended_at IS NULL AND e.ends_at > now())))
$$;
