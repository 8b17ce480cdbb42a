import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By the newest decision about each recording and entry that they tell of. A recording goes as its entry. */
const TELLS_WITHHELD = `(coalesce(jsonb_typeof(w.content -> 'tellsOf'), '') <> 'array' OR EXISTS (
         SELECT FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(w.content -> 'tellsOf') = 'array' THEN w.content -> 'tellsOf' ELSE '[]' END) t (part)
           CROSS JOIN LATERAL (SELECT t.part::uuid UNION ALL
             SELECT c.incident_id FROM lintel.incident_clip c WHERE c.clip_id = t.part::uuid) m (id)
           LEFT JOIN LATERAL (SELECT x.classification = 'sensitive' OR (x.classification <> 'evidence' AND NOT x.meets_test) AS against
               FROM lintel.decision x WHERE x.clip_id = ANY (ARRAY(SELECT m.id UNION ALL SELECT e.clip_id FROM lintel.written_item e
                 WHERE e.investigation_id = w.investigation_id AND e.kind = 'incident' AND e.source = m.id))
              ORDER BY x.place DESC LIMIT 1) d ON true
          WHERE d.against OR EXISTS (SELECT FROM lintel.written_item e JOIN lintel.clip g ON g.id = e.clip_id
              WHERE e.source = m.id AND e.investigation_id = w.investigation_id AND e.kind = 'incident' AND g.erased_at IS NOT NULL)))`;

/** Asked when an item goes into a bundle, and of all of them again when it is sealed. */
const mayGoTo = (
  more: string,
): string => `CREATE OR REPLACE FUNCTION lintel.may_go_to(kind text, clip uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce(lintel.standing(clip) = ANY (CASE kind
       WHEN 'prosecution' THEN ARRAY['evidence', 'unused', 'sensitive']
       WHEN 'defence' THEN ARRAY['evidence', 'unused']
       WHEN 'order' THEN ARRAY['evidence', 'unused']
       ELSE ARRAY['evidence'] END), false)${more}
   $$`;

const UP = [
  // It does not say of what it tells: then it is as if it told of something withheld.
  `CREATE FUNCTION lintel.tells_withheld(item uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.written_item w
       WHERE w.clip_id = tells_withheld.item AND w.kind IN ('chronology', 'application') AND ${TELLS_WITHHELD})
   $$`,
  mayGoTo(` AND NOT (kind = 'defence' AND lintel.tells_withheld(clip))`),
  // For members; to anybody else it says nothing.
  `CREATE FUNCTION lintel.papers_that_tell(investigation uuid) RETURNS SETOF uuid
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT w.clip_id FROM lintel.written_item w
      WHERE w.investigation_id = papers_that_tell.investigation AND scope.changes(w.investigation_id) AND lintel.tells_withheld(w.clip_id)
   $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.tells_withheld(uuid), lintel.papers_that_tell(uuid) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.papers_that_tell(uuid) TO lintel_workspace',
];

const DOWN = [mayGoTo(''), 'DROP FUNCTION lintel.papers_that_tell(uuid), lintel.tells_withheld(uuid)'];

/**
 * A chronology and an application tell of recordings and entries. One of whose words tell of something that is withheld from the defence by
 * now, or erased, goes into no bundle for the defence: it would say that there is such a thing. For the court nothing written is evidence.
 */
export class PapersThatTell1770000000860 implements MigrationInterface {
  readonly name = 'PapersThatTell1770000000860';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
