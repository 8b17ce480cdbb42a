import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND } from './1770000000600-record-columns';

/**
 * A receipt is put on record in a chain of its own, and what shows that goes to the victim with it. It names no investigation, and
 * a chain that is hers alone counts nothing of what others did.
 */
export const APPEND_RECEIPTS = (
  [
    [`('clip', 'investigation', 'bundle')`, `('clip', 'investigation', 'bundle', 'receipt')`],
    [`b.id = key) ELSE key END`, `b.id = key) WHEN 'receipt' THEN NULL ELSE key END`],
  ] as const
).reduce((text, [from, to]) => {
  if (!text.includes(from)) throw new Error(`custody.append has no ${from}`);
  return text.replace(from, to);
}, APPEND);

const UP = [
  APPEND_RECEIPTS,
  `CREATE TABLE lintel.receipt_proof (
     submission_id uuid PRIMARY KEY REFERENCES lintel.receipt,
     -- The event that puts it on record; null until it is.
     event_id uuid UNIQUE,
     -- What is compared by telephone.
     check_code text,
     -- The file that shows it, as text; null until the record is signed.
     proof text,
     CHECK ((check_code IS NULL) = (proof IS NULL)),
     CHECK (proof IS NULL OR event_id IS NOT NULL)
   )`,
  `CREATE INDEX receipt_proof_waiting ON lintel.receipt_proof (submission_id) WHERE proof IS NULL`,
  `ALTER TABLE lintel.receipt_proof ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.receipt_proof FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.receipt_proof TO lintel_owner USING (true) WITH CHECK (true)`,
  `GRANT SELECT ON lintel.receipt_proof TO lintel_intake`,
  `CREATE POLICY own_read ON lintel.receipt_proof FOR SELECT TO lintel_intake
     USING (submission_id IN (SELECT r.submission_id FROM lintel.receipt r WHERE r.invitation_id = (SELECT scope.own_invitation())))`,
  // To compare it by telephone, and no more.
  `GRANT SELECT (submission_id, check_code) ON lintel.receipt_proof TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.receipt_proof FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.submission s WHERE s.id = submission_id))`,
  `GRANT SELECT, UPDATE (event_id, check_code, proof) ON lintel.receipt_proof TO lintel_worker`,
  `CREATE POLICY worker_reads ON lintel.receipt_proof FOR SELECT TO lintel_worker USING (true)`,
  `CREATE POLICY worker_proves ON lintel.receipt_proof FOR UPDATE TO lintel_worker USING (proof IS NULL) WITH CHECK (true)`,
  // Whoever makes a receipt asks for its proof.
  `CREATE FUNCTION lintel.await_proof() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     INSERT INTO lintel.receipt_proof (submission_id) VALUES (NEW.submission_id);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER proof_is_due AFTER INSERT ON lintel.receipt FOR EACH ROW EXECUTE FUNCTION lintel.await_proof()`,
  `INSERT INTO lintel.receipt_proof (submission_id) SELECT submission_id FROM lintel.receipt`,
  // Where an item is erased, its name goes from the proof, too: of the whole receipt nothing can be proven here any more.
  `CREATE FUNCTION lintel.erase_receipt_proof() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     sending CONSTANT uuid := (SELECT c.submission_id FROM lintel.clip c WHERE c.id = NEW.clip_id);
   BEGIN
     DELETE FROM lintel.receipt_proof WHERE submission_id = sending;
     DELETE FROM lintel.opening WHERE subject = 'receipt:' || sending;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER proof_goes_too AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_receipt_proof()`,
  // They are published: whoever checks a receipt needs them.
  `CREATE FUNCTION lintel.log_keys() RETURNS SETOF text
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT k.verifier_key FROM custody.key k ORDER BY k.added_at, k.verifier_key
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.await_proof(), lintel.erase_receipt_proof(), lintel.log_keys() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.log_keys() TO lintel_intake`,
];

const DOWN = [
  `DROP FUNCTION lintel.log_keys()`,
  `DROP TRIGGER proof_goes_too ON lintel.disposal`,
  `DROP TRIGGER proof_is_due ON lintel.receipt`,
  `DROP FUNCTION lintel.erase_receipt_proof(), lintel.await_proof()`,
  `DROP TABLE lintel.receipt_proof`,
  APPEND,
];

export class ReceiptProofs1770000000650 implements MigrationInterface {
  readonly name = 'ReceiptProofs1770000000650';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
