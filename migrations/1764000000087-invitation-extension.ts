import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a private link was given more time, each time. */
export class InvitationExtension1764000000087 implements MigrationInterface {
  readonly name = 'InvitationExtension1764000000087';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lintel.invitation_extension (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        invitation_id uuid NOT NULL REFERENCES lintel.invitation,
        officer_id uuid NOT NULL REFERENCES lintel.officer,
        expired_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL CHECK (expires_at > expired_at),
        reason text NOT NULL CHECK (reason <> ''),
        extended_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX invitation_extension_invitation ON lintel.invitation_extension (invitation_id, id);
      ALTER TABLE lintel.invitation_extension ENABLE ROW LEVEL SECURITY;
      ALTER TABLE lintel.invitation_extension FORCE ROW LEVEL SECURITY;
      CREATE POLICY owner ON lintel.invitation_extension TO lintel_owner USING (true);
      GRANT SELECT, INSERT ON lintel.invitation_extension TO lintel_workspace;
      CREATE POLICY police ON lintel.invitation_extension TO lintel_workspace USING (true);
      INSERT INTO custody.event_type (type, category) VALUES ('invitation-extended', 'alteration');
      INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', 'invitation-extended')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM custody.permitted_type WHERE type = 'invitation-extended';
      DELETE FROM custody.event_type WHERE type = 'invitation-extended';
      DROP TABLE lintel.invitation_extension`);
  }
}
