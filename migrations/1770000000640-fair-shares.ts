import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Work is fair between links: each row of the outbox knows on whose behalf it is, and the relay hands over only so many of one party at
 * once. The trigger says whose it is, so that nobody who asks for work can name another, or forget to.
 *
 * And a plain form reserves the room that it may take before its first byte: its size is known only after its last.
 */
const PARTY = `(SELECT coalesce(c.invitation_id, c.investigation_id) FROM lintel.clip c WHERE c.id = (payload ->> 'clipId')::uuid)`;

const UP = [
  `ALTER TABLE lintel.outbox ADD COLUMN on_behalf_of uuid, ADD COLUMN in_queue boolean NOT NULL DEFAULT false`,
  `COMMENT ON COLUMN lintel.outbox.on_behalf_of IS
     'The link, or for an officer''s addition the investigation, whose work it is: only so many of one are in the queue at once. Null: of nobody in particular.'`,
  `COMMENT ON COLUMN lintel.outbox.in_queue IS 'It has one of the places of its party in the queue: handed over, and neither done nor given up.'`,
  `CREATE FUNCTION lintel.outbox_party() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     clip CONSTANT text := NEW.payload ->> 'clipId';
   BEGIN
     NEW.in_queue := false;
     NEW.on_behalf_of := scope.invitation();
     IF NEW.on_behalf_of IS NULL AND clip ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN
       SELECT coalesce(c.invitation_id, c.investigation_id) INTO NEW.on_behalf_of FROM lintel.clip c WHERE c.id = clip::uuid;
     END IF;
     RETURN NEW;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.outbox_party() FROM PUBLIC`,
  `CREATE TRIGGER outbox_party BEFORE INSERT ON lintel.outbox FOR EACH ROW EXECUTE FUNCTION lintel.outbox_party()`,
  `UPDATE lintel.outbox SET on_behalf_of = ${PARTY}
    WHERE done_at IS NULL AND payload ->> 'clipId' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'`,
  `DROP INDEX lintel.outbox_waiting`,
  `CREATE INDEX outbox_waiting ON lintel.outbox (queue, on_behalf_of, id) WHERE relayed_at IS NULL`,
  `CREATE INDEX outbox_in_queue ON lintel.outbox (queue, on_behalf_of) WHERE in_queue`,
  `GRANT UPDATE (in_queue) ON lintel.outbox TO lintel_worker`,

  `ALTER TABLE lintel.clip ADD COLUMN reserved bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0)`,
  `COMMENT ON COLUMN lintel.clip.reserved IS 'Bytes for which a plain form holds room while its file is on its way; 0 once its size is known.'`,
  `GRANT INSERT (reserved), UPDATE (reserved) ON lintel.clip TO lintel_intake`,
];

const DOWN = [
  `REVOKE UPDATE (reserved), INSERT (reserved) ON lintel.clip FROM lintel_intake`,
  `ALTER TABLE lintel.clip DROP COLUMN reserved`,
  `DROP TRIGGER outbox_party ON lintel.outbox`,
  `DROP FUNCTION lintel.outbox_party()`,
  `ALTER TABLE lintel.outbox DROP COLUMN on_behalf_of, DROP COLUMN in_queue`,
  `CREATE INDEX outbox_waiting ON lintel.outbox (id) WHERE relayed_at IS NULL`,
];

export class FairShares1770000000640 implements MigrationInterface {
  readonly name = 'FairShares1770000000640';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
