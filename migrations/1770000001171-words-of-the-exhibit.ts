import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Those of today, and those that were corrected since, as the log has them. */
const OF_EXHIBIT = `EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = d.clip_id AND (e.description = d.description
   OR EXISTS (SELECT FROM lintel.opening o JOIN custody.record r ON r.id = o.event_id
      WHERE o.subject = 'clip:' || d.clip_id AND o.field = 'description' AND r.type IN ('exhibit-registered', 'exhibit-corrected')
        AND o.value #>> '{}' = d.description)))`;

/**
 * A decision without words of its own says of an exhibit what that says of itself. Those words were copied, so that a schedule of unused
 * material went on saying them after the exhibit had been corrected, as where they name an address.
 */
const UP = [
  `ALTER TABLE lintel.decision ADD COLUMN of_exhibit boolean NOT NULL DEFAULT false`,
  `COMMENT ON COLUMN lintel.decision.of_exhibit IS 'Its description was the one of the exhibit, and no other words: what the exhibit says of itself today counts. Set by a trigger.'`,
  `UPDATE lintel.decision d SET of_exhibit = true WHERE ${OF_EXHIBIT}`,
  `CREATE FUNCTION lintel.whose_words() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     NEW.of_exhibit := EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = NEW.clip_id AND e.description = NEW.description);
     RETURN NEW;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.whose_words() FROM PUBLIC`,
  `CREATE TRIGGER whose_words BEFORE INSERT ON lintel.decision FOR EACH ROW EXECUTE FUNCTION lintel.whose_words()`,
];

const DOWN = [
  'DROP TRIGGER whose_words ON lintel.decision',
  'DROP FUNCTION lintel.whose_words()',
  'ALTER TABLE lintel.decision DROP COLUMN of_exhibit',
];

export class WordsOfTheExhibit1770000001171 implements MigrationInterface {
  readonly name = 'WordsOfTheExhibit1770000001171';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
