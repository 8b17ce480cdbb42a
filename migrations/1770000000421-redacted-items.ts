import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How an item goes to the defence and the court: whole, or as the copy of one approved version of its redaction. Behind the
 * types stand triggers: where a redacted copy was chosen, neither the original nor another copy becomes part of such a bundle.
 */
const UP = [
  `CREATE TABLE lintel.redaction_choice (
     id uuid PRIMARY KEY,
     place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
     investigation_id uuid NOT NULL REFERENCES lintel.investigation,
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     -- Null: whole again.
     redaction_id uuid REFERENCES lintel.redaction,
     reason text NOT NULL CHECK (reason <> ''),
     chosen_by uuid NOT NULL REFERENCES lintel.officer,
     at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE INDEX redaction_choice_newest ON lintel.redaction_choice (clip_id, place)`,
  `ALTER TABLE lintel.redaction_choice ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.redaction_choice FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.redaction_choice TO lintel_owner USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT (id, investigation_id, clip_id, redaction_id, reason, chosen_by) ON lintel.redaction_choice TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.redaction_choice FOR SELECT TO lintel_workspace
     USING ((SELECT scope.role_in('disclosure')) AND (SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1))`,
  `CREATE POLICY officers_choose ON lintel.redaction_choice FOR INSERT TO lintel_workspace
     WITH CHECK (scope.role_in('disclosure') AND scope.changes(investigation_id) AND chosen_by = scope.officer()
       AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.investigation_id = redaction_choice.investigation_id))`,
  // The worker seals the bundles of every investigation.
  `GRANT SELECT ON lintel.redaction_choice TO lintel_worker`,
  `CREATE POLICY worker_reads ON lintel.redaction_choice FOR SELECT TO lintel_worker USING (true)`,

  // A copy was made of today's master, and the newest word about that copy is that it may go.
  `CREATE FUNCTION lintel.redaction_may_go(wanted uuid, clip uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (
       SELECT FROM lintel.redaction d
         JOIN lintel.clip c ON c.id = d.clip_id AND c.stored_sha256 = d.master_sha256 AND c.erased_at IS NULL
         JOIN lintel.rendition r ON r.id = d.id AND r.state = 'made'
         JOIN LATERAL (SELECT v.outcome, v.sha256 FROM lintel.redaction_review v WHERE v.redaction_id = d.id
           ORDER BY v.place DESC LIMIT 1) v ON v.outcome = 'approved' AND v.sha256 = r.sha256
        WHERE d.id = wanted AND d.clip_id = clip)
   $$`,
  // Null: whole.
  `CREATE FUNCTION lintel.chosen_redaction(clip uuid) RETURNS uuid
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT c.redaction_id FROM lintel.redaction_choice c WHERE c.clip_id = clip ORDER BY c.place DESC LIMIT 1
   $$`,
  `CREATE FUNCTION lintel.guard_redaction_choice() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.redaction_id IS NULL OR lintel.redaction_may_go(NEW.redaction_id, NEW.clip_id) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'this redacted copy may not go' USING ERRCODE = 'LN016';
   END $$`,
  `CREATE TRIGGER guarded BEFORE INSERT ON lintel.redaction_choice FOR EACH ROW EXECUTE FUNCTION lintel.guard_redaction_choice()`,
  `CREATE TRIGGER not_erased BEFORE INSERT ON lintel.redaction_choice FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased()`,

  `ALTER TABLE lintel.bundle_item ADD COLUMN redaction_id uuid REFERENCES lintel.redaction`,
  // Nobody names a version, or leaves one out: an item goes as was chosen.
  `CREATE FUNCTION lintel.guard_bundle_redaction() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.redaction_id IS DISTINCT FROM lintel.chosen_redaction(NEW.clip_id)
        OR (NEW.redaction_id IS NOT NULL AND NOT lintel.redaction_may_go(NEW.redaction_id, NEW.clip_id)) THEN
       RAISE EXCEPTION 'this item goes otherwise' USING ERRCODE = 'LN016';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER redacted BEFORE INSERT ON lintel.bundle_item FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_redaction()`,
  // The last wall before a seal: of an item that goes redacted, that copy alone.
  `CREATE FUNCTION lintel.guard_redacted_entries() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (
       SELECT FROM added a JOIN lintel.bundle b ON b.id = a.bundle_id AND b.kind <> 'prosecution'
         JOIN lintel.bundle_item i ON i.bundle_id = a.bundle_id AND i.folder = split_part(a.path, '/', 3)
        WHERE i.redaction_id IS NOT NULL AND a.path ~ '^data/(originals|viewing)/[^/]+/'
          AND NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.id = i.redaction_id AND r.object_key = a.object_key AND r.sha256 = a.sha256)
     ) OR EXISTS (
       SELECT FROM added a JOIN lintel.bundle b ON b.id = a.bundle_id AND b.kind <> 'prosecution'
        WHERE a.path ~ '^data/redactions/' AND NOT EXISTS (
          SELECT FROM lintel.bundle_item i WHERE i.bundle_id = a.bundle_id AND i.folder = split_part(a.path, '/', 3)
             AND i.redaction_id IS NOT NULL)
     ) THEN
       RAISE EXCEPTION 'a file of a redacted item must not go into that bundle' USING ERRCODE = 'LN016';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER redacted AFTER INSERT ON lintel.bundle_entry REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.guard_redacted_entries()`,
  // Choice or review may have changed between the request and the seal.
  `CREATE FUNCTION lintel.guard_redacted_state() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.state = 'sealed' AND EXISTS (
       SELECT FROM lintel.bundle_item i WHERE i.bundle_id = NEW.bundle_id AND (
         i.redaction_id IS DISTINCT FROM lintel.chosen_redaction(i.clip_id)
         OR (i.redaction_id IS NOT NULL AND NOT lintel.redaction_may_go(i.redaction_id, i.clip_id)))) THEN
       RAISE EXCEPTION 'an item goes otherwise by now' USING ERRCODE = 'LN016';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER redacted BEFORE INSERT ON lintel.bundle_state FOR EACH ROW EXECUTE FUNCTION lintel.guard_redacted_state()`,
  // Why it was chosen, gone with the recording.
  `CREATE FUNCTION lintel.erase_redaction_choices() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.redaction_choice x SET reason = '(erased)' FROM lintel.clip c
      WHERE c.id = x.clip_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER erase_redaction_choices AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_redaction_choices()`,
  `REVOKE EXECUTE ON FUNCTION lintel.redaction_may_go(uuid, uuid), lintel.chosen_redaction(uuid), lintel.guard_redaction_choice(),
     lintel.guard_bundle_redaction(), lintel.guard_redacted_entries(), lintel.guard_redacted_state(),
     lintel.erase_redaction_choices() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.redaction_may_go(uuid, uuid) TO lintel_workspace, lintel_worker`,
];

const DOWN = [
  `DROP TRIGGER erase_redaction_choices ON lintel.disposal`,
  `DROP TRIGGER redacted ON lintel.bundle_state`,
  `DROP TRIGGER redacted ON lintel.bundle_entry`,
  `DROP TRIGGER redacted ON lintel.bundle_item`,
  `ALTER TABLE lintel.bundle_item DROP COLUMN redaction_id`,
  `DROP TABLE lintel.redaction_choice`,
  `DROP FUNCTION lintel.erase_redaction_choices(), lintel.guard_redacted_state(), lintel.guard_redacted_entries(),
     lintel.guard_bundle_redaction(), lintel.guard_redaction_choice(), lintel.chosen_redaction(uuid),
     lintel.redaction_may_go(uuid, uuid)`,
];

export class RedactedItems1770000000421 implements MigrationInterface {
  readonly name = 'RedactedItems1770000000421';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
