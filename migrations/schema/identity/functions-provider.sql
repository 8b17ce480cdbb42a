-- The force's own provider (OpenID Connect). The workspace checks what it says, and the database believes the workspace: but only
-- of the one issuer that the owner has named, and never so that an account with a password is taken over, unless the owner wants it.

-- By the owner: whose word counts. Null switches it off.
CREATE FUNCTION lintel.set_provider(issuer text, link_by_email boolean) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO lintel.sign_in_setting (provider, link_by_email, decoy_key)
    VALUES (set_provider.issuer, set_provider.link_by_email, scope.random_key())
    ON CONFLICT (only_row) DO UPDATE SET provider = excluded.provider, link_by_email = excluded.link_by_email
$$;

-- By the owner: the limits of signing in. The workspace cannot change them, whatever it is configured with.
CREATE FUNCTION lintel.set_sign_in(
  most_attempts integer, most_of_account integer, most_of_address integer, held_minutes integer, one_time_hours integer,
  second_step_needed boolean) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.sign_in_setting SET most_attempts = set_sign_in.most_attempts, most_of_account = set_sign_in.most_of_account,
    most_of_address = set_sign_in.most_of_address, held_minutes = set_sign_in.held_minutes, one_time_hours = set_sign_in.one_time_hours,
    second_step_needed = set_sign_in.second_step_needed
$$;

CREATE FUNCTION lintel.is_provider(issuer text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM lintel.sign_in_setting s WHERE rtrim(s.provider, '/') = rtrim(issuer, '/'))
$$;

-- The account of a person at the provider: the one that they have, the one that their verified address takes over ('linked'), or a
-- new one ('created'). Without one, `linked` says why: 'email', 'taken'.
CREATE FUNCTION lintel.account_of_person(
  issuer text, subject text, address text, address_verified boolean, name text, initials text, role text, OUT officer uuid, OUT linked text)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT i.officer_id INTO officer FROM lintel.officer_identity i
   WHERE i.issuer = account_of_person.issuer AND i.subject = account_of_person.subject;
  IF FOUND THEN RETURN; END IF;
  IF address IS NULL THEN linked := 'email'; RETURN; END IF;
  SELECT o.id INTO officer FROM lintel.officer o WHERE o.email = address FOR UPDATE;
  IF FOUND THEN
    IF NOT address_verified OR NOT (SELECT s.link_by_email FROM lintel.sign_in_setting s) THEN
      officer := NULL;
      linked := 'taken';
      RETURN;
    END IF;
    IF EXISTS (SELECT FROM lintel.officer o WHERE o.id = officer AND o.disabled_at IS NOT NULL) THEN
      RETURN;
    END IF;
    linked := 'linked';
  ELSE
    officer := gen_random_uuid();
    linked := 'created';
    INSERT INTO lintel.officer (id, email, display_name, initials, role, must_change_password)
      VALUES (officer, address, account_of_person.name, account_of_person.initials, account_of_person.role, false);
  END IF;
  INSERT INTO lintel.officer_identity (issuer, subject, officer_id)
    VALUES (account_of_person.issuer, account_of_person.subject, officer);
END $$;

-- Signs in whom the provider vouches for; its groups decide about the role each time, and null is none of ours. The verdict is
-- 'right', or why not: 'role', 'email', 'taken', 'disabled'. `linked`: 'created' or 'linked'; `former_role` where it is another now.
CREATE FUNCTION lintel.trust_provider(
  issuer text, subject text, address text, address_verified boolean, name text, initials text, role text,
  OUT proof lintel.proof, OUT linked text, OUT former_role text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known lintel.officer;
BEGIN
  IF NOT lintel.is_provider(issuer) THEN
    RAISE EXCEPTION 'not a provider whose word counts' USING ERRCODE = '42501';
  END IF;
  IF role IS NULL THEN
    proof := ('role', (SELECT i.officer_id FROM lintel.officer_identity i
                        WHERE i.issuer = trust_provider.issuer AND i.subject = trust_provider.subject), NULL)::lintel.proof;
    RETURN;
  END IF;
  SELECT p.officer, p.linked INTO known.id, linked
    FROM lintel.account_of_person(issuer, subject, address, address_verified, name, initials, role) p;
  IF known.id IS NULL THEN
    proof := (linked, NULL, NULL)::lintel.proof;
    linked := NULL;
    RETURN;
  END IF;
  SELECT o.* INTO known FROM lintel.officer o WHERE o.id = known.id FOR UPDATE;
  IF known.disabled_at IS NOT NULL THEN
    proof := ('disabled', known.id, NULL)::lintel.proof;
    RETURN;
  END IF;
  IF known.role <> trust_provider.role THEN
    former_role := known.role;
    UPDATE lintel.officer o SET role = trust_provider.role WHERE o.id = known.id;
  END IF;
  PERFORM lintel.welcome(known.id, true);
  proof := ('right', known.id, lintel.give_ticket(known.id, 'provider'))::lintel.proof;
END $$;

-- Whoever acts was asked by the provider again. 'another': it was somebody else.
CREATE FUNCTION lintel.trust_provider_again(issuer text, subject text) RETURNS lintel.proof
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own CONSTANT uuid := scope.officer();
BEGIN
  IF NOT lintel.is_provider(issuer) OR own IS NULL THEN
    RAISE EXCEPTION 'not a provider whose word counts' USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (SELECT FROM lintel.officer_identity i
                  WHERE i.issuer = trust_provider_again.issuer AND i.subject = trust_provider_again.subject AND i.officer_id = own) THEN
    RETURN ('another', own, NULL)::lintel.proof;
  END IF;
  RETURN ('right', own, lintel.give_ticket(own, 'provider-again'))::lintel.proof;
END $$;
