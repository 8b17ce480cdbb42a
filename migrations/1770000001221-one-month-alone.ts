import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** In the letters of Arabic, where those of Urdu were known; and in Welsh, as a name stands after `o`. */
const NAMES =
  '"جنوري":1,"فروري":2,"اپريل":4,"ميي":5,"جولايي":7,"fawrth":3,"fai":5,"fehefin":6,"fedi":9,"orffennaf":7,"dachwedd":11,"ragfyr":12';
const START = "names CONSTANT jsonb := '{";

const ENGLISH = `(SELECT e.place::integer
         FROM unnest(ARRAY['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'])
                WITH ORDINALITY e (name, place)
        WHERE length(word) > 2 AND (starts_with(e.name, word)
           OR (length(e.name) > 4 AND (word COLLATE "C") ~ ('^' || left(e.name, 3) || '[a-z]*' || right(e.name, 2) || '$')))
        LIMIT 1)`;

const CHANGES: readonly Change[] = [
  [START, `${START}${NAMES},`],
  [
    'month integer := coalesce((names ->> btrim(regexp_replace(',
    'word CONSTANT text := regexp_replace(regexp_replace(translate(btrim(regexp_replace(',
  ],
  [
    "', '', 'g')))::integer, array_position(ARRAY['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'], left(m, 3)));",
    `', '', 'g')), 'یک', 'يك'), '[,;]$', ''), '^(mis|o) ', '');
     month integer := coalesce((names ->> word)::integer, ${ENGLISH});`,
  ],
];
const back = ([from, to]: Change): Change => [to, from];

/** As the function is now, of every entry that was sent before. */
const FIND_AGAIN =
  'ALTER TABLE lintel.incident ALTER COLUMN said_at SET EXPRESSION AS (lintel.said_at(answers, sent_at))';

/**
 * A month is one name: of `Jan-Feb`, `march 25` or `Margaret` the first three letters were read, and an incident stood on the
 * axis in a month that nobody had said.
 */
export class OneMonthAlone1770000001221 implements MigrationInterface {
  readonly name = 'OneMonthAlone1770000001221';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('said_at', CHANGES));
    await runner.query(FIND_AGAIN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('said_at', [...CHANGES].reverse().map(back)));
    await runner.query(FIND_AGAIN);
  }
}
