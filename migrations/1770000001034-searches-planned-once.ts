import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const MINE = 'mine CONSTANT uuid[] := ARRAY(SELECT readable_id FROM scope.readable);';
const OWN = `${MINE}
     -- Each is looked up in it in its turn; in an array that is not known when a statement is planned, one after the other would be.
     own CONSTANT jsonb := (SELECT coalesce(jsonb_object_agg(m, NULL), '{}') FROM unnest(mine) m);`;

/** Of those which the words of an index give, one's own. */
const ofTable = (name: string, condition: string): Change => [
  condition.replace('%', `${name}.investigation_id = ANY (mine)`),
  condition.replace('%', `own ? ${name}.investigation_id::text`),
];

const FOUND: readonly Change[] = [
  [` SET plan_cache_mode TO 'force_custom_plan'\n`, ` SET plan_cache_mode TO 'force_generic_plan'\n`],
  [MINE, OWN],
  ofTable('e', `@@ wanted\n           AND % LIMIT widest`),
  ofTable('c', `AND NOT c.written\n           AND % LIMIT widest`),
  ofTable('i', `AND i.sent_at IS NOT NULL\n           AND % LIMIT widest`),
  ofTable('m', `@@ wanted AND % LIMIT widest`),
];

const ALWAYS = `wanted := typed && (SELECT string_agg(quote_literal('=' || m), ' | ')::tsquery FROM unnest(mine) m);`;
const OF_FEW = `wanted := typed;
     IF cardinality(mine) <= 200 THEN
       ${ALWAYS}
     END IF;`;

const TRANSCRIPTS: readonly Change[] = [
  [
    ` SET enable_seqscan TO 'off'\n`,
    ` SET enable_seqscan TO 'off'\n SET plan_cache_mode TO 'force_generic_plan'\n`,
  ],
  [MINE, OWN],
  [ALWAYS, OF_FEW],
  ofTable('t', `@@ wanted AND %\n`),
];

const back = (changes: readonly Change[]): readonly Change[] => changes.map(([from, to]) => [to, from]);

/**
 * A search plans its statements once for a connection. Before, each of them was planned for each search, with the list of all of an
 * officer's investigations in it; of two thousand that took longer than to search.
 */
export class SearchesPlannedOnce1770000001034 implements MigrationInterface {
  readonly name = 'SearchesPlannedOnce1770000001034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('found', FOUND));
    await runner.query(reworded('found_transcripts', TRANSCRIPTS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('found_transcripts', back(TRANSCRIPTS)));
    await runner.query(reworded('found', back(FOUND)));
  }
}
