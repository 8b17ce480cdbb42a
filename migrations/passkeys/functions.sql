-- Passkeys: adding one takes a confirmed session, using one the ticket of a right password or a session. What the authenticator said
-- is judged here, whole: for what, where and on which challenge it was said, by whose key, and whether the person was asked for
-- PIN, finger or face.

CREATE FUNCTION lintel.has_second_step(officer uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = officer AND t.confirmed_at IS NOT NULL)
      OR EXISTS (SELECT FROM lintel.passkey k WHERE k.officer_id = officer)
$$;

-- Whoever holds the ticket of a right password or, without one, acts.
CREATE FUNCTION lintel.on_second_step(ticket text) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN ticket IS NULL THEN scope.officer() ELSE (
    SELECT k.officer_id FROM lintel.sign_in_ticket k
     WHERE k.ticket_hash = scope.hash_of(ticket) AND k.code_needed AND k.expires_at > now()) END
$$;

CREATE FUNCTION lintel.second_step(ticket text DEFAULT NULL)
RETURNS TABLE ("officerId" uuid, "sealedSecret" bytea, "confirmedAt" timestamptz, "lastStep" float8, "codesLeft" integer, passkeys integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.id, t.sealed_secret, t.confirmed_at, coalesce(t.last_step, 0)::float8,
         (SELECT count(*)::integer FROM lintel.recovery_code c WHERE c.officer_id = o.id AND c.used_at IS NULL),
         (SELECT count(*)::integer FROM lintel.passkey k WHERE k.officer_id = o.id)
    FROM lintel.officer o LEFT JOIN lintel.officer_totp t ON t.officer_id = o.id
   WHERE o.id = lintel.on_second_step(ticket)
     AND (t.officer_id IS NOT NULL OR EXISTS (SELECT FROM lintel.passkey k WHERE k.officer_id = o.id))
$$;

-- Those of whoever acts, or of whoever has proved the password that `ticket` is for; the oldest first.
CREATE FUNCTION lintel.own_passkeys(ticket text DEFAULT NULL)
RETURNS TABLE (id uuid, "credentialId" bytea, "publicKey" bytea, "signCount" float8, name text, transports text[], "createdAt" timestamptz,
  "usedOn" text, copied boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.id, k.credential_id, k.public_key, k.sign_count::float8, k.name, k.transports, k.created_at, k.used_on::text, k.copied_at IS NOT NULL
    FROM lintel.passkey k WHERE k.officer_id = lintel.on_second_step(ticket) ORDER BY k.created_at, k.id
$$;

-- What the authenticator is to sign, of this session or ticket alone; the one before is void. Null for nobody.
CREATE FUNCTION lintel.challenge_passkey(purpose text, ticket text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  challenge CONSTANT text := translate(rtrim(encode(substr(scope.random_key(), 1, 32), 'base64'), '='), '+/', '-_');
BEGIN
  IF purpose = 'add' THEN PERFORM lintel.confirmed_self(); END IF;
  IF lintel.on_second_step(ticket) IS NULL THEN RETURN NULL; END IF;
  DELETE FROM lintel.passkey_challenge c WHERE c.expires_at < now();
  INSERT INTO lintel.passkey_challenge AS c (bound_to, purpose, challenge_hash)
    VALUES (coalesce(scope.hash_of(ticket), scope.session()), challenge_passkey.purpose, scope.hash_of(challenge))
    ON CONFLICT ON CONSTRAINT passkey_challenge_pkey DO UPDATE SET challenge_hash = excluded.challenge_hash, expires_at = excluded.expires_at;
  RETURN challenge;
END $$;

-- Whether it was said to these pages, for this name and for that, on the challenge, which is used up; by a person whom the authenticator
-- asked (WebAuthn, 7.1 and 7.2: UP and UV).
CREATE FUNCTION lintel.take_challenge(wanted text, ticket text, client_data bytea, auth_data bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  setting lintel.sign_in_setting;
  said jsonb;
  asked bytea;
BEGIN
  DELETE FROM lintel.passkey_challenge c
   WHERE c.bound_to = coalesce(scope.hash_of(ticket), scope.session()) AND c.purpose = wanted AND c.expires_at > now()
   RETURNING c.challenge_hash INTO asked;
  IF asked IS NULL OR client_data IS NULL OR auth_data IS NULL OR octet_length(auth_data) < 37 THEN RETURN false; END IF;
  SELECT * INTO setting FROM lintel.sign_in_setting;
  said := convert_from(client_data, 'UTF8')::jsonb;
  RETURN coalesce(said ->> 'type' = CASE wanted WHEN 'add' THEN 'webauthn.create' ELSE 'webauthn.get' END
    AND scope.hash_of(said ->> 'challenge') = asked
    AND said ->> 'origin' = setting.passkey_origin
    AND coalesce(said ->> 'crossOrigin', 'false') = 'false'
    AND substr(auth_data, 1, 32) = sha256(convert_to(setting.passkey_rp_id, 'UTF8'))
    AND get_byte(auth_data, 32) & 5 = 5, false);
END $$;

-- A new one of whoever acts: id and key are read out of what the authenticator said. Recovery codes are put where there is none left.
-- A null id: it is no answer to the challenge, there are ten already, or it is known. Ends one's sessions elsewhere.
CREATE FUNCTION lintel.add_passkey(client_data bytea, auth_data bytea, name text, transports text[], code_hashes bytea[])
RETURNS TABLE (id uuid, "codesPut" boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := lintel.confirmed_self();
  id_bytes integer;
  added uuid;
  codes_put boolean;
BEGIN
  PERFORM FROM lintel.officer o WHERE o.id = own FOR UPDATE;
  IF NOT lintel.take_challenge('add', NULL, client_data, auth_data) OR octet_length(auth_data) < 55 OR get_byte(auth_data, 32) & 64 = 0
     OR (SELECT count(*) FROM lintel.passkey k WHERE k.officer_id = own) >= 10 THEN
    RETURN QUERY SELECT NULL::uuid, false;
    RETURN;
  END IF;
  id_bytes := get_byte(auth_data, 53) * 256 + get_byte(auth_data, 54);
  INSERT INTO lintel.passkey AS k (officer_id, credential_id, public_key, sign_count, name, transports)
    VALUES (own, substr(auth_data, 56, id_bytes),
            -- What follows the key are extensions, of which none is asked for.
            substr(auth_data, 56 + id_bytes, CASE get_byte(auth_data, 55 + id_bytes) WHEN 165 THEN 77 ELSE 272 END),
            lintel.number_of(substr(auth_data, 34, 4))::bigint, add_passkey.name, add_passkey.transports)
    ON CONFLICT (credential_id) DO NOTHING RETURNING k.id INTO added;
  codes_put := added IS NOT NULL AND NOT EXISTS (SELECT FROM lintel.recovery_code c WHERE c.officer_id = own AND c.used_at IS NULL);
  IF codes_put THEN PERFORM lintel.put_recovery_codes(own, code_hashes); END IF;
  IF added IS NOT NULL THEN PERFORM lintel.end_other_sessions(); END IF;
  RETURN QUERY SELECT added, codes_put;
END $$;

-- The second step by a passkey: with the ticket of a right password to sign in, or without one for whoever acts to confirm. One whose
-- counter went back is 'copied', and opens nothing any more.
CREATE FUNCTION lintel.prove_passkey(ticket text, credential_id bytea, client_data bytea, auth_data bytea, signature bytea,
  device text DEFAULT NULL) RETURNS lintel.proof
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  whose CONSTANT uuid := lintel.on_second_step(ticket);
  used lintel.passkey;
  fits boolean;
  counter bigint;
  counted_by bytea;
  most CONSTANT integer := (SELECT s.most_attempts FROM lintel.sign_in_setting s);
BEGIN
  PERFORM FROM lintel.officer o WHERE o.id = whose AND o.disabled_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN ('wrong', whose, NULL)::lintel.proof; END IF;
  counted_by := lintel.codes_counted_by(whose, device);
  IF lintel.is_held(counted_by, most) THEN RETURN ('held', whose, NULL)::lintel.proof; END IF;
  SELECT k.* INTO used FROM lintel.passkey k
   WHERE k.officer_id = whose AND k.credential_id = prove_passkey.credential_id AND k.copied_at IS NULL FOR UPDATE;
  -- Used up in any case.
  fits := lintel.take_challenge('prove', ticket, client_data, auth_data);
  IF fits THEN fits := coalesce(lintel.signature_fits(used.public_key, auth_data || sha256(client_data), signature), false); END IF;
  counter := lintel.number_of(substr(auth_data, 34, 4))::bigint;
  IF NOT fits OR (greatest(counter, used.sign_count) > 0 AND counter <= used.sign_count) THEN
    IF fits THEN UPDATE lintel.passkey k SET copied_at = now() WHERE k.id = used.id; END IF;
    IF lintel.count_wrong(counted_by, most) AND scope.officer() IS NULL THEN
      DELETE FROM lintel.known_device d WHERE d.token_hash = scope.hash_of(device) AND d.officer_id = whose;
    END IF;
    RETURN (CASE WHEN fits THEN 'copied' ELSE 'wrong' END, whose, NULL)::lintel.proof;
  END IF;
  UPDATE lintel.passkey k SET sign_count = counter, used_on = (now() AT TIME ZONE 'Europe/London')::date WHERE k.id = used.id;
  DELETE FROM lintel.sign_in_count c WHERE c.key_hash = counted_by;
  PERFORM lintel.welcome(whose, ticket IS NOT NULL);
  IF ticket IS NOT NULL THEN
    DELETE FROM lintel.sign_in_ticket k WHERE k.ticket_hash = scope.hash_of(ticket);
  END IF;
  RETURN ('right', whose, lintel.give_ticket(whose, CASE WHEN ticket IS NULL THEN 'code' ELSE 'password' END))::lintel.proof;
END $$;

-- False when there is no such one of one's own. Not the last second step where nobody may be without. Ends one's sessions elsewhere.
CREATE FUNCTION lintel.remove_passkey(which uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := lintel.confirmed_self();
BEGIN
  PERFORM FROM lintel.officer o WHERE o.id = own FOR UPDATE;
  DELETE FROM lintel.passkey k WHERE k.id = which AND k.officer_id = own;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM lintel.without_second_step(own);
  PERFORM lintel.end_other_sessions();
  RETURN true;
END $$;

-- After one was taken away: where there is none left, recovery codes are good for nothing; where everybody needs one, it stays.
CREATE FUNCTION lintel.without_second_step(officer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF lintel.has_second_step(officer) THEN RETURN; END IF;
  IF (SELECT s.second_step_needed FROM lintel.sign_in_setting s) THEN
    RAISE EXCEPTION 'everybody needs a second step' USING ERRCODE = '42501';
  END IF;
  DELETE FROM lintel.recovery_code c WHERE c.officer_id = officer;
END $$;

-- False when there is no app.
CREATE OR REPLACE FUNCTION lintel.remove_second_step() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := lintel.confirmed_self();
BEGIN
  PERFORM FROM lintel.officer o WHERE o.id = own FOR UPDATE;
  DELETE FROM lintel.officer_totp t WHERE t.officer_id = own;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM lintel.without_second_step(own);
  PERFORM lintel.end_other_sessions();
  RETURN true;
END $$;

-- By the operator.
CREATE FUNCTION lintel.set_passkeys(rp_id text, origin text) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.sign_in_setting SET passkey_rp_id = rp_id, passkey_origin = origin
$$;
