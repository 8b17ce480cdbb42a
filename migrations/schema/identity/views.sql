-- Every account, without a secret. Nobody reads it as it is.
CREATE VIEW lintel.every_account AS
  SELECT o.id, o.email, o.display_name, o.initials, o.role, o.must_change_password, o.disabled_at, o.signed_in_on,
         CASE WHEN o.locked_until > now() THEN o.locked_until END AS locked_until,
         EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = o.id AND t.confirmed_at IS NOT NULL) AS second_step,
         EXISTS (SELECT FROM lintel.officer_identity i WHERE i.officer_id = o.id) AS of_provider
    FROM lintel.officer o;

-- For supervisors each of them, for everybody else their own. It runs as the owner, since nobody else reads the tables below it; so it
-- asks itself who acts.
CREATE VIEW lintel.account WITH (security_barrier) AS
  SELECT a.* FROM lintel.every_account a
   WHERE (SELECT scope.role_in('supervisor')) OR a.id = (SELECT scope.officer());
