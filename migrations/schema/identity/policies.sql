ALTER TABLE lintel.officer ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.officer FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.officer TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.officer_identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.officer_identity FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.officer_identity TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.officer_totp ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.officer_totp FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.officer_totp TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.recovery_code TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.sign_in_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.sign_in_setting FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.sign_in_setting TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.sign_in_ticket ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.sign_in_ticket FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.sign_in_ticket TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.officer_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.officer_session FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.officer_session TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.refused_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.refused_session FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.refused_session TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.sign_in_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.sign_in_count FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.sign_in_count TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.refusal_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.refusal_run FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.refusal_run TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.known_device ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.known_device FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.known_device TO lintel_owner USING (true) WITH CHECK (true);

-- Officers know one another, also those who have left: by name, role and address, and by nothing else.
GRANT SELECT (id, email, display_name, initials, role, disabled_at) ON lintel.officer TO lintel_workspace;
CREATE POLICY officers_read ON lintel.officer FOR SELECT TO lintel_workspace USING ((SELECT scope.officer()) IS NOT NULL);
GRANT SELECT ON lintel.account TO lintel_workspace;

-- Before anybody is signed in: these take a password, a ticket or the secret of a session, and give nothing without.
GRANT EXECUTE ON FUNCTION lintel.password_parameters(text, text, text), lintel.prove_password(text, bytea, text, text),
  lintel.prove_code(text, bigint, bytea, text), lintel.note_refusal(uuid), lintel.take_refusals(), lintel.second_step(text),
  lintel.trust_provider(text, text, text, boolean, text, text, text), lintel.trust_provider_again(text, text),
  lintel.session_of(text), lintel.refuse_session(text), lintel.keep_session(text, json, interval),
  lintel.touch_session(text, interval), lintel.renew_session(text, text), lintel.end_session(text),
  lintel.begin_session(text, text, interval, interval, text, text, text, text), lintel.confirm_session(text, text, interval),
  lintel.may_go_on(text, uuid) TO lintel_workspace;
-- One's own account, and others' for supervisors.
GRANT EXECUTE ON FUNCTION lintel.set_password(text, text), lintel.own_sessions(), lintel.end_other_sessions(uuid), lintel.begin_second_step(bytea),
  lintel.confirm_second_step(bigint, bytea[]), lintel.renew_recovery_codes(bytea[]), lintel.remove_second_step(),
  lintel.list_accounts(text, text, boolean, boolean, boolean, uuid, integer), lintel.hold_accounts(uuid), lintel.create_officer(uuid, text, text, text, text, text),
  lintel.renew_one_time_password(uuid, text), lintel.set_role(uuid, text), lintel.set_active(uuid, boolean) TO lintel_workspace;

SELECT lintel.set_provider(NULL, false);
