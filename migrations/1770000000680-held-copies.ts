import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was made from a recording is held with it: while an original is in quarantine, no working copy, redacted copy or still of it
 * is opened, goes on being handed out, or becomes part of a sealed bundle. Whoever ends the quarantine frees them all.
 */
const UP = [
  // With the rights of whoever asks: nothing is learned of an item that they may not read.
  `CREATE FUNCTION lintel.is_held(clip uuid) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id = clip AND m.quarantined)
       OR EXISTS (SELECT FROM lintel.clip c JOIN lintel.malware_state m ON m.clip_id = c.derived_from
         WHERE c.id = clip AND m.quarantined)
   $$`,
  // The original itself is handed out packed, which is how a person looks into it. Of a still, the original is a copy as well.
  `CREATE FUNCTION lintel.is_copy_held(clip uuid, content text) RETURNS boolean
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT (content <> 'original' OR EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip AND c.derived_from IS NOT NULL))
       AND lintel.is_held(clip)
   $$`,
  `GRANT EXECUTE ON FUNCTION lintel.is_held(uuid) TO lintel_workspace, lintel_worker`,
  `GRANT EXECUTE ON FUNCTION lintel.is_copy_held(uuid, text) TO lintel_workspace`,
  `CREATE FUNCTION lintel.refuse_held() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NOT lintel.is_copy_held(NEW.clip_id, NEW.content) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'copies of this item are held' USING ERRCODE = 'LN030';
   END $$`,
  `CREATE TRIGGER not_held BEFORE INSERT ON lintel.access_ticket FOR EACH ROW EXECUTE FUNCTION lintel.refuse_held()`,
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
