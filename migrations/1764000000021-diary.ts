import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In the order in which they may be dropped from the last to the first. */
const TABLES =
  'account_answer agreement advocate concern safe_contact assisted_pass incident incident_clip'.split(' ');

const DEFINITIONS = `
-- When she was told what "Exit this page" can and cannot do: once for each invitation.
ALTER TABLE lintel.invitation ADD COLUMN exit_explained_at timestamptz;
-- The officer beside her, on whose device she works.
ALTER TABLE lintel.intake_session ADD COLUMN assisted_by uuid REFERENCES lintel.officer;
ALTER TABLE lintel.notice_confirmation ADD COLUMN officer_id uuid REFERENCES lintel.officer,
  ADD CONSTRAINT notice_confirmation_oral CHECK ((officer_id IS NOT NULL) = (route = 'oral'));
-- Incidents by number, and which clips belong to them. What she wrote is not repeated.
ALTER TABLE lintel.receipt ADD COLUMN incidents jsonb NOT NULL DEFAULT '[]';

-- Who set her doorbell up, and who else can sign in to it.
CREATE TABLE lintel.account_answer (
  invitation_id uuid PRIMARY KEY REFERENCES lintel.invitation,
  set_up_by text CHECK (set_up_by IN ('me', 'someone-else', 'together', 'unknown', 'left')),
  others text CHECK (others IN ('nobody', 'someone', 'unknown', 'left')),
  advised_at timestamptz,
  answered_at timestamptz NOT NULL DEFAULT now(),
  logged_at timestamptz
);

-- Who agrees that footage is given (Police, Crime, Sentencing and Courts Act 2022 ss.38 and 39). The newest one counts.
CREATE TABLE lintel.agreement (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  decides text NOT NULL CHECK (decides IN ('self', 'child', 'helped', 'unsure')),
  relation text CHECK (relation IN ('parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult')),
  name text,
  route text NOT NULL CHECK (route IN ('self', 'oral')),
  officer_id uuid REFERENCES lintel.officer,
  agreed_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((officer_id IS NOT NULL) = (route = 'oral')),
  CHECK ((relation IS NOT NULL) = (decides IN ('child', 'helped')))
);
CREATE INDEX agreement_invitation ON lintel.agreement (invitation_id, id);

-- Whether somebody whose work it is acts with her. The newest statement counts.
CREATE TABLE lintel.advocate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  acts boolean NOT NULL,
  name text NOT NULL,
  organisation text NOT NULL,
  officer_id uuid REFERENCES lintel.officer,
  said_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX advocate_invitation ON lintel.advocate (invitation_id, id);

-- What the officer must know. The public process writes it and cannot read it back.
CREATE TABLE lintel.concern (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN ('pressured', 'stopped')),
  words text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  seen_by uuid REFERENCES lintel.officer,
  seen_at timestamptz,
  CHECK ((seen_by IS NULL) = (seen_at IS NULL))
);
CREATE INDEX concern_investigation ON lintel.concern (investigation_id, at);

-- How she may be reached, and what must never be done. The newest record counts; none means: never.
CREATE TABLE lintel.safe_contact (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  do_not_contact boolean NOT NULL,
  channel text NOT NULL CHECK (channel IN ('none', 'in-person', 'phone', 'text', 'email', 'advocate')),
  address text NOT NULL,
  days integer[] NOT NULL CHECK (days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
  from_hour time NOT NULL,
  to_hour time NOT NULL CHECK (to_hour > from_hour),
  never text NOT NULL,
  ask text NOT NULL,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT do_not_contact OR channel = 'none')
);
CREATE INDEX safe_contact_invitation ON lintel.safe_contact (invitation_id, id);

-- One use, a few minutes: opens her pages on the device of the officer beside her.
CREATE TABLE lintel.assisted_pass (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  place text NOT NULL CHECK (place IN ('station', 'home', 'elsewhere')),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

-- One entry of her diary: with her draft until it is sent, from then on unchangeable.
CREATE TABLE lintel.incident (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  submission_id uuid NOT NULL REFERENCES lintel.submission,
  answers jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
  follows uuid CHECK (follows <> id),
  number integer CHECK (number > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  CHECK ((sent_at IS NULL) = (number IS NULL)),
  UNIQUE (invitation_id, number),
  UNIQUE (id, invitation_id),
  -- What adds to an earlier entry adds to one of her own.
  FOREIGN KEY (follows, invitation_id) REFERENCES lintel.incident (id, invitation_id)
);
CREATE INDEX incident_submission ON lintel.incident (submission_id);
CREATE INDEX incident_investigation ON lintel.incident (investigation_id, sent_at);

-- A clip belongs to at most one incident; one that belongs to none is loose.
CREATE TABLE lintel.incident_clip (
  clip_id uuid PRIMARY KEY REFERENCES lintel.clip ON DELETE CASCADE,
  incident_id uuid NOT NULL REFERENCES lintel.incident ON DELETE CASCADE
);
CREATE INDEX incident_clip_incident ON lintel.incident_clip (incident_id);
`;

