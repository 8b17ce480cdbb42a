import type { MigrationInterface, QueryRunner } from 'typeorm';

const findInvitation = (where: string): string => `
CREATE OR REPLACE FUNCTION lintel.find_invitation(wanted bytea)
RETURNS TABLE (id uuid, investigation_id uuid, code_hash text, failed_attempts integer, locked boolean, live boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.id, i.investigation_id, i.code_hash, i.failed_attempts, i.locked_at IS NOT NULL,
         i.revoked_at IS NULL AND i.expires_at > now()
    FROM lintel.invitation i WHERE ${where}
$$`;

const DEFINITIONS = `
-- A second link into the same invitation: the one that was sent in a message. It is made when the message leaves and
-- never stands anywhere in clear; a later message ends it.
ALTER TABLE lintel.invitation ADD COLUMN sent_token_hash bytea UNIQUE CHECK (octet_length(sent_token_hash) = 32);

-- Every message to her: what was asked for, exactly what was sent, and what came of it.
CREATE TABLE lintel.message (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN ('link', 'look')),
  channel text NOT NULL CHECK (channel IN ('text', 'email')),
  address text NOT NULL CHECK (address <> ''),
  -- The record of safe contact under which it may leave. Another one since, and it does not.
  safe_contact_id bigint NOT NULL REFERENCES lintel.safe_contact,
  requested_by uuid NOT NULL REFERENCES lintel.officer,
  requested_at timestamptz NOT NULL DEFAULT now(),
  -- One act of the officer, however often it arrives.
  key uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'sent', 'delivered', 'failed', 'refused', 'uncertain')),
  state_at timestamptz NOT NULL DEFAULT now(),
  why text NOT NULL DEFAULT '',
  driver text,
  provider_id text,
  subject text,
  -- As it was sent, but for the secret part of the link.
  body text,
  -- Of the body as it was sent, with the secret part.
  body_sha256 text CHECK (body_sha256 ~ '^[0-9a-f]{64}$'),
  UNIQUE (requested_by, key)
);
CREATE INDEX message_invitation ON lintel.message (invitation_id, place);
CREATE INDEX message_followed ON lintel.message (state_at) WHERE state = 'sent';
ALTER TABLE lintel.message ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.message FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.message TO lintel_owner USING (true);

-- Behind the application's own rule: nothing is asked for or leaves but under the newest record, by its channel, and
-- never where she must not be contacted.
CREATE FUNCTION lintel.guard_message() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM lintel.safe_contact s
     WHERE s.id = NEW.safe_contact_id AND s.invitation_id = NEW.invitation_id AND NOT s.do_not_contact
       AND s.channel = NEW.channel AND s.address = NEW.address
       AND NOT EXISTS (SELECT FROM lintel.safe_contact n WHERE n.invitation_id = s.invitation_id AND n.id > s.id)) THEN
    RAISE EXCEPTION 'the record of safe contact does not allow this message' USING ERRCODE = 'LN020';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION lintel.guard_message() FROM PUBLIC;
CREATE TRIGGER guard_asked BEFORE INSERT ON lintel.message
  FOR EACH ROW EXECUTE FUNCTION lintel.guard_message();
CREATE TRIGGER guard_leaving BEFORE UPDATE ON lintel.message
  FOR EACH ROW WHEN (NEW.state = 'sending' AND OLD.state IS DISTINCT FROM 'sending') EXECUTE FUNCTION lintel.guard_message();
`;

const RIGHTS = `
GRANT SELECT, INSERT (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
  ON lintel.message TO lintel_workspace;
CREATE POLICY police ON lintel.message TO lintel_workspace USING (true) WITH CHECK (state = 'waiting');
GRANT SELECT, UPDATE (state, state_at, why, driver, provider_id, subject, body, body_sha256) ON lintel.message TO lintel_worker;
CREATE POLICY worker ON lintel.message TO lintel_worker USING (true);

-- The worker sees how she may be reached only while a message to her is on its way.
GRANT SELECT ON lintel.safe_contact TO lintel_worker;
CREATE POLICY worker ON lintel.safe_contact FOR SELECT TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = safe_contact.invitation_id AND m.state IN ('waiting', 'sending')));
GRANT SELECT (invitation_id, kind, seen_at) ON lintel.concern TO lintel_worker;
CREATE POLICY worker ON lintel.concern FOR SELECT TO lintel_worker USING (true);
GRANT UPDATE (sent_token_hash) ON lintel.invitation TO lintel_worker;
CREATE POLICY only_for_message ON lintel.invitation AS RESTRICTIVE FOR UPDATE TO lintel_worker USING (EXISTS (
  SELECT FROM lintel.message m WHERE m.invitation_id = invitation.id AND m.state = 'sending' AND m.kind = 'link'));
`;

const TYPES = {
  'message-requested': { category: 'alteration', role: 'lintel_workspace' },
  'message-sent': { category: 'disclosure', role: 'lintel_worker' },
  'message-refused': { category: 'alteration', role: 'lintel_worker' },
  'message-failed': { category: 'alteration', role: 'lintel_worker' },
} as const;

/** Messages to her, through the gate of safe contact and no other way. */
export class Messages1764000000086 implements MigrationInterface {
  readonly name = 'Messages1764000000086';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    await runner.query(RIGHTS);
    await runner.query(findInvitation('i.token_hash = wanted OR i.sent_token_hash = wanted'));
    for (const [type, { category, role }] of Object.entries(TYPES)) {
      await runner.query('INSERT INTO custody.event_type (type, category) VALUES ($1, $2)', [type, category]);
      await runner.query('INSERT INTO custody.permitted_type (role, type) VALUES ($1, $2)', [role, type]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const type of Object.keys(TYPES)) {
      await runner.query('DELETE FROM custody.permitted_type WHERE type = $1', [type]);
      await runner.query('DELETE FROM custody.event_type WHERE type = $1', [type]);
    }
    await runner.query(findInvitation('i.token_hash = wanted'));
    await runner.query(`
      DROP POLICY only_for_message ON lintel.invitation;
      DROP POLICY worker ON lintel.concern;
      DROP POLICY worker ON lintel.safe_contact;
      REVOKE UPDATE (sent_token_hash) ON lintel.invitation FROM lintel_worker;
      REVOKE SELECT (invitation_id, kind, seen_at) ON lintel.concern FROM lintel_worker;
      REVOKE SELECT ON lintel.safe_contact FROM lintel_worker;
      DROP TABLE lintel.message;
      DROP FUNCTION lintel.guard_message();
      ALTER TABLE lintel.invitation DROP COLUMN sent_token_hash`);
  }
}
