import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withMore } from './of-holders';
import { IS_ON_RECORD } from './of-requests';

/**
 * Who another person is to the case, recorded anew with what they are asked: an officer may have named the wrong one. Each record keeps
 * what it said, and the link goes by the newest. A victim's link stays a victim's, and no other becomes one.
 */
const requestInTurn = (
  more: string,
): string => `CREATE OR REPLACE FUNCTION lintel.request_in_turn() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM FROM lintel.invitation i WHERE i.id = NEW.invitation_id FOR NO KEY UPDATE;
     IF (NEW.correction <> '') <> EXISTS (SELECT FROM lintel.person_request r
          WHERE r.invitation_id = NEW.invitation_id AND r.id <> NEW.id) THEN
       RAISE EXCEPTION 'a record after the first says why it corrects, and only such a one' USING ERRCODE = 'LN027';
     END IF;
${more}     RETURN NULL;
   END $$`;

const HOLDER_OF_NEWEST = `     UPDATE lintel.invitation i SET holder = newest.holder
       FROM (SELECT r.holder FROM lintel.person_request r WHERE r.invitation_id = NEW.invitation_id
              ORDER BY r.made_at DESC, r.id DESC LIMIT 1) newest
      WHERE i.id = NEW.invitation_id AND i.holder <> 'victim' AND i.holder <> newest.holder;
`;

const onRecord = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

const UP = [
  `ALTER TABLE lintel.person_request ADD COLUMN holder text NOT NULL DEFAULT ''`,
  `UPDATE lintel.person_request r SET holder = i.holder FROM lintel.invitation i WHERE i.id = r.invitation_id`,
  `ALTER TABLE lintel.person_request
     ADD CONSTRAINT person_request_holder CHECK (holder IN ('neighbour', 'advocate', 'employer', 'other'))`,
  `GRANT SELECT (holder), INSERT (holder) ON lintel.person_request TO lintel_workspace`,
  // Who says nothing of it changes nothing of it.
  `CREATE FUNCTION lintel.request_keeps_holder() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     NEW.holder := coalesce(nullif(NEW.holder, ''), (SELECT i.holder FROM lintel.invitation i WHERE i.id = NEW.invitation_id));
     RETURN NEW;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.request_keeps_holder() FROM PUBLIC`,
  `CREATE TRIGGER request_keeps_holder BEFORE INSERT ON lintel.person_request FOR EACH ROW
     EXECUTE FUNCTION lintel.request_keeps_holder()`,
  requestInTurn(HOLDER_OF_NEWEST),
  onRecord(withMore(IS_ON_RECORD, [`'holder', i.holder`, `'holder', r.holder`])),
];

const DOWN = [
  onRecord(IS_ON_RECORD),
  requestInTurn(''),
  'DROP TRIGGER request_keeps_holder ON lintel.person_request',
  'DROP FUNCTION lintel.request_keeps_holder()',
  'ALTER TABLE lintel.person_request DROP COLUMN holder',
];

export class RightHolders1770000000780 implements MigrationInterface {
  readonly name = 'RightHolders1770000000780';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
