-- That the questions about the doorbell's account were answered, though an assisted session may not read how.
CREATE FUNCTION lintel.account_is_answered() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM lintel.account_answer a WHERE a.invitation_id = scope.invitation())
$$;

ALTER TABLE lintel.account_answer ALTER made_in SET DEFAULT lintel.made_in();
