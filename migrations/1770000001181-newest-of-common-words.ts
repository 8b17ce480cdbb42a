import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/**
 * Of a word that hundreds of files have, the first five hundred in the order of the table were looked at, which are the oldest, and the
 * newest of those given. Whoever is in no more cases than most are is now given the newest of all that one large case can hold.
 */
const FIRST = 'widest CONSTANT integer := 500;';
const ALL = 'widest CONSTANT integer := CASE WHEN cardinality(mine) <= 200 THEN 5000 ELSE 500 END;';
const FUNCTIONS = ['found', 'found_transcripts'];

const all = (change: Change): string[] => FUNCTIONS.map((name) => reworded(name, [change]));

export class NewestOfCommonWords1770000001181 implements MigrationInterface {
  readonly name = 'NewestOfCommonWords1770000001181';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of all([FIRST, ALL])) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of all([ALL, FIRST])) await runner.query(statement);
  }
}
