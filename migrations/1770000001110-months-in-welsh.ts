import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** Those that no other language of the victim's pages has: `mai` is known. */
const MONTHS: readonly string[] = [
  'ionawr ion',
  'chwefror chw chwef',
  'mawrth maw',
  'ebrill ebr',
  '',
  'mehefin meh',
  'gorffennaf gor gorff',
  'awst',
  'medi',
  'hydref hyd',
  'tachwedd tach',
  'rhagfyr rhag',
];
const NAMES = MONTHS.flatMap((names, at) =>
  names
    .split(' ')
    .filter(Boolean)
    .map((name) => `"${name}":${at + 1}`),
).join(',');

const START = "names CONSTANT jsonb := '{";
const CHANGE: Change = [START, `${START}${NAMES},`];

/** As the function is now, of every entry that was sent before. */
const FIND_AGAIN =
  'ALTER TABLE lintel.incident ALTER COLUMN said_at SET EXPRESSION AS (lintel.said_at(answers, sent_at))';

/** A month that the victim typed in Welsh is that month on the axis of the series too. */
export class MonthsInWelsh1770000001110 implements MigrationInterface {
  readonly name = 'MonthsInWelsh1770000001110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('said_at', [CHANGE]));
    await runner.query(FIND_AGAIN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('said_at', [[CHANGE[1], CHANGE[0]]]));
    await runner.query(FIND_AGAIN);
  }
}
