import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withMore } from './of-holders';
import { FORGET_PERSON } from './of-requests';

/**
 * The record of what another person was asked, with its test and its notice, is an item like whatever else is written in an
 * investigation: decided about, scheduled and disclosed or withheld.
 */
/** Into what stands there, whatever kinds came before this one. */
const KIND = [`'chronology'::text`, `'chronology'::text, 'request'::text`] as const;
const PRESUMED = [
  `WHEN 'chronology' THEN 'officers-record'`,
  `WHEN 'chronology' THEN 'officers-record'
       WHEN 'request' THEN 'officers-record'`,
] as const;

async function rewrite(
  runner: QueryRunner,
  change: (text: string, places: readonly [string, string]) => string,
): Promise<void> {
  const [now] = (await runner.query(
    `SELECT pg_get_functiondef('lintel.presumed(uuid)'::regprocedure) AS presumed,
            (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'written_item_kind_check') AS kinds`,
  )) as { readonly presumed: string; readonly kinds: string }[];
  if (now === undefined) throw new Error('the database has no written items');
  await runner.query(change(now.presumed, PRESUMED));
  await runner.query(`ALTER TABLE lintel.written_item DROP CONSTRAINT written_item_kind_check,
    ADD CONSTRAINT written_item_kind_check ${change(now.kinds, KIND)}`);
}

/** A record that nobody has decided about is no file yet: its words go with the person. What was decided about has a retention of its own. */
const LOOSE_REQUESTS = `CREATE FUNCTION lintel.drop_loose_requests(link uuid) RETURNS void
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     loose_clips uuid[];
   BEGIN
     WITH loose AS (
       DELETE FROM lintel.written_item w USING lintel.person_request r
        WHERE w.kind = 'request' AND w.source = r.id AND w.frozen_at IS NULL AND r.invitation_id = link
       RETURNING w.clip_id)
     SELECT array_agg(clip_id) INTO loose_clips FROM loose;
     DELETE FROM lintel.clip c WHERE c.id = ANY (loose_clips);
   END $$`;

const END = '   END $$';
const anew = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

const UP = [
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
];

export class WrittenRequests1770000000781 implements MigrationInterface {
  readonly name = 'WrittenRequests1770000000781';

  async up(runner: QueryRunner): Promise<void> {
    await rewrite(runner, withMore);
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
    await rewrite(runner, (text, [before, after]) => withMore(text, [after, before]));
  }
}
