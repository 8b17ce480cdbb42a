import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links of victims of whom nobody has written down how they may safely be reached, by themselves: an officer of few investigations was
 * told which of them are theirs by a walk through every link of the force, and most of those had been seen to long ago.
 *
 * And what came by which link, which a page of evidence asks for.
 */
const UP = [
  `ALTER TABLE lintel.invitation ADD COLUMN contact_open boolean NOT NULL DEFAULT true`,
  `COMMENT ON COLUMN lintel.invitation.contact_open IS 'Nobody had written down how the victim may safely be reached when this was last looked at. Kept by a trigger; false is certain, true is asked again.'`,
  `UPDATE lintel.invitation v SET contact_open = false WHERE EXISTS (SELECT FROM lintel.safe_contact s WHERE s.invitation_id = v.id)`,
  `CREATE FUNCTION lintel.contact_written_down() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.invitation v SET contact_open = false WHERE v.id = NEW.invitation_id AND v.contact_open;
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.contact_written_down() FROM PUBLIC`,
  `CREATE TRIGGER contact_written_down AFTER INSERT ON lintel.safe_contact FOR EACH ROW EXECUTE FUNCTION lintel.contact_written_down()`,
  `CREATE INDEX invitation_contact_open ON lintel.invitation (created_at, id)
     WHERE contact_open AND holder = 'victim' AND revoked_at IS NULL`,
  `GRANT SELECT (contact_open) ON lintel.invitation TO lintel_workspace`,

  `CREATE INDEX clip_by_link ON lintel.clip (investigation_id, invitation_id, sent_at) WHERE derived_from IS NULL AND NOT written`,
];

const DOWN = [
  'DROP INDEX lintel.clip_by_link',
  'DROP TRIGGER contact_written_down ON lintel.safe_contact',
  'DROP FUNCTION lintel.contact_written_down()',
  'ALTER TABLE lintel.invitation DROP COLUMN contact_open',
];

export class ContactStillToAsk1770000001150 implements MigrationInterface {
  readonly name = 'ContactStillToAsk1770000001150';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
