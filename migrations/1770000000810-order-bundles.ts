import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bundles for a magistrates' court that hears an application for a stalking protection order: the application, as it was decided about,
 * and then the exhibits that it names. Nothing else goes in, and no form: it is no disclosure in criminal proceedings.
 */
const mayGoTo = (
  more: string,
): string => `CREATE OR REPLACE FUNCTION lintel.may_go_to(kind text, clip uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce(lintel.standing(clip) = ANY (CASE kind
       WHEN 'prosecution' THEN ARRAY['evidence', 'unused', 'sensitive']
       WHEN 'defence' THEN ARRAY['evidence', 'unused']
       ${more}ELSE ARRAY['evidence'] END), false)
   $$`;

const kinds = (more: string): string =>
  `ADD CONSTRAINT bundle_kind_check CHECK (kind IN ('prosecution', 'defence', 'court'${more}))`;

/** Occasions that a finished version relies on. */
const ACTS = `lintel.order_application a
       CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(a.content -> 'acts') = 'array' THEN a.content -> 'acts' ELSE '[]' END) t (act)
       JOIN lintel.occasion o ON o.id = (t.act ->> 'occasion')::uuid AND o.investigation_id = a.investigation_id
       JOIN lintel.occasion_part p ON p.occasion_id = o.id AND p.removed_at IS NULL AND p.added_at <= a.saved_at`;

/** @param which items of entries of the diary: whether one is erased. The diary itself is not disposed of with it. */
const erasedEntry = (
  which: string,
): string => `EXISTS (SELECT FROM lintel.written_item e JOIN lintel.clip g ON g.id = e.clip_id
              WHERE ${which} AND e.kind = 'incident' AND g.erased_at IS NOT NULL)`;

/** Of the words of an application, by the newest decision about each recording and entry that they tell of. A recording goes as its entry. */
const TELLS_WITHHELD = `(coalesce(jsonb_typeof(w.content -> 'tellsOf'), '') <> 'array' OR EXISTS (
         SELECT FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(w.content -> 'tellsOf') = 'array' THEN w.content -> 'tellsOf' ELSE '[]' END) t (part)
           CROSS JOIN LATERAL (SELECT t.part::uuid UNION ALL
             SELECT c.incident_id FROM lintel.incident_clip c WHERE c.clip_id = t.part::uuid) m (id)
           LEFT JOIN LATERAL (SELECT x.classification = 'sensitive' OR (x.classification <> 'evidence' AND NOT x.meets_test) AS against
               FROM lintel.decision x WHERE x.clip_id = ANY (ARRAY(SELECT m.id UNION ALL SELECT e.clip_id FROM lintel.written_item e
                 WHERE e.investigation_id = w.investigation_id AND e.kind = 'incident' AND e.source = m.id))
              ORDER BY x.place DESC LIMIT 1) d ON true
          WHERE d.against OR ${erasedEntry('e.source = m.id AND e.investigation_id = w.investigation_id')}))`;

/** Papers that are made from then on leave the words of such an entry out. */
const kept = (from: string, to: string): string => `DO $do$
   DECLARE
     made CONSTANT text := pg_get_functiondef('lintel.kept_from_papers(uuid, uuid[])'::regprocedure);
   BEGIN
     IF array_length(string_to_array(made, $from$${from}$from$), 1) <> 2 THEN
       RAISE EXCEPTION 'what is kept from papers is not what is known';
     END IF;
     EXECUTE replace(made, $from$${from}$from$, $to$${to}$to$);
   END $do$`;
const AGAINST = 'bool_or(coalesce(d.against, false)) AS withheld';
const AGAINST_OR_ERASED = `bool_or(coalesce(d.against, false) OR ${erasedEntry('e.clip_id = ANY (m.clips)')}) AS withheld`;