const FUNCTIONS = `
-- "Do not contact" is for good: whoever wants another record makes another invitation.
CREATE FUNCTION lintel.keep_do_not_contact() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT NEW.do_not_contact AND EXISTS (
    SELECT FROM lintel.safe_contact s WHERE s.invitation_id = NEW.invitation_id AND s.do_not_contact) THEN
    RAISE EXCEPTION 'she must not be contacted' USING ERRCODE = 'LN003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_do_not_contact BEFORE INSERT ON lintel.safe_contact
  FOR EACH ROW EXECUTE FUNCTION lintel.keep_do_not_contact();

-- Uses a pass up. The one row that a stranger with the right token may learn of.
CREATE FUNCTION lintel.use_assisted_pass(wanted bytea)
RETURNS TABLE (invitation_id uuid, investigation_id uuid, officer_id uuid, place text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.assisted_pass p SET used_at = now()
    FROM lintel.invitation i
   WHERE p.token_hash = wanted AND p.used_at IS NULL AND p.expires_at > now()
     AND i.id = p.invitation_id AND i.revoked_at IS NULL AND i.expires_at > now()
  RETURNING i.id, i.investigation_id, p.officer_id, p.place
$$;

DROP FUNCTION lintel.find_intake_session(bytea, interval);
-- As before; a session on an officer's device ends after ten minutes without use.
CREATE FUNCTION lintel.find_intake_session(wanted bytea, idle interval)
RETURNS TABLE (invitation_id uuid, investigation_id uuid, assisted_by uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.intake_session s
     SET expires_at = now() + CASE WHEN s.assisted_by IS NULL THEN idle ELSE least(idle, interval '10 minutes') END
   WHERE id_hash = wanted AND expires_at > now() AND expires_at < now() + idle - interval '1 minute';
  SELECT i.id, i.investigation_id, s.assisted_by
    FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
   WHERE s.id_hash = wanted AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()
$$;

-- What she wrote goes with the sending of this very transaction, numbered in the order in which she began it.
CREATE FUNCTION lintel.send_incidents(wanted uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE hers uuid;
BEGIN
  SELECT s.invitation_id INTO hers FROM lintel.submission s
   WHERE s.id = wanted AND s.state = 'sent' AND s.sent_at = now() AND s.invitation_id = lintel.scope_invitation();
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE lintel.incident i SET sent_at = now(), number = n.number
    FROM (SELECT d.id, row_number() OVER (ORDER BY d.created_at, d.id)
            + coalesce((SELECT max(o.number) FROM lintel.incident o WHERE o.invitation_id = hers), 0) AS number
            FROM lintel.incident d WHERE d.submission_id = wanted AND d.sent_at IS NULL) n
   WHERE i.id = n.id;
END $$;

CREATE OR REPLACE FUNCTION lintel.discard_draft(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted) THEN
    RAISE EXCEPTION 'the draft still has clips' USING ERRCODE = 'LN002';
  END IF;
  UPDATE lintel.submission SET state = 'discarded', changed_at = now()
   WHERE id = wanted AND state = 'draft'
     AND (invitation_id = lintel.scope_invitation() OR session_user = 'lintel_worker');
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM lintel.incident WHERE submission_id = wanted AND sent_at IS NULL;
  RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION lintel.keep_do_not_contact(), lintel.use_assisted_pass(bytea),
  lintel.find_intake_session(bytea, interval), lintel.send_incidents(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.use_assisted_pass(bytea), lintel.find_intake_session(bytea, interval),
  lintel.send_incidents(uuid) TO lintel_intake;
`;

