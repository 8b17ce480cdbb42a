import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What becomes of a form after it was made: signed, sent, and endorsed by the prosecutor. Rows are only added. A bundle
 * carries a form only once it is signed.
 */
const TABLES = [
  `ALTER TABLE lintel.schedule_item ADD COLUMN location text NOT NULL DEFAULT '', ADD COLUMN source text NOT NULL DEFAULT ''`,
  `ALTER TABLE lintel.restricted_schedule_item ADD COLUMN location text NOT NULL DEFAULT '', ADD COLUMN source text NOT NULL DEFAULT ''`,
  `CREATE TABLE lintel.schedule_step (
     id uuid PRIMARY KEY,
     place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
     schedule_id uuid NOT NULL REFERENCES lintel.schedule,
     step text NOT NULL CHECK (step IN ('signed', 'sent', 'endorsed')),
     -- Who signed, to whom it was sent, or which prosecutor endorsed it.
     name text NOT NULL CHECK (name <> ''),
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE UNIQUE INDEX schedule_step_once ON lintel.schedule_step (schedule_id, step) WHERE step <> 'endorsed'`,
  `CREATE INDEX schedule_step_in_order ON lintel.schedule_step (schedule_id, place)`,
  // D: to be disclosed. I: the defence may inspect it. CND: clearly not disclosable.
  `CREATE TABLE lintel.endorsement (
     step_id uuid NOT NULL REFERENCES lintel.schedule_step,
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     answer text NOT NULL CHECK (answer IN ('D', 'I', 'CND')),
     comment text NOT NULL,
     PRIMARY KEY (step_id, clip_id)
   )`,
  `CREATE INDEX endorsement_clip ON lintel.endorsement (clip_id)`,
];

/** Before the policies that ask them. */
const FUNCTIONS = [
  `CREATE FUNCTION lintel.is_signed(schedule uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.schedule s WHERE s.id = schedule AND (s.signed_name IS NOT NULL
       OR EXISTS (SELECT FROM lintel.schedule_step p WHERE p.schedule_id = s.id AND p.step = 'signed')))
   $$`,
  `CREATE FUNCTION lintel.guard_signature() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF lintel.is_signed(NEW.schedule_id) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'a form that nobody has signed must not go into a bundle' USING ERRCODE = 'LN018';
   END $$`,
  `CREATE FUNCTION lintel.erase_comments() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.endorsement e SET comment = '(erased)' FROM lintel.clip c
      WHERE e.clip_id = c.id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id) AND e.comment <> '';
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.is_signed(uuid) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.is_signed(uuid) TO lintel_workspace`,
];

const RIGHTS = [
  ...['schedule_step', 'endorsement'].flatMap((table) => [
    `ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true) WITH CHECK (true)`,
    `GRANT SELECT ON lintel.${table} TO lintel_worker`,
    `CREATE POLICY worker_reads ON lintel.${table} FOR SELECT TO lintel_worker USING (true)`,
  ]),
  `GRANT SELECT, INSERT (id, schedule_id, step, name, officer_id) ON lintel.schedule_step TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.schedule_step FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.schedule s WHERE s.id = schedule_id))`,
  // Signed by the officer's own name; sent and endorsed only once it is signed.
  `CREATE POLICY officers_take ON lintel.schedule_step FOR INSERT TO lintel_workspace
     WITH CHECK (scope.role_in('disclosure') AND officer_id = scope.officer()
       AND EXISTS (SELECT FROM lintel.schedule s WHERE s.id = schedule_id AND scope.changes(s.investigation_id)
         AND (step <> 'signed' OR s.signed_name IS NULL)
         AND (step <> 'endorsed' OR s.form = 'MG6C'))
       AND (step = 'signed' OR lintel.is_signed(schedule_id))
       AND (step <> 'signed' OR name = (SELECT o.display_name FROM lintel.officer o WHERE o.id = officer_id)))`,
  `GRANT SELECT, INSERT ON lintel.endorsement TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.endorsement FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.schedule_step p WHERE p.id = step_id))`,
  // In the transaction of its step, and of rows that the form has.
  `CREATE POLICY officers_endorse ON lintel.endorsement FOR INSERT TO lintel_workspace
     WITH CHECK (EXISTS (SELECT FROM lintel.schedule_step p JOIN lintel.schedule_item r USING (schedule_id)
       WHERE p.id = step_id AND p.step = 'endorsed' AND p.officer_id = scope.officer() AND p.at = now() AND r.clip_id = endorsement.clip_id))`,
  `CREATE TRIGGER comments_go_too AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_comments()`,
  `CREATE TRIGGER guarded_signature BEFORE INSERT ON lintel.bundle_schedule FOR EACH ROW EXECUTE FUNCTION lintel.guard_signature()`,
];

const DOWN = [
  `DROP TRIGGER guarded_signature ON lintel.bundle_schedule`,
  `DROP TRIGGER comments_go_too ON lintel.disposal`,
  `DROP TABLE lintel.endorsement, lintel.schedule_step`,
  `DROP FUNCTION lintel.erase_comments(), lintel.guard_signature(), lintel.is_signed(uuid)`,
  `ALTER TABLE lintel.restricted_schedule_item DROP COLUMN location, DROP COLUMN source`,
  `ALTER TABLE lintel.schedule_item DROP COLUMN location, DROP COLUMN source`,
];

export class FormSteps1770000000470 implements MigrationInterface {
  readonly name = 'FormSteps1770000000470';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...TABLES, ...FUNCTIONS, ...RIGHTS]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
