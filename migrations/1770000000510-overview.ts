import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a supervisor sees of every open investigation, also of those in which they have no part: how old it is, how many clips wait and
 * since when, how many flags nobody has dealt with. Never what it is about, nor whose clips they are.
 *
 * And exhibits of which nobody has chosen a time, by themselves: asked for among all, those that are done were read each time.
 */
const UP = [
  `CREATE VIEW lintel.team_overview WITH (security_barrier) AS
     SELECT i.id, i.urn, i.team, o.display_name AS oic_name, i.created_at, coalesce(w.waiting, 0) AS waiting, w.since, f.flags,
            EXISTS (SELECT FROM lintel.investigation_member m
                     WHERE m.investigation_id = i.id AND m.officer_id = scope.officer() AND m.removed_at IS NULL) AS member
       FROM lintel.investigation i
       JOIN lintel.officer o ON o.id = i.oic_id
       LEFT JOIN LATERAL (SELECT count(*)::int AS waiting, min(s.sent_at) AS since
         FROM lintel.submission s JOIN lintel.clip c ON c.submission_id = s.id
        WHERE s.investigation_id = i.id AND s.state = 'sent' AND c.derived_from IS NULL AND c.erased_at IS NULL
          AND NOT EXISTS (SELECT FROM lintel.triage t WHERE t.clip_id = c.id)) w ON w.waiting > 0
       CROSS JOIN LATERAL (SELECT count(*)::int AS flags FROM lintel.concern c
        WHERE c.investigation_id = i.id AND c.for_members AND c.seen_at IS NULL) f
      WHERE i.closed_at IS NULL AND (SELECT scope.role_in('supervisor'))`,
  `GRANT SELECT ON lintel.team_overview TO lintel_workspace`,
  `CREATE INDEX submission_undecided ON lintel.submission (investigation_id) WHERE state = 'sent'`,

  `ALTER TABLE lintel.exhibit ADD COLUMN time_open boolean NOT NULL DEFAULT true`,
  `COMMENT ON COLUMN lintel.exhibit.time_open IS 'Nobody had chosen a time when this was last looked at. Kept by triggers; false is certain, true is asked again.'`,
  `UPDATE lintel.exhibit e SET time_open = false WHERE EXISTS (SELECT FROM lintel.time_choice t WHERE t.clip_id = e.clip_id)
      OR (SELECT c.submission_id FROM lintel.clip c WHERE c.id = e.clip_id AND c.derived_from IS NULL) IS NULL`,
  `CREATE FUNCTION lintel.exhibit_time_open() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     NEW.time_open := (SELECT c.submission_id FROM lintel.clip c WHERE c.id = NEW.clip_id AND c.derived_from IS NULL) IS NOT NULL
       AND NOT EXISTS (SELECT FROM lintel.time_choice t WHERE t.clip_id = NEW.clip_id);
     RETURN NEW;
   END $$`,
  `CREATE FUNCTION lintel.exhibit_time_chosen() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.exhibit e SET time_open = false WHERE e.clip_id = NEW.clip_id AND e.time_open;
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.exhibit_time_open(), lintel.exhibit_time_chosen() FROM PUBLIC`,
  `CREATE TRIGGER exhibit_time_open BEFORE INSERT ON lintel.exhibit FOR EACH ROW EXECUTE FUNCTION lintel.exhibit_time_open()`,
  `CREATE TRIGGER exhibit_time_chosen AFTER INSERT ON lintel.time_choice FOR EACH ROW EXECUTE FUNCTION lintel.exhibit_time_chosen()`,
  `CREATE INDEX exhibit_time_open ON lintel.exhibit (registered_at, clip_id) WHERE time_open`,
  `GRANT SELECT (time_open) ON lintel.exhibit TO lintel_workspace`,
];

const DOWN = [
  'DROP TRIGGER exhibit_time_chosen ON lintel.time_choice',
  'DROP TRIGGER exhibit_time_open ON lintel.exhibit',
  'DROP FUNCTION lintel.exhibit_time_chosen()',
  'DROP FUNCTION lintel.exhibit_time_open()',
  'ALTER TABLE lintel.exhibit DROP COLUMN time_open',
  'DROP INDEX lintel.submission_undecided',
  'DROP VIEW lintel.team_overview',
];

export class Overview1770000000510 implements MigrationInterface {
  readonly name = 'Overview1770000000510';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
