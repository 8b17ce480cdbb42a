import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a bundle and its forms say of an exhibit was fixed when it was asked for. One that was corrected before the seal, as because its words name a
 * house, was sealed with the words of before; and what became an exhibit since, as if it were none.
 */
const UP = [
  `CREATE FUNCTION lintel.is_as_described(bundle uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT NOT EXISTS (
       SELECT FROM (
           SELECT i.clip_id, i.producer, i.description FROM lintel.bundle_item i WHERE i.bundle_id = is_as_described.bundle
           UNION ALL
           SELECT l.clip_id, l.producer, l.description FROM lintel.bundle_schedule f JOIN lintel.schedule_item l ON l.schedule_id = f.schedule_id
            WHERE f.bundle_id = is_as_described.bundle) said
         JOIN lintel.exhibit e ON e.clip_id = said.clip_id
         JOIN LATERAL (SELECT x.classification, x.of_exhibit FROM lintel.decision x WHERE x.clip_id = said.clip_id ORDER BY x.place DESC LIMIT 1) d ON true
        WHERE said.producer <> e.producer_name
           OR said.description <> e.description AND (d.classification = 'evidence' OR d.of_exhibit))
   $$`,
  `CREATE FUNCTION lintel.guard_described() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF lintel.is_as_described(NEW.bundle_id) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'an exhibit describes itself otherwise than this bundle does' USING ERRCODE = 'LN011';
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.is_as_described(uuid), lintel.guard_described() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.is_as_described(uuid) TO lintel_worker',
  `CREATE TRIGGER described_as_today BEFORE INSERT ON lintel.bundle_state FOR EACH ROW
     WHEN (NEW.state = 'sealed') EXECUTE FUNCTION lintel.guard_described()`,
];

const DOWN = [
  'DROP TRIGGER described_as_today ON lintel.bundle_state',
  'DROP FUNCTION lintel.guard_described(), lintel.is_as_described(uuid)',
];

export class DescribedAsToday1770000001172 implements MigrationInterface {
  readonly name = 'DescribedAsToday1770000001172';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
