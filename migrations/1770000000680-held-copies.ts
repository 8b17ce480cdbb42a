import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was made from a recording is held with it: while an original is in quarantine, no working copy, redacted copy or still of it
 * is opened, goes on being handed out, or becomes part of a sealed bundle. Whoever ends the quarantine frees them all.
 */
const UP = [
  // Nearly nothing is ever found: whoever asks about sixty pictures, or for the next part of a film, looks into a small index.
  `CREATE INDEX malware_infected ON lintel.malware_scan (clip_id) WHERE state = 'infected'`,
  // With the rights of whoever asks: nothing is learned of an item that they may not read.
  `CREATE FUNCTION lintel.is_held(clip uuid) RETURNS boolean
   LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     source CONSTANT uuid := (SELECT c.derived_from FROM lintel.clip c WHERE c.id = clip);
   BEGIN
     IF NOT EXISTS (SELECT FROM lintel.malware_scan i WHERE i.clip_id IN (clip, source) AND i.state = 'infected') THEN
       RETURN false;
     END IF;
     RETURN EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id IN (clip, source) AND m.quarantined);
   END $$`,
  // The original itself is handed out packed, which is how a person looks into it. Of a still, the original is a copy as well.
  `CREATE FUNCTION lintel.is_copy_held(clip uuid, content text) RETURNS boolean
   LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     RETURN (content <> 'original' OR EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip AND c.derived_from IS NOT NULL))
       AND lintel.is_held(clip);
   END $$`,
  `GRANT EXECUTE ON FUNCTION lintel.is_held(uuid) TO lintel_workspace, lintel_worker`,
  `GRANT EXECUTE ON FUNCTION lintel.is_copy_held(uuid, text) TO lintel_workspace`,
  // Once for all that a page opens.
  `CREATE FUNCTION lintel.refuse_held() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM opened t JOIN lintel.clip c ON c.id = t.clip_id
         JOIN lintel.malware_scan i ON i.clip_id IN (c.id, c.derived_from) AND i.state = 'infected'
       WHERE lintel.is_copy_held(t.clip_id, t.content)) THEN
       RAISE EXCEPTION 'copies of this item are held' USING ERRCODE = 'LN030';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER not_held AFTER INSERT ON lintel.access_ticket REFERENCING NEW TABLE AS opened
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.refuse_held()`,
  // A look that was opened before is worth nothing from then on.
  `CREATE POLICY not_held ON lintel.access_ticket AS RESTRICTIVE FOR SELECT TO lintel_workspace
     USING (NOT lintel.is_copy_held(clip_id, content))`,
  // Something may have been found between the request and the seal.
  `CREATE FUNCTION lintel.guard_held_state() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.state = 'sealed' AND EXISTS (
       SELECT FROM lintel.bundle_item i WHERE i.bundle_id = NEW.bundle_id AND lintel.is_held(i.clip_id)) THEN
       RAISE EXCEPTION 'an item of this bundle is in quarantine' USING ERRCODE = 'LN030';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER held BEFORE INSERT ON lintel.bundle_state FOR EACH ROW EXECUTE FUNCTION lintel.guard_held_state()`,
  `REVOKE EXECUTE ON FUNCTION lintel.is_held(uuid), lintel.is_copy_held(uuid, text), lintel.refuse_held(), lintel.guard_held_state()
     FROM PUBLIC`,
];

const DOWN = [
  `DROP TRIGGER held ON lintel.bundle_state`,
  `DROP POLICY not_held ON lintel.access_ticket`,
  `DROP TRIGGER not_held ON lintel.access_ticket`,
  `DROP FUNCTION lintel.guard_held_state(), lintel.refuse_held(), lintel.is_copy_held(uuid, text), lintel.is_held(uuid)`,
  `DROP INDEX lintel.malware_infected`,
];

/** What plays or is being downloaded ends, too. */
const FOUND = 'c.erased_at IS NULL WHERE t.id = ticket';
const FOUND_AND_FREE = `${FOUND} AND NOT lintel.is_copy_held(t.clip_id, t.content)`;

export class HeldCopies1770000000680 implements MigrationInterface {
  readonly name = 'HeldCopies1770000000680';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    await replaceInMayGoOn(runner, FOUND, FOUND_AND_FREE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceInMayGoOn(runner, FOUND_AND_FREE, FOUND);
    for (const sql of DOWN) await runner.query(sql);
  }
}

async function replaceInMayGoOn(runner: QueryRunner, from: string, to: string): Promise<void> {
  const [row] = (await runner.query(
    `SELECT pg_get_functiondef('lintel.may_go_on(text,uuid)'::regprocedure) AS definition`,
  )) as [{ definition: string }];
  if (!row.definition.includes(from)) throw new Error(`lintel.may_go_on has no ${from}`);
  await runner.query(row.definition.replace(from, to));
}
