import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Since when a clip has no picture that can be shown stands with the clip itself, kept by a trigger. What is still to be seen to was
 * looked for among all that had failed in ninety days, most of which somebody has decided about.
 */
const OPEN = 'undecodable_at IS NOT NULL AND (decided IS NULL OR submission_id IS NULL)';

/**
 * Of an id a planner needs to know how many different ones there are and which few stand for much, and no more. Each statement read a
 * hundred values of each column that it compares, and of half of all statements the plan takes longer than what is planned.
 */
const KEPT = 10;
const OF_IDS = (kept: number): string => `DO $do$
  DECLARE
    one record;
  BEGIN
    FOR one IN SELECT c.oid::regclass AS of_table, a.attname AS of_column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'lintel'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype LOOP
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS ${kept}', one.of_table, one.of_column);
    END LOOP;
  END $do$`;

const UP = [
  'ALTER TABLE lintel.clip ADD COLUMN undecodable_at timestamptz',
  `COMMENT ON COLUMN lintel.clip.undecodable_at IS 'When no viewing copy could be made of it. Kept by a trigger.'`,
  `UPDATE lintel.clip c SET undecodable_at = r.made_at FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'proxy' AND r.state = 'failed'`,
  `CREATE FUNCTION lintel.keep_undecodable() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     failed_at CONSTANT timestamptz := CASE WHEN TG_OP <> 'DELETE' AND NEW.state = 'failed' THEN NEW.made_at END;
   BEGIN
     UPDATE lintel.clip c SET undecodable_at = failed_at
      WHERE c.id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.clip_id ELSE NEW.clip_id END) AND c.undecodable_at IS DISTINCT FROM failed_at;
     RETURN NULL;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.keep_undecodable() FROM PUBLIC',
  `CREATE TRIGGER undecodable_kept AFTER INSERT OR UPDATE ON lintel.rendition FOR EACH ROW
     WHEN (NEW.kind = 'proxy') EXECUTE FUNCTION lintel.keep_undecodable()`,
  `CREATE TRIGGER undecodable_no_more AFTER DELETE ON lintel.rendition FOR EACH ROW
     WHEN (OLD.kind = 'proxy') EXECUTE FUNCTION lintel.keep_undecodable()`,
  `CREATE INDEX clip_undecodable ON lintel.clip (undecodable_at, id) WHERE ${OPEN}`,
  'DROP INDEX lintel.rendition_failed',
  OF_IDS(KEPT),
];

const DOWN = [
  OF_IDS(-1),
  `CREATE INDEX rendition_failed ON lintel.rendition (made_at) WHERE state = 'failed' AND kind = 'proxy'`,
  'DROP INDEX lintel.clip_undecodable',
  'DROP TRIGGER undecodable_no_more ON lintel.rendition',
  'DROP TRIGGER undecodable_kept ON lintel.rendition',
  'DROP FUNCTION lintel.keep_undecodable()',
  'ALTER TABLE lintel.clip DROP COLUMN undecodable_at',
];

export class UndecodableFound1770000001152 implements MigrationInterface {
  readonly name = 'UndecodableFound1770000001152';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