const UP = [
  'ALTER TABLE lintel.bundle ADD COLUMN application_id uuid',
  `ALTER TABLE lintel.bundle DROP CONSTRAINT bundle_kind_check, ${kinds(", 'order'")},
     ADD CONSTRAINT bundle_of_application CHECK ((kind = 'order') = (application_id IS NOT NULL)),
     ADD CONSTRAINT bundle_application FOREIGN KEY (application_id, investigation_id)
       REFERENCES lintel.order_application (id, investigation_id)`,
  'GRANT INSERT (application_id) ON lintel.bundle TO lintel_workspace',
  kept(AGAINST, AGAINST_OR_ERASED),
  mayGoTo(`WHEN 'order' THEN ARRAY['evidence', 'unused']\n       `),

  // The newest item of a finished version; and clips of the occasions that it relies on, of those that still count, as they were put
  // together when it was saved. `tells_withheld`: it tells of what is withheld or erased by now, or does not say of what it tells; `is_replaced`: a
  // later version is finished.
  `CREATE FUNCTION lintel.application_names(application uuid)
   RETURNS TABLE (item uuid, is_application boolean, tells_withheld boolean, is_replaced boolean)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT w.clip_id, true, ${TELLS_WITHHELD}, EXISTS (SELECT FROM lintel.order_application n
         WHERE n.investigation_id = v.investigation_id AND n.number = v.number AND n.version > v.version AND n.finished)
       FROM lintel.order_application v JOIN lintel.written_item w
         ON w.investigation_id = v.investigation_id AND w.kind = 'application' AND w.source = v.id
      WHERE v.id = application AND v.finished AND NOT EXISTS (SELECT FROM lintel.written_item n
        WHERE n.investigation_id = w.investigation_id AND n.kind = w.kind AND n.source = w.source AND n.version > w.version)
     UNION
     SELECT p.clip_id, false, false, false FROM ${ACTS} JOIN lintel.clip c ON c.id = p.clip_id AND c.investigation_id = a.investigation_id
      WHERE a.id = application AND a.finished
        AND (SELECT d.counts FROM lintel.occasion_decision d WHERE d.occasion_id = o.id ORDER BY d.place DESC LIMIT 1)
   $$`,
  // For members; to anybody else it says nothing.
  `CREATE FUNCTION lintel.named_by_application(application uuid)
   RETURNS TABLE (item uuid, is_application boolean, tells_withheld boolean, is_replaced boolean)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT n.item, n.is_application, n.tells_withheld, n.is_replaced
       FROM lintel.order_application a CROSS JOIN LATERAL lintel.application_names(a.id) n
      WHERE a.id = application AND scope.changes(a.investigation_id)
   $$`,

  // What was decided to be evidence and is an exhibit; and the application itself, decided to be unused in the criminal case.
  `CREATE FUNCTION lintel.order_may_hold(bundle uuid, item uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT NOT EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle AND b.kind = 'order') OR EXISTS (
       SELECT FROM lintel.bundle b CROSS JOIN LATERAL lintel.application_names(b.application_id) n
         JOIN lintel.clip c ON c.id = n.item AND c.erased_at IS NULL
        WHERE b.id = bundle AND n.item = order_may_hold.item AND CASE WHEN n.is_application
          THEN lintel.standing(n.item) = 'unused' AND NOT n.tells_withheld AND NOT n.is_replaced
          ELSE lintel.standing(n.item) = 'evidence' AND EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = n.item) END)
   $$`,
  `CREATE FUNCTION lintel.guard_order_item() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF lintel.order_may_hold(NEW.bundle_id, NEW.clip_id) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'the application does not name this item, or it may not go' USING ERRCODE = 'LN011';
   END $$`,
  `CREATE TRIGGER of_application BEFORE INSERT ON lintel.bundle_item FOR EACH ROW EXECUTE FUNCTION lintel.guard_order_item()`,
  `CREATE FUNCTION lintel.guard_order_schedule() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NOT EXISTS (SELECT FROM lintel.bundle b WHERE b.id = NEW.bundle_id AND b.kind = 'order') THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'no schedule goes into a bundle of an application' USING ERRCODE = 'LN012';
   END $$`,
  `CREATE TRIGGER of_application BEFORE INSERT ON lintel.bundle_schedule FOR EACH ROW EXECUTE FUNCTION lintel.guard_order_schedule()`,
  `CREATE FUNCTION lintel.guard_order_superseded() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM lintel.bundle b JOIN lintel.order_application o ON o.id = b.application_id
         JOIN lintel.order_application n ON n.investigation_id = o.investigation_id AND n.number = o.number
       WHERE b.id = NEW.supersedes AND n.id = NEW.application_id) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'that bundle is of another application' USING ERRCODE = 'LN011';
   END $$`,
  `CREATE TRIGGER of_application BEFORE INSERT ON lintel.bundle FOR EACH ROW
     WHEN (NEW.kind = 'order' AND NEW.supersedes IS NOT NULL) EXECUTE FUNCTION lintel.guard_order_superseded()`,
  // Between the request and the seal something may have been decided otherwise; and the application comes first.
  `CREATE FUNCTION lintel.guard_order_state() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.state = 'sealed' AND EXISTS (SELECT FROM lintel.bundle b WHERE b.id = NEW.bundle_id AND b.kind = 'order' AND (
         EXISTS (SELECT FROM lintel.bundle_item i WHERE i.bundle_id = b.id AND NOT lintel.order_may_hold(b.id, i.clip_id))
         OR (SELECT i.clip_id FROM lintel.bundle_item i WHERE i.bundle_id = b.id ORDER BY i.position LIMIT 1) IS DISTINCT FROM
           (SELECT n.item FROM lintel.application_names(b.application_id) n WHERE n.is_application))) THEN
       RAISE EXCEPTION 'this bundle is not what its application names any more' USING ERRCODE = 'LN011';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER of_application BEFORE INSERT ON lintel.bundle_state FOR EACH ROW EXECUTE FUNCTION lintel.guard_order_state()`,
  `CREATE FUNCTION lintel.guard_order_entries() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a JOIN lintel.bundle b ON b.id = a.bundle_id AND b.kind = 'order'
         WHERE a.path ~ '^data/' AND a.path !~ '^data/(originals|viewing|custody|redactions)/'
           AND a.path NOT IN ('data/bundle.json', 'data/case.jsonld')) THEN
       RAISE EXCEPTION 'a file must not go into a bundle of an application' USING ERRCODE = 'LN015';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER of_application AFTER INSERT ON lintel.bundle_entry REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.guard_order_entries()`,
  `REVOKE EXECUTE ON FUNCTION lintel.application_names(uuid), lintel.named_by_application(uuid), lintel.order_may_hold(uuid, uuid),
     lintel.guard_order_item(), lintel.guard_order_schedule(), lintel.guard_order_superseded(), lintel.guard_order_state(),
     lintel.guard_order_entries() FROM PUBLIC`,
  'GRANT EXECUTE ON FUNCTION lintel.named_by_application(uuid) TO lintel_workspace',
  'GRANT EXECUTE ON FUNCTION lintel.order_may_hold(uuid, uuid) TO lintel_worker',
];