const RIGHTS = `
GRANT UPDATE (exit_explained_at) ON lintel.invitation TO lintel_intake;
GRANT INSERT ON lintel.notice_confirmation TO lintel_workspace;

-- Hers, while it is a draft and after: her own words of before, read-only.
GRANT SELECT, INSERT, DELETE, UPDATE (answers, changed_at) ON lintel.incident TO lintel_intake;
CREATE POLICY own ON lintel.incident FOR SELECT TO lintel_intake USING (invitation_id = lintel.scope_invitation());
CREATE POLICY own_new ON lintel.incident FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = lintel.scope_invitation() AND sent_at IS NULL
    AND EXISTS (SELECT FROM lintel.submission s WHERE s.id = submission_id));
CREATE POLICY own_draft ON lintel.incident FOR UPDATE TO lintel_intake
  USING (invitation_id = lintel.scope_invitation() AND sent_at IS NULL);
CREATE POLICY own_removed ON lintel.incident FOR DELETE TO lintel_intake
  USING (invitation_id = lintel.scope_invitation() AND sent_at IS NULL);
-- A draft clip of hers and an entry of hers, whichever of the two was sent before.
GRANT SELECT, INSERT, DELETE ON lintel.incident_clip TO lintel_intake;
CREATE POLICY own_draft ON lintel.incident_clip TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id)
    AND EXISTS (SELECT FROM lintel.incident i WHERE i.id = incident_id));

GRANT SELECT, INSERT, UPDATE (set_up_by, others, advised_at, answered_at, logged_at) ON lintel.account_answer TO lintel_intake;
CREATE POLICY own ON lintel.account_answer TO lintel_intake USING (invitation_id = lintel.scope_invitation());
GRANT SELECT, INSERT ON lintel.agreement, lintel.advocate TO lintel_intake;
CREATE POLICY own ON lintel.agreement FOR SELECT TO lintel_intake USING (invitation_id = lintel.scope_invitation());
CREATE POLICY own_words ON lintel.agreement FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = lintel.scope_invitation() AND route = 'self');
CREATE POLICY own ON lintel.advocate FOR SELECT TO lintel_intake USING (invitation_id = lintel.scope_invitation());
CREATE POLICY own_words ON lintel.advocate FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = lintel.scope_invitation() AND officer_id IS NULL);
GRANT INSERT ON lintel.concern TO lintel_intake;
CREATE POLICY own ON lintel.concern FOR INSERT TO lintel_intake
  WITH CHECK (invitation_id = lintel.scope_invitation() AND seen_by IS NULL);
-- Of how she may be reached, the public process knows only whom she may ask.
GRANT SELECT (id, invitation_id, ask) ON lintel.safe_contact TO lintel_intake;
CREATE POLICY own ON lintel.safe_contact TO lintel_intake USING (invitation_id = lintel.scope_invitation());

GRANT SELECT ON lintel.incident, lintel.incident_clip, lintel.account_answer TO lintel_workspace;
CREATE POLICY sent_only ON lintel.incident TO lintel_workspace USING (sent_at IS NOT NULL);
CREATE POLICY sent_only ON lintel.incident_clip TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id)
    AND EXISTS (SELECT FROM lintel.incident i WHERE i.id = incident_id));
CREATE POLICY sent_only ON lintel.account_answer TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.submission s WHERE s.invitation_id = account_answer.invitation_id));
GRANT SELECT, INSERT ON lintel.agreement, lintel.advocate, lintel.safe_contact, lintel.assisted_pass TO lintel_workspace;
CREATE POLICY police ON lintel.agreement TO lintel_workspace USING (true) WITH CHECK (route = 'oral');
CREATE POLICY police ON lintel.advocate TO lintel_workspace USING (true) WITH CHECK (officer_id IS NOT NULL);
CREATE POLICY police ON lintel.safe_contact TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.assisted_pass TO lintel_workspace USING (true);
GRANT SELECT, UPDATE (seen_by, seen_at) ON lintel.concern TO lintel_workspace;
CREATE POLICY police ON lintel.concern TO lintel_workspace USING (true);
`;

