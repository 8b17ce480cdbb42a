-- What the acting session is, and that it is being used: a long upload on a bad line must not be cut off.
CREATE FUNCTION lintel.keep_session(idle_minutes integer)
RETURNS TABLE (invitation_id uuid, investigation_id uuid, assisted_by uuid, own_code boolean, language text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  idle CONSTANT interval := make_interval(mins => least(idle_minutes, 1440));
BEGIN
  UPDATE lintel.intake_session s
     SET expires_at = now() + CASE WHEN s.assisted_by IS NULL THEN idle ELSE least(idle, interval '10 minutes') END
   WHERE s.id_hash = scope.session() AND s.invitation_id = scope.invitation()
     AND s.expires_at < now() + CASE WHEN s.assisted_by IS NULL THEN idle ELSE least(idle, interval '10 minutes') END
       - interval '1 minute';
  RETURN QUERY SELECT s.invitation_id, i.investigation_id, s.assisted_by, s.own_code_at IS NOT NULL, s.language
    FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
   WHERE s.id_hash = scope.session() AND s.invitation_id = scope.invitation();
END $$;

CREATE FUNCTION lintel.choose_language(chosen text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.intake_session s SET language = chosen WHERE s.id_hash = scope.session() AND s.invitation_id = scope.invitation()
$$;

CREATE FUNCTION lintel.end_session() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM lintel.intake_session s WHERE s.id_hash = scope.session() AND s.invitation_id = scope.invitation()
$$;

-- Every session of the victim's invitation, also in another window.
CREATE FUNCTION lintel.end_own_sessions() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM lintel.intake_session s WHERE s.invitation_id = scope.own_invitation()
$$;

-- Of a session that has ended by itself: the page that says so speaks the language that was chosen in it. It tells nothing
-- else, and to who has its cookie. No row: there is no such session.
CREATE FUNCTION lintel.ended_session(session bytea) RETURNS TABLE (language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.language FROM lintel.intake_session s WHERE s.id_hash = session
$$;

-- A clip or an entry bears the session in which it was made: an assisted session reaches no others.
CREATE FUNCTION lintel.made_in() RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN scope.invitation() IS NOT NULL THEN scope.session() END
$$;