/** Such bundles are then bundles for the court, with numbers after those of these: what was sealed says of itself what it is. */
const DOWN = [
  'DROP TRIGGER of_application ON lintel.bundle_entry',
  'DROP TRIGGER of_application ON lintel.bundle_state',
  'DROP TRIGGER of_application ON lintel.bundle_schedule',
  'DROP TRIGGER of_application ON lintel.bundle_item',
  'DROP TRIGGER of_application ON lintel.bundle',
  `DROP FUNCTION lintel.guard_order_entries(), lintel.guard_order_state(), lintel.guard_order_superseded(), lintel.guard_order_schedule(),
     lintel.guard_order_item(),
     lintel.order_may_hold(uuid, uuid), lintel.named_by_application(uuid), lintel.application_names(uuid)`,
  mayGoTo(''),
  kept(AGAINST_OR_ERASED, AGAINST),
  'ALTER TABLE lintel.bundle DROP CONSTRAINT bundle_of_application, DROP CONSTRAINT bundle_kind_check',
  `UPDATE lintel.bundle b SET kind = 'court', number = b.number + coalesce((SELECT max(c.number) FROM lintel.bundle c
     WHERE c.investigation_id = b.investigation_id AND c.kind = 'court'), 0) WHERE b.kind = 'order'`,
  `ALTER TABLE lintel.bundle DROP COLUMN application_id, ${kinds('')}`,
];

export class OrderBundles1770000000810 implements MigrationInterface {
  readonly name = 'OrderBundles1770000000810';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
