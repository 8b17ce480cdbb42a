CREATE FUNCTION custody.add_published(size bigint) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO custody.published (size) VALUES (add_published.size) ON CONFLICT DO NOTHING;
$$;

-- Whether it is a new one.
CREATE FUNCTION custody.raise_alarm(finding text, what text, source text, remembered bigint, leaves bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO custody.alarm (finding, what, source, remembered, found)
    VALUES (raise_alarm.finding, raise_alarm.what, raise_alarm.source, raise_alarm.remembered, raise_alarm.leaves)
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- The alarms of the log, newest first, for whoever may read a history: they are about all of it, and name no case.
CREATE FUNCTION lintel.log_alarms()
RETURNS TABLE (id uuid, what text, source text, remembered bigint, found bigint, raised_at timestamptz, resolution text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.id, a.what, a.source, a.remembered, a.found, a.raised_at,
    (SELECT r.event FROM custody.record r WHERE r.subject = 'service:lintel'
        AND r.event::jsonb ->> 'type' = 'log-alarm-resolved' AND r.event::jsonb #>> '{detail,alarm}' = a.id::text
      ORDER BY r.id LIMIT 1)
  FROM custody.alarm a WHERE scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')
  ORDER BY a.raised_at DESC, a.id
$$;
