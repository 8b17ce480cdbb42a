import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FOUND } from './1770000000620-search';

/**
 * An index is asked for each investigation of an officer beside the words: of two thousand that took half a second for four tables. Who
 * has so many is shown a good part of all there is, so what has the words is looked through for what is theirs. Whoever has few is still
 * answered by the index alone: how long it takes tells nothing of what is in others' investigations.
 */
const FEW = 200;

const ALWAYS = `wanted := typed && (SELECT string_agg(quote_literal('=' || m), ' | ')::tsquery FROM unnest(mine) m);`;

const OF_FEW = `wanted := typed;
     IF cardinality(mine) <= ${FEW} THEN
       ${ALWAYS}
     END IF;`;

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the function has no ${from}`);
  return text.replace(from, () => to);
}

const orReplace = (text: string): string => replaced(text, 'CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

export class SearchOfMany1770000000655 implements MigrationInterface {
  readonly name = 'SearchOfMany1770000000655';

  async up(runner: QueryRunner): Promise<void> {
    // A plan that is kept would compare each row with the investigations one by one.
    const planned = replaced(
      FOUND,
      'SET enable_seqscan = off',
      'SET enable_seqscan = off SET plan_cache_mode = force_custom_plan',
    );
    await runner.query(orReplace(replaced(planned, ALWAYS, OF_FEW)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(orReplace(FOUND));
  }
}
