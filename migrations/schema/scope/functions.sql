-- Functions without `SET search_path` are called by the definer functions here alone, and run with their path: each such
-- clause costs as much as the work itself.

CREATE FUNCTION scope.random_key() RETURNS bytea
LANGUAGE sql VOLATILE AS $$
  SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    || sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
$$;

CREATE FUNCTION scope.renew_key() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO scope.seal_key AS k (inner_key, outer_key) VALUES (scope.random_key(), scope.random_key())
    ON CONFLICT (only_row) DO UPDATE SET inner_key = excluded.inner_key, outer_key = excluded.outer_key
$$;

-- A nested hash with two independent keys (NMAC; HMAC is the same with keys that are derived from one).
CREATE FUNCTION scope.mac(claims text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(
    pg_backend_pid() || '/' || extract(epoch FROM transaction_timestamp()) || '/' || claims, 'UTF8'))), 'hex')
    FROM scope.seal_key k);
END $$;

-- For the functions that have checked a secret, a code or a password; nobody else may call it.
CREATE FUNCTION scope.seal(claims scope.claims) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  said CONSTANT text := claims::text;
BEGIN
  PERFORM set_config('lintel.scope', CASE WHEN claims.kind IS NULL THEN '' ELSE scope.mac(said) || said END, true);
  RETURN claims.kind IS NOT NULL;
END $$;

-- Who acts in this transaction. A setting that was not sealed here, in this transaction, says nothing.
CREATE FUNCTION scope.claims() RETURNS scope.claims
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  sealed CONSTANT text := coalesce(current_setting('lintel.scope', true), '');
  nobody scope.claims;
BEGIN
  IF sealed = '' OR left(sealed, 64) <> scope.mac(substr(sealed, 65)) THEN RETURN nobody; END IF;
  RETURN substr(sealed, 65)::scope.claims;
END $$;

CREATE FUNCTION scope.hash_of(secret text) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(convert_to(secret, 'UTF8')) $$;

-- PL/pgSQL here and below: its plans are kept for the connection, those of SQL functions are made at each call.
CREATE FUNCTION scope.claims_of_officer(secret text) RETURNS scope.claims
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT ('officer', o.id, o.role, NULL, encode(s.id_hash, 'hex'), NULL, coalesce(s.confirmed_until > now(), false))::scope.claims
    FROM lintel.officer_session s JOIN lintel.officer o ON o.id = s.officer_id
   WHERE s.id_hash = scope.hash_of(secret) AND s.expires_at > now() AND s.ends_at > now() AND o.disabled_at IS NULL);
END $$;

CREATE FUNCTION scope.claims_of_victim(secret text) RETURNS scope.claims
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT ('victim', i.id, NULL, i.investigation_id, encode(s.id_hash, 'hex'), s.assisted_by,
          s.assisted_by IS NULL OR s.own_code_at IS NOT NULL)::scope.claims
    FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
   WHERE s.id_hash = scope.hash_of(secret) AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now());
END $$;

CREATE FUNCTION scope.claims_of_recipient(secret text) RETURNS scope.claims
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT ('recipient', i.id, NULL, i.investigation_id, encode(s.id_hash, 'hex'), NULL, true)::scope.claims
    FROM lintel.issue_session s JOIN lintel.bundle_issue i ON i.id = s.issue_id
   WHERE s.id_hash = scope.hash_of(secret) AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now());
END $$;

-- Exchanges a session's secret for the scope of this transaction; false, and an empty scope, for one that is unknown, ended or
-- not of a kind that this role serves.
CREATE FUNCTION scope.open(kind text, secret text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  nobody scope.claims;
BEGIN
  RETURN scope.seal(CASE
    WHEN kind = 'officer' AND session_user = 'lintel_workspace' THEN scope.claims_of_officer(secret)
    WHEN kind = 'recipient' AND session_user = 'lintel_workspace' THEN scope.claims_of_recipient(secret)
    WHEN kind = 'victim' AND session_user = 'lintel_intake' THEN scope.claims_of_victim(secret)
    ELSE nobody END);
END $$;

-- The operator, by the owner's connection, on behalf of an officer: the sample of a first start.
CREATE FUNCTION scope.open_for_officer(officer uuid) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT scope.seal((SELECT ('officer', o.id, o.role, NULL, NULL, NULL, true)::scope.claims FROM lintel.officer o WHERE o.id = officer))
$$;

CREATE FUNCTION scope.officer() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE who CONSTANT scope.claims := scope.claims();
BEGIN
  RETURN CASE WHEN who.kind = 'officer' THEN who.id END;
END $$;

CREATE FUNCTION scope.confirmed_officer() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE who CONSTANT scope.claims := scope.claims();
BEGIN
  RETURN CASE WHEN who.kind = 'officer' AND who.confirmed THEN who.id END;
END $$;

-- The acting officer has one of these roles.
CREATE FUNCTION scope.role_in(VARIADIC roles text[]) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE who CONSTANT scope.claims := scope.claims();
BEGIN
  RETURN coalesce(who.kind = 'officer' AND who.role = ANY (roles), false);
END $$;

CREATE FUNCTION scope.invitation() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE who CONSTANT scope.claims := scope.claims();
BEGIN
  RETURN CASE WHEN who.kind = 'victim' THEN who.id END;
END $$;

-- The same, but not in an assisted session into which the victim typed no code: only this sends, stops and erases.
CREATE FUNCTION scope.own_invitation() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE who CONSTANT scope.claims := scope.claims();
BEGIN
  RETURN CASE WHEN who.kind = 'victim' AND who.confirmed THEN who.id END;
END $$;

-- SHA-256 of the secret of the acting person's session: what an assisted session makes bears it.
CREATE FUNCTION scope.session() RETURNS bytea
LANGUAGE plpgsql STABLE AS $$
DECLARE who CONSTANT scope.claims := scope.claims();
BEGIN
  RETURN decode(who.session, 'hex');
END $$;

CREATE FUNCTION scope.issue() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE who CONSTANT scope.claims := scope.claims();
BEGIN
  RETURN CASE WHEN who.kind = 'recipient' THEN who.id END;
END $$;

CREATE FUNCTION scope.issued_bundle() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT i.bundle_id FROM lintel.bundle_issue i WHERE i.id = scope.issue());
END $$;

CREATE FUNCTION scope.changes(investigation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me CONSTANT uuid := scope.officer();
BEGIN
  RETURN EXISTS (SELECT FROM lintel.investigation_member m
    WHERE m.investigation_id = investigation AND m.officer_id = me AND m.removed_at IS NULL);
END $$;

CREATE FUNCTION scope.reads(investigation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me CONSTANT uuid := scope.officer();
BEGIN
  RETURN scope.changes(investigation) OR EXISTS (SELECT FROM lintel.emergency_access e
    WHERE e.investigation_id = investigation AND e.officer_id = me AND e.ended_at IS NULL AND e.ends_at > now());
END $$;

-- A sent clip, also an officer's addition, of an investigation of which the acting officer is a member.
CREATE FUNCTION scope.changes_clip(clip uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip AND c.sent_at IS NOT NULL AND scope.changes(c.investigation_id));
END $$;

CREATE FUNCTION scope.changes_invitation(invitation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM lintel.invitation i WHERE i.id = invitation AND scope.changes(i.investigation_id));
END $$;
