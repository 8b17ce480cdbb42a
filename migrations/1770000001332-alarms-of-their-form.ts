import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const PUBLISHED: Change = [
  'INSERT INTO custody.published (size) VALUES (add_published.size) ON CONFLICT DO NOTHING;',
  `INSERT INTO custody.published (size) SELECT c.size FROM custody.checkpoint c WHERE c.size = add_published.size ON CONFLICT DO NOTHING;`,
];

const INSERTED = 'INSERT INTO custody.alarm (finding, what, source, remembered, found)';
const RAISED: Change = [
  INSERTED,
  `-- What is wrong stays wrong, and is found again tomorrow.
  IF (SELECT count(*) FROM custody.alarm a WHERE a.raised_at > clock_timestamp() - interval '1 day') >= 200 THEN RETURN false; END IF;
  ${INSERTED}`,
];

const FORMS = [
  [
    'alarm_kind',
    `what IN ('log-shorter', 'other-history', 'checkpoint-missing', 'published-head-missing', 'log-damaged')`,
  ],
  // Controls, ends of lines, and marks that turn the direction of what stands after them.
  [
    'alarm_source',
    `length(source) BETWEEN 1 AND 500 AND source !~ U&'[\\0001-\\001F\\007F-\\009F\\061C\\200E\\200F\\2028-\\202E\\2066-\\2069]'`,
  ],
  [
    'alarm_finding',
    `length(finding) <= 4000 AND starts_with(finding, what || '/' || source || '/' || coalesce(remembered::text, '') || '/')`,
  ],
  ['alarm_numbers', 'coalesce(remembered, 0) < 9007199254740992 AND found < 9007199254740992'],
] as const;

/**
 * An alarm says what Lintel says, and a head is published when the log has signed it. Neither row is ever taken back: a worker that was broken into
 * could put any words before those who look after the log, as many as it liked, and any number on the list of heads that the locked store must have,
 * after which the log was found to be tampered with for good.
 */
export class AlarmsOfTheirForm1770000001332 implements MigrationInterface {
  readonly name = 'AlarmsOfTheirForm1770000001332';

  async up(runner: QueryRunner): Promise<void> {
    for (const [rule, check] of FORMS)
      await runner.query(`ALTER TABLE custody.alarm ADD CONSTRAINT ${rule} CHECK (${check}) NOT VALID`);
    await runner.query(reworded('raise_alarm', [RAISED], 'custody'));
    await runner.query(reworded('add_published', [PUBLISHED], 'custody'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('add_published', [[PUBLISHED[1], PUBLISHED[0]]], 'custody'));
    await runner.query(reworded('raise_alarm', [[RAISED[1], RAISED[0]]], 'custody'));
    for (const [rule] of FORMS) await runner.query(`ALTER TABLE custody.alarm DROP CONSTRAINT ${rule}`);
  }
}
