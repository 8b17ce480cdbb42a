import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withKind, withoutKind } from './of-written';

/**
 * Applications for stalking protection orders, version after version: rows are only ever added. They name a respondent, so an
 * emergency and whoever else only looks reach none, and no process but that of the officers does.
 */
const UP = [
  `CREATE TABLE lintel.order_application (
     id uuid PRIMARY KEY,
     investigation_id uuid NOT NULL REFERENCES lintel.investigation,
     -- The version that was the newest until then; of the first one none.
     goes_on_from uuid UNIQUE,
     -- Of the application, and of this version: a trigger writes both.
     number integer NOT NULL CHECK (number > 0),
     version integer NOT NULL CHECK (version > 0),
     content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
     finished boolean NOT NULL,
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     saved_at timestamptz NOT NULL DEFAULT now(),
     UNIQUE (investigation_id, number, version),
     UNIQUE (id, investigation_id),
     FOREIGN KEY (goes_on_from, investigation_id) REFERENCES lintel.order_application (id, investigation_id),
     CHECK ((goes_on_from IS NULL) = (version = 1))
   )`,
  'ALTER TABLE lintel.order_application ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE lintel.order_application FORCE ROW LEVEL SECURITY',
  'CREATE POLICY owner ON lintel.order_application TO lintel_owner USING (true) WITH CHECK (true)',
  `GRANT SELECT, INSERT (id, investigation_id, goes_on_from, content, finished, officer_id)
     ON lintel.order_application TO lintel_workspace`,
  `CREATE POLICY members_read ON lintel.order_application FOR SELECT TO lintel_workspace
     USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1))`,
  `CREATE POLICY members_add ON lintel.order_application FOR INSERT TO lintel_workspace
     WITH CHECK (officer_id = scope.officer() AND scope.changes(investigation_id))`,
  // Who may not write is told so by the policy, and locks nothing.
  `CREATE FUNCTION lintel.application_in_turn() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE before lintel.order_application;
   BEGIN
     NEW.number := 1;
     NEW.version := 1;
     IF session_user = 'lintel_workspace' AND NOT scope.changes(NEW.investigation_id) THEN RETURN NEW; END IF;
     PERFORM pg_advisory_xact_lock(hashtextextended('application:' || NEW.investigation_id, 0));
     IF NEW.goes_on_from IS NULL THEN
       NEW.number := 1 + coalesce((SELECT max(a.number) FROM lintel.order_application a
         WHERE a.investigation_id = NEW.investigation_id), 0);
       RETURN NEW;
     END IF;
     SELECT a.* INTO before FROM lintel.order_application a
      WHERE a.id = NEW.goes_on_from AND a.investigation_id = NEW.investigation_id;
     NEW.number := coalesce(before.number, 1);
     NEW.version := coalesce(before.version, 1) + 1;
     RETURN NEW;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.application_in_turn() FROM PUBLIC',
  `CREATE TRIGGER application_in_turn BEFORE INSERT ON lintel.order_application
     FOR EACH ROW EXECUTE FUNCTION lintel.application_in_turn()`,

  // The words of a finished version, as an item: its source is that version.
  withKind('chronology', 'application'),
  // Those of before, where this was taken back meanwhile: notes are of a clip.
  `UPDATE lintel.written_item w SET kind = 'application' WHERE w.kind = 'clip-notes'
     AND NOT EXISTS (SELECT FROM lintel.clip c WHERE c.id = w.source)`,
  // Which clips and entries of the diary do not go into a paper as they are: 'withheld' by the newest decision, even if that is under
  // review, or shown to others as a redacted copy alone. A frame goes as its recording does. For members; to anybody else it says nothing.
  `CREATE FUNCTION lintel.kept_from_papers(investigation uuid, items uuid[]) RETURNS TABLE (item uuid, how text)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     WITH known AS (
       SELECT a.id AS item, c.id AS clip, c.derived_from FROM unnest(items) a (id)
         JOIN lintel.clip c ON c.id = a.id AND c.investigation_id = investigation
     ), meant AS (
       SELECT k.item, ARRAY[k.clip] AS clips FROM known k
       UNION ALL
       SELECT k.item, ARRAY[k.derived_from] FROM known k WHERE k.derived_from IS NOT NULL
       UNION ALL
       SELECT w.source, array_agg(w.clip_id) FROM lintel.written_item w
        WHERE w.investigation_id = investigation AND w.kind = 'incident' AND w.source = ANY (items) GROUP BY w.source
     ), said AS (
       SELECT m.item, bool_or(coalesce(d.against, false)) AS withheld, bool_or(r.redacted) AS redacted
         FROM meant m
         LEFT JOIN LATERAL (SELECT x.classification = 'sensitive' OR (x.classification <> 'evidence' AND NOT x.meets_test) AS against
           FROM lintel.decision x WHERE x.clip_id = ANY (m.clips) ORDER BY x.place DESC LIMIT 1) d ON true
         CROSS JOIN LATERAL (SELECT CASE
           WHEN EXISTS (SELECT FROM lintel.redaction_choice o WHERE o.clip_id = ANY (m.clips))
             THEN lintel.chosen_redaction(m.clips[1]) IS NOT NULL
           ELSE EXISTS (SELECT FROM lintel.redaction v WHERE v.clip_id = ANY (m.clips)
             AND lintel.redaction_may_go(v.id, v.clip_id)) END AS redacted) r
        GROUP BY m.item
     )
     SELECT s.item, CASE WHEN s.withheld THEN 'withheld' ELSE 'redacted' END FROM said s
      WHERE (s.withheld OR s.redacted) AND scope.changes(investigation)
   $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.kept_from_papers(uuid, uuid[]) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.kept_from_papers(uuid, uuid[]) TO lintel_workspace',
];

/** Items of applications are then officers' notes, with their words. */
const DOWN = [
  'DROP FUNCTION lintel.kept_from_papers(uuid, uuid[])',
  `UPDATE lintel.written_item SET kind = 'clip-notes' WHERE kind = 'application'`,
  withoutKind('chronology', 'application'),
  'DROP TABLE lintel.order_application',
  'DROP FUNCTION lintel.application_in_turn()',
];

export class Applications1770000000760 implements MigrationInterface {
  readonly name = 'Applications1770000000760';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