const TYPES = {
  'incident-recorded': { category: 'collection', roles: ['lintel_intake'] },
  'account-answered': { category: 'collection', roles: ['lintel_intake'] },
  'agreement-recorded': { category: 'collection', roles: ['lintel_intake', 'lintel_workspace'] },
  'advocate-recorded': { category: 'collection', roles: ['lintel_intake', 'lintel_workspace'] },
  'pressure-reported': { category: 'collection', roles: ['lintel_intake'] },
  stopped: { category: 'collection', roles: ['lintel_intake'] },
  'concern-seen': { category: 'consultation', roles: ['lintel_workspace'] },
  'safe-contact-recorded': { category: 'collection', roles: ['lintel_workspace'] },
  'assisted-session-offered': { category: 'collection', roles: ['lintel_workspace'] },
} as const;

const BEFORE = `
DROP FUNCTION lintel.send_incidents(uuid), lintel.use_assisted_pass(bytea),
  lintel.find_intake_session(bytea, interval);
CREATE FUNCTION lintel.find_intake_session(wanted bytea, idle interval)
RETURNS TABLE (invitation_id uuid, investigation_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.intake_session SET expires_at = now() + idle
   WHERE id_hash = wanted AND expires_at > now() AND expires_at < now() + idle - interval '1 minute';
  SELECT i.id, i.investigation_id
    FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
   WHERE s.id_hash = wanted AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()
$$;
REVOKE EXECUTE ON FUNCTION lintel.find_intake_session(bytea, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.find_intake_session(bytea, interval) TO lintel_intake;
CREATE OR REPLACE FUNCTION lintel.discard_draft(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted) THEN
    RAISE EXCEPTION 'the draft still has clips' USING ERRCODE = 'LN002';
  END IF;
  UPDATE lintel.submission SET state = 'discarded', changed_at = now()
   WHERE id = wanted AND state = 'draft'
     AND (invitation_id = lintel.scope_invitation() OR session_user = 'lintel_worker');
  RETURN FOUND;
END $$;
REVOKE INSERT ON lintel.notice_confirmation FROM lintel_workspace;
REVOKE UPDATE (exit_explained_at) ON lintel.invitation FROM lintel_intake;
`;

/** Her diary, who agrees, who helps, and how she is kept safe. */
export class Diary1764000000021 implements MigrationInterface {
  readonly name = 'Diary1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
    await runner.query(FUNCTIONS);
    await runner.query(RIGHTS);
    for (const [type, { category, roles }] of Object.entries(TYPES)) {
      await runner.query('INSERT INTO custody.event_type (type, category) VALUES ($1, $2)', [type, category]);
      for (const role of roles)
        await runner.query('INSERT INTO custody.permitted_type (role, type) VALUES ($1, $2)', [role, type]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const type of Object.keys(TYPES)) {
      await runner.query('DELETE FROM custody.permitted_type WHERE type = $1', [type]);
      await runner.query('DELETE FROM custody.event_type WHERE type = $1', [type]);
    }
    await runner.query(BEFORE);
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE lintel.${table}`);
    await runner.query('DROP FUNCTION lintel.keep_do_not_contact()');
    await runner.query('ALTER TABLE lintel.receipt DROP COLUMN incidents');
    await runner.query(
      'ALTER TABLE lintel.notice_confirmation DROP CONSTRAINT notice_confirmation_oral, DROP COLUMN officer_id',
    );
    await runner.query('ALTER TABLE lintel.intake_session DROP COLUMN assisted_by');
    await runner.query('ALTER TABLE lintel.invitation DROP COLUMN exit_explained_at');
  }
}
