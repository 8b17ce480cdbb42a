import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const FORM = 'IF detail - said.detail_keys';

/** Whom an event names as the recipient is the one of the issue that it is about. */
const CHECKED = `IF recipient IS NOT NULL AND NOT (recipient = CASE who.kind WHEN 'recipient' THEN who.id ELSE recipient END AND EXISTS (
    SELECT FROM lintel.bundle_issue i WHERE i.id = recipient AND i.investigation_id = about
      AND i.id::text = detail ->> 'issue' AND i.bundle_id::text = detail ->> 'bundle')) THEN
    RAISE EXCEPTION 'custody: not a recipient of this bundle' USING ERRCODE = 'LC003';
  END IF;
  ${FORM}`;

const APPEND: Change = [FORM, CHECKED];

const UP = [
  reworded('append', [APPEND], 'custody'),
  // As may_judge counts them, without drawing a number.
  `CREATE FUNCTION lintel.judgements_undone() RETURNS TABLE (kind text, undone integer)
   LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT k.kind, greatest(0, k.drawn - k.since - (
         SELECT count(*) FROM lintel.judgement j WHERE j.kind = k.kind AND j.number > k.since))::integer
       FROM (
         SELECT s.kind, coalesce(pg_sequence_last_value(('lintel.judgement_' || s.kind)::regclass), 0) AS drawn, coalesce((
             SELECT max(j.number) FROM lintel.judgement j
              WHERE j.kind = s.kind AND j.at <= clock_timestamp() - interval '1 hour'), 0) AS since
           FROM unnest(ARRAY['victim', 'recipient', 'officer']) AS s (kind)) AS k
   $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.judgements_undone() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.judgements_undone() TO lintel_worker',
];

const DOWN = [
  'DROP FUNCTION lintel.judgements_undone()',
  reworded('append', [[APPEND[1], APPEND[0]]], 'custody'),
];

/**
 * An event names no recipient but the one whom it is about. Before, whoever had broken into a process could have the log say that
 * somebody else was given a bundle, or any number at all. And whoever watches the service learns how many guesses were taken back,
 * before so many are missing that nothing is judged any more.
 */
export class IssuesOfTheirOwn1770000001033 implements MigrationInterface {
  readonly name = 'IssuesOfTheirOwn1770000001033';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
