import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an officer records of an agreement by word of mouth that somebody gives for a child or for an adult without capacity: as of a
 * request to such a person (1770000000790). Agreements of before stay as they are, and so does what a victim's own pages record.
 */
const COLUMNS = ['nobody_closer', 'own_views', 'own_views_words', 'parent', 'parent_words'];
const ALL = COLUMNS.join(', ');

const WHOLE = `CASE WHEN route = 'oral' AND decides IN ('child', 'helped')
       THEN (decides = 'helped' OR relation IN ('parent', 'care', 'adult'))
         AND (nobody_closer IS NOT NULL) = (relation = 'adult')
         AND num_nonnulls(own_views, own_views_words) = CASE WHEN decides = 'child' THEN 2 ELSE 0 END
         AND num_nonnulls(parent, parent_words) = CASE WHEN decides = 'child' AND relation = 'adult' THEN 2 ELSE 0 END
       ELSE num_nonnulls(${ALL}) = 0 END`;

const UP = [
  `ALTER TABLE lintel.agreement
     ADD COLUMN nobody_closer text CHECK (nobody_closer <> ''),
     ADD COLUMN own_views text CHECK (own_views IN ('sought', 'not-sought')),
     ADD COLUMN own_views_words text CHECK (own_views_words <> ''),
     ADD COLUMN parent text CHECK (parent IN ('told', 'later', 'not-told')),
     ADD COLUMN parent_words text CHECK (parent_words <> '')`,
  `ALTER TABLE lintel.agreement ADD CONSTRAINT agreement_whole CHECK (${WHOLE}) NOT VALID`,
  `GRANT SELECT (${ALL}), INSERT (${ALL}) ON lintel.agreement TO lintel_workspace`,
];

const DOWN = [
  `ALTER TABLE lintel.agreement DROP CONSTRAINT agreement_whole, ${COLUMNS.map((column) => `DROP COLUMN ${column}`).join(', ')}`,
];

export class OralAgreements1770000000791 implements MigrationInterface {
  readonly name = 'OralAgreements1770000000791';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
