import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // Functions delete what goes with an item: the worker never did so itself.
  'DROP POLICY worker_erases ON lintel.opening',
  // Drafts lie beside it: what is taken in as an officer's item is looked for in the officers' part alone.
  `CREATE POLICY officers_area ON lintel.clip AS RESTRICTIVE FOR INSERT TO lintel_workspace WITH CHECK (incoming_key LIKE 'officers/%')`,
  `CREATE FUNCTION lintel.closed_by_disposal() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.erased_at IS NULL OR NOT EXISTS (
          SELECT FROM lintel.disposal d WHERE d.clip_id IN (NEW.id, NEW.derived_from) AND d.state IN ('erasing', 'erased')) THEN
       RAISE EXCEPTION 'nobody agreed that this item goes' USING ERRCODE = 'LN021';
     END IF;
     RETURN NULL;
   END $$`,
  // At the end: the item is closed before its disposal begins. Functions of the owner close what goes with it.
  `CREATE CONSTRAINT TRIGGER closed_by_disposal AFTER UPDATE OF erased_at ON lintel.clip DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW WHEN (NEW.erased_at IS DISTINCT FROM OLD.erased_at AND current_user = 'lintel_worker')
     EXECUTE FUNCTION lintel.closed_by_disposal()`,
  'REVOKE EXECUTE ON FUNCTION lintel.closed_by_disposal() FROM PUBLIC',
];

const DOWN = [
  'DROP TRIGGER closed_by_disposal ON lintel.clip',
  'DROP FUNCTION lintel.closed_by_disposal()',
  'DROP POLICY officers_area ON lintel.clip',
  'CREATE POLICY worker_erases ON lintel.opening FOR DELETE TO lintel_worker USING (true)',
];

/** What nobody needs of the rights of workspace and worker, and an intruder could use, goes. */
export class ErasedByTwo1770000000906 implements MigrationInterface {
  readonly name = 'ErasedByTwo1770000000906';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
