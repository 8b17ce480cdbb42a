-- Proving who one is. The database is the judge of passwords, of which it knows no hash that opens anything: the workspace hashes
-- what was typed with the parameters that it is given here, and the SHA-256 of the outcome must be what is kept. Whatever was
-- proved gives a ticket, once. Who is proved acts in the rest of the transaction, so that the log has it from them.

CREATE FUNCTION lintel.give_ticket(officer uuid, proved text, code_needed boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ticket CONSTANT text := encode(substr(scope.random_key(), 1, 32), 'hex');
BEGIN
  DELETE FROM lintel.sign_in_ticket t WHERE t.expires_at < now();
  INSERT INTO lintel.sign_in_ticket (ticket_hash, officer_id, proved, code_needed)
    VALUES (scope.hash_of(ticket), officer, give_ticket.proved, give_ticket.code_needed);
  RETURN ticket;
END $$;

-- Who has proved all that there is to prove: the failures before are forgotten, and the officer acts from here on.
CREATE FUNCTION lintel.welcome(officer uuid, signs_in boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE lintel.officer o
     SET failed_attempts = 0, locked_until = NULL,
         -- The day that the clocks in Britain have.
         signed_in_on = CASE WHEN signs_in THEN (now() AT TIME ZONE 'Europe/London')::date ELSE o.signed_in_on END
   WHERE o.id = officer;
  IF signs_in THEN
    PERFORM scope.seal((SELECT ('officer', o.id, o.role, NULL, NULL, NULL, false)::scope.claims
                          FROM lintel.officer o WHERE o.id = officer));
  END IF;
END $$;

-- What to hash a typed password with. An address that is no officer's, or whose officer has no password, gets an answer like any other.
-- Null where no answer is taken for a while: no effort is made for a guesser.
CREATE FUNCTION lintel.password_parameters(email text, source text DEFAULT NULL, device text DEFAULT NULL) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT lintel.holds(
    (SELECT o.id FROM lintel.officer o WHERE o.email = password_parameters.email), email, source, device) THEN coalesce(
    (SELECT substring(o.password_hash FROM '^(\$argon2id\$[^$]+\$[^$]+\$[^$]+)\$') FROM lintel.officer o
      WHERE o.email = password_parameters.email),
    (SELECT '$argon2id$v=19$m=19456,t=2,p=1$'
            || rtrim(encode(substr(sha256(s.decoy_key || convert_to(password_parameters.email, 'UTF8')), 1, 16), 'base64'), '=')
       FROM lintel.sign_in_setting s)) END
$$;

-- `digest` is the argon2id output of what was typed. To sign in (nobody acts yet), or for whoever acts to confirm. Guesses made side
-- by side are counted one by one: each holds the row. `source` is where the browser is, `device` the secret in its cookie.
CREATE FUNCTION lintel.prove_password(email text, digest bytea, source text DEFAULT NULL, device text DEFAULT NULL) RETURNS lintel.proof
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := scope.officer();
  known lintel.officer;
  code_needed boolean;
BEGIN
  SELECT o.* INTO known FROM lintel.officer o WHERE o.email = prove_password.email AND (own IS NULL OR o.id = own) FOR UPDATE;
  IF lintel.holds(known.id, prove_password.email, source, device) THEN RETURN ('held', known.id, NULL)::lintel.proof; END IF;
  IF known.id IS NULL OR known.disabled_at IS NOT NULL
     OR split_part(known.password_hash, '$', 6) IS DISTINCT FROM rtrim(encode(sha256(digest), 'base64'), '=') THEN
    PERFORM lintel.count_failure(known.id, prove_password.email, source, device);
    RETURN ('wrong', known.id, NULL)::lintel.proof;
  END IF;
  code_needed := EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = known.id AND t.confirmed_at IS NOT NULL);
  IF own IS NULL AND NOT code_needed AND coalesce(known.locked_until > now(), false)
     AND NOT lintel.knows_device(known.id, device) THEN
    RETURN ('wrong', known.id, NULL)::lintel.proof;
  END IF;
  IF own IS NULL AND known.must_change_password THEN
    IF known.one_time_used_at IS NOT NULL THEN RETURN ('used', known.id, NULL)::lintel.proof; END IF;
    IF known.one_time_until <= now() THEN RETURN ('expired', known.id, NULL)::lintel.proof; END IF;
    UPDATE lintel.officer o SET one_time_used_at = now() WHERE o.id = known.id;
  END IF;
  DELETE FROM lintel.sign_in_count c WHERE c.key_hash = lintel.counted_by(known.id, prove_password.email, source, device);
  IF NOT code_needed OR own IS NOT NULL THEN PERFORM lintel.welcome(known.id, own IS NULL); END IF;
  RETURN (CASE WHEN code_needed THEN 'code-needed' ELSE 'right' END, known.id,
          lintel.give_ticket(known.id, 'password', code_needed))::lintel.proof;
END $$;

-- The second step of whoever acts, or of whoever holds the ticket of a right password.
CREATE FUNCTION lintel.second_step(ticket text DEFAULT NULL)
RETURNS TABLE ("officerId" uuid, "sealedSecret" bytea, "confirmedAt" timestamptz, "lastStep" float8, "codesLeft" integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.officer_id, t.sealed_secret, t.confirmed_at, t.last_step::float8,
         (SELECT count(*)::integer FROM lintel.recovery_code c WHERE c.officer_id = t.officer_id AND c.used_at IS NULL)
    FROM lintel.officer_totp t
   WHERE t.officer_id = CASE WHEN ticket IS NULL THEN scope.officer() ELSE (
     SELECT k.officer_id FROM lintel.sign_in_ticket k
      WHERE k.ticket_hash = scope.hash_of(ticket) AND k.code_needed AND k.expires_at > now()) END
$$;

-- Takes a code, once. Codes of an app are read in the workspace, which alone can open the secret: `step` is the time step whose code
-- was typed, null for a wrong one. `recovery_hash` is the keyed hash of what may have been a recovery code.
CREATE FUNCTION lintel.take_code(officer uuid, step bigint, recovery_hash bytea) RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE lintel.officer_totp t SET last_step = step
   WHERE t.officer_id = officer AND t.confirmed_at IS NOT NULL AND t.last_step < step
     AND abs(step - extract(epoch FROM now()) / 30) < 10;
  IF FOUND THEN RETURN 'app'; END IF;
  UPDATE lintel.recovery_code c SET used_at = now()
   WHERE c.officer_id = officer AND c.code_hash = recovery_hash AND c.used_at IS NULL
     AND EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = officer AND t.confirmed_at IS NOT NULL);
  RETURN CASE WHEN FOUND THEN 'recovery' END;
END $$;

-- By what wrong codes are counted: of whoever acts by their sign-in, else by the account, whose password was right already.
CREATE FUNCTION lintel.codes_counted_by(officer uuid, device text) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN scope.officer() IS NOT NULL OR lintel.knows_device(officer, device)
    THEN lintel.counted_by(officer, NULL, NULL, device) ELSE lintel.key_of('codes', officer::text) END
$$;

-- The second step: with the ticket of a right password to sign in, or without one for whoever acts to confirm. The verdict of a
-- recovery code is 'right-recovery'.
CREATE FUNCTION lintel.prove_code(ticket text, step bigint, recovery_hash bytea, device text DEFAULT NULL) RETURNS lintel.proof
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  whose uuid := scope.officer();
  taken text;
  counted_by bytea;
  most CONSTANT integer := (SELECT s.most_attempts FROM lintel.sign_in_setting s);
BEGIN
  IF ticket IS NOT NULL THEN
    SELECT k.officer_id INTO whose FROM lintel.sign_in_ticket k
     WHERE k.ticket_hash = scope.hash_of(ticket) AND k.code_needed AND k.expires_at > now();
  END IF;
  PERFORM FROM lintel.officer o WHERE o.id = whose AND o.disabled_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN ('wrong', whose, NULL)::lintel.proof; END IF;
  counted_by := lintel.codes_counted_by(whose, device);
  IF lintel.is_held(counted_by, most) THEN RETURN ('held', whose, NULL)::lintel.proof; END IF;
  taken := lintel.take_code(whose, step, recovery_hash);
  IF taken IS NULL THEN
    IF lintel.count_wrong(counted_by, most) AND scope.officer() IS NULL THEN
      DELETE FROM lintel.known_device d WHERE d.token_hash = scope.hash_of(device) AND d.officer_id = whose;
    END IF;
    RETURN ('wrong', whose, NULL)::lintel.proof;
  END IF;
  DELETE FROM lintel.sign_in_count c WHERE c.key_hash = counted_by;
  PERFORM lintel.welcome(whose, ticket IS NOT NULL);
  IF ticket IS NOT NULL THEN
    DELETE FROM lintel.sign_in_ticket k WHERE k.ticket_hash = scope.hash_of(ticket);
  END IF;
  RETURN (CASE taken WHEN 'app' THEN 'right' ELSE 'right-recovery' END, whose,
          lintel.give_ticket(whose, CASE WHEN ticket IS NULL THEN 'code' ELSE 'password' END))::lintel.proof;
END $$;
