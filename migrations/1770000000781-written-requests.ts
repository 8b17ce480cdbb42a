import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withMore } from './of-holders';
import { FORGET_PERSON } from './of-requests';
import { withKind, withoutKind } from './of-written';

/**
 * The record of what another person was asked, with its test and its notice, is an item like whatever else is written in an
 * investigation: decided about, scheduled and disclosed or withheld.
 */
/** A record that nobody has decided about is no file yet: its words go with the person. What was decided about has a retention of its own. */
const LOOSE_REQUESTS = `CREATE FUNCTION lintel.drop_loose_requests(link uuid) RETURNS void
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM lintel.drop_loose(ARRAY(SELECT w.clip_id FROM lintel.written_item w JOIN lintel.person_request r ON r.id = w.source
       WHERE w.kind = 'request' AND w.frozen_at IS NULL AND r.invitation_id = link));
   END $$`;

const END = '   END $$';
const anew = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

const UP = [
  withKind('chronology', 'request'),
  // Those of before, where this was taken back meanwhile: a chronology is of its investigation.
  `UPDATE lintel.written_item SET kind = 'request' WHERE kind = 'chronology' AND source <> investigation_id`,
  LOOSE_REQUESTS,
  'REVOKE EXECUTE ON FUNCTION lintel.drop_loose_requests(uuid) FROM PUBLIC',
  anew(withMore(FORGET_PERSON, [END, `     PERFORM lintel.drop_loose_requests(link);\n${END}`])),
];

const DOWN = [
  anew(FORGET_PERSON),
  // Programs that know of no such item would list and keep what nobody has decided about. What was decided about stays an officers' record.
  `SELECT lintel.drop_loose_requests(i.id) FROM lintel.invitation i WHERE i.holder <> 'victim'`,
  'DROP FUNCTION lintel.drop_loose_requests(uuid)',
  `UPDATE lintel.written_item SET kind = 'chronology' WHERE kind = 'request'`,
  withoutKind('chronology', 'request'),
];

export class WrittenRequests1770000000781 implements MigrationInterface {
  readonly name = 'WrittenRequests1770000000781';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
