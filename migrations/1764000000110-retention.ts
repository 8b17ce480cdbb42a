import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ERASURE } from './parts/retention-erasure';

/** In the order in which they may be dropped from the last to the first. */
const TABLES = ['investigation_outcome', 'retention_due', 'retention_hold', 'retention_review', 'disposal'];

const DEFINITIONS = `
-- What became of an investigation. Nothing is changed: a new row stands beside the old ones, and the newest counts.
CREATE TABLE lintel.investigation_outcome (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  outcome text NOT NULL CHECK (outcome IN ('open', 'no-further-action', 'ended', 'convicted')),
  decided_on date,
  sentence text CHECK (sentence IN ('custody', 'hospital', 'other')),
  released_on date,
  appeal_pending boolean NOT NULL,
  review_group text NOT NULL CHECK (review_group IN ('1', '2', '3')),
  reason text NOT NULL CHECK (reason <> ''),
  recorded_by uuid NOT NULL REFERENCES lintel.officer,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((outcome = 'open') = (decided_on IS NULL)),
  CHECK ((outcome = 'convicted') = (sentence IS NOT NULL)),
  CHECK (released_on IS NULL OR sentence IN ('custody', 'hospital')),
  CHECK (NOT appeal_pending OR outcome = 'convicted')
);
CREATE INDEX investigation_outcome_newest ON lintel.investigation_outcome (investigation_id, place DESC);

-- From when an investigation's items are to be reviewed, for the work list. Reckoned anew when the force's policy changes.
CREATE TABLE lintel.retention_due (
  investigation_id uuid PRIMARY KEY REFERENCES lintel.investigation,
  due date
);
CREATE INDEX retention_due_day ON lintel.retention_due (due, investigation_id) WHERE due IS NOT NULL;

-- Any hold stops a disposal: of one item, or of the whole investigation.
CREATE TABLE lintel.retention_hold (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid REFERENCES lintel.clip,
  reason text NOT NULL CHECK (reason <> ''),
  set_by uuid NOT NULL REFERENCES lintel.officer,
  set_at timestamptz NOT NULL DEFAULT now(),
  lifted_by uuid REFERENCES lintel.officer,
  lifted_at timestamptz,
  lift_reason text CHECK (lift_reason <> ''),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE INDEX retention_hold_investigation ON lintel.retention_hold (investigation_id, place);

-- A person looked and said: keep it until then.
CREATE TABLE lintel.retention_review (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  keep_until date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  reviewed_by uuid NOT NULL REFERENCES lintel.officer,
  reviewed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX retention_review_clip ON lintel.retention_review (clip_id, keep_until);

CREATE TABLE lintel.disposal (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  reason text NOT NULL CHECK (reason <> ''),
  proposed_by uuid NOT NULL REFERENCES lintel.officer,
  proposed_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'refused', 'stopped', 'erasing', 'erased')),
  -- Who agreed or refused: never the one who proposed.
  decided_by uuid REFERENCES lintel.officer CHECK (decided_by <> proposed_by),
  decided_at timestamptz,
  decision_reason text CHECK (decision_reason <> ''),
  -- Until then it can be stopped.
  erase_after timestamptz,
  -- Null when the service itself stopped it, because something keeps the item again.
  stopped_by uuid REFERENCES lintel.officer,
  stopped_at timestamptz,
  stop_reason text CHECK (stop_reason <> ''),
  begun_at timestamptz,
  -- What goes, fixed when it begins: so that a worker that takes over states the whole.
  objects jsonb,
  erased_at timestamptz,
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decision_reason IS NULL)),
  CHECK (state NOT IN ('approved', 'erasing', 'erased') OR (decided_by IS NOT NULL AND erase_after IS NOT NULL)),
  CHECK (state <> 'refused' OR decided_by IS NOT NULL),
  CHECK ((state = 'stopped') = (stopped_at IS NOT NULL) AND (stopped_at IS NULL) = (stop_reason IS NULL)),
  CHECK ((state IN ('erasing', 'erased')) = (begun_at IS NOT NULL) AND (begun_at IS NULL) = (objects IS NULL)),
  CHECK ((state = 'erased') = (erased_at IS NOT NULL))
);
CREATE UNIQUE INDEX disposal_one_at_once ON lintel.disposal (clip_id) WHERE state IN ('proposed', 'approved', 'erasing');
CREATE INDEX disposal_clip ON lintel.disposal (clip_id, place);
CREATE INDEX disposal_to_agree ON lintel.disposal (investigation_id, proposed_at) WHERE state = 'proposed';
CREATE INDEX disposal_to_do ON lintel.disposal (erase_after) WHERE state IN ('approved', 'erasing');

-- From the moment at which an erasure can no longer be stopped. The row stays: its hash, its exhibit and its history do.
ALTER TABLE lintel.clip ADD COLUMN erased_at timestamptz,
  ADD CONSTRAINT clip_erased_was_master CHECK (erased_at IS NULL OR state = 'master');
`;

/** Behind the application's own rules: who may move a disposal on, and what may still be made of what is erased. */
const GUARDS = `
CREATE FUNCTION lintel.guard_disposal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE step text := OLD.state || ' ' || NEW.state;
BEGIN
  IF OLD.state = NEW.state AND NOT (OLD.state = 'approved' AND NEW.erase_after >= OLD.erase_after)
     OR OLD.state <> NEW.state AND step <> ALL (ARRAY['proposed approved', 'proposed refused', 'proposed stopped',
       'approved stopped', 'approved erasing', 'erasing erased'])
     OR session_user = 'lintel_workspace' AND NEW.state IN ('erasing', 'erased')
     OR session_user = 'lintel_worker' AND NEW.state IN ('proposed', 'refused')
     OR session_user = 'lintel_worker' AND step = 'proposed approved' THEN
    RAISE EXCEPTION 'a disposal does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'LN020';
  END IF;
  IF step = 'approved erasing' AND (NEW.erase_after > now() OR EXISTS (
       SELECT FROM lintel.retention_hold h WHERE h.lifted_at IS NULL AND h.investigation_id = NEW.investigation_id
         AND (h.clip_id IS NULL OR h.clip_id = NEW.clip_id
           OR h.clip_id IN (SELECT c.id FROM lintel.clip c WHERE c.derived_from = NEW.clip_id)))) THEN
    RAISE EXCEPTION 'something keeps this item' USING ERRCODE = 'LN021';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE ON lintel.disposal FOR EACH ROW EXECUTE FUNCTION lintel.guard_disposal();

-- Waits for a transaction that begins the erasure, and then refuses.
CREATE FUNCTION lintel.refuse_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM lintel.clip c WHERE c.id = NEW.clip_id AND c.erased_at IS NULL FOR SHARE;
  IF FOUND THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'this item has been erased' USING ERRCODE = 'LN022';
END $$;
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.rendition FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.bundle_item FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.access_ticket FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON lintel.still FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased();
`;

const RIGHTS = `
GRANT SELECT, INSERT ON lintel.investigation_outcome, lintel.retention_review TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (due) ON lintel.retention_due TO lintel_workspace;
GRANT SELECT, INSERT (id, investigation_id, clip_id, reason, set_by), UPDATE (lifted_by, lifted_at, lift_reason)
  ON lintel.retention_hold TO lintel_workspace;
GRANT SELECT, INSERT (id, investigation_id, clip_id, reason, proposed_by),
  UPDATE (state, decided_by, decided_at, decision_reason, erase_after, stopped_by, stopped_at, stop_reason)
  ON lintel.disposal TO lintel_workspace;
CREATE POLICY police ON lintel.investigation_outcome TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.retention_due TO lintel_workspace USING (true);
CREATE POLICY police ON lintel.retention_hold TO lintel_workspace USING (true);
CREATE POLICY sent_only ON lintel.retention_review TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.disposal TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));

GRANT SELECT ON lintel.investigation_outcome, lintel.retention_due, lintel.retention_hold, lintel.retention_review,
  lintel.disposal TO lintel_worker;
GRANT UPDATE (due) ON lintel.retention_due TO lintel_worker;
GRANT UPDATE (state, erase_after, stopped_at, stop_reason, begun_at, objects) ON lintel.disposal TO lintel_worker;
GRANT UPDATE (erased_at) ON lintel.clip TO lintel_worker;
CREATE POLICY worker ON lintel.investigation_outcome FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.retention_due TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.retention_hold FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.retention_review FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.disposal TO lintel_worker USING (true);
`;

const WORDS = [
  ['outcome-recorded', 'alteration', ['lintel_workspace']],
  ['retention-reviewed', 'alteration', ['lintel_workspace']],
  ['disposal-proposed', 'erasure', ['lintel_workspace']],
  ['disposal-refused', 'erasure', ['lintel_workspace']],
  ['disposal-stopped', 'erasure', ['lintel_workspace', 'lintel_worker']],
] as const;

/** How long items are kept, who decides that they go, and the erasure. */
export class Retention1764000000110 implements MigrationInterface {
  readonly name = 'Retention1764000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
    await runner.query(GUARDS);
    await runner.query(ERASURE);
    await runner.query(RIGHTS);
    for (const [type, category, roles] of WORDS) {
      await runner.query('INSERT INTO custody.event_type (type, category) VALUES ($1, $2)', [type, category]);
      for (const role of roles)
        await runner.query('INSERT INTO custody.permitted_type (role, type) VALUES ($1, $2)', [role, type]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [type] of WORDS) {
      await runner.query('DELETE FROM custody.permitted_type WHERE type = $1', [type]);
      await runner.query('DELETE FROM custody.event_type WHERE type = $1', [type]);
    }
    for (const table of ['still', 'access_ticket', 'bundle_item', 'rendition'])
      await runner.query(`DROP TRIGGER not_erased ON lintel.${table}`);
    await runner.query('DROP FUNCTION lintel.erase_item(uuid), lintel.refuse_erased()');
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE lintel.${table}`);
    await runner.query('DROP FUNCTION lintel.guard_disposal()');
    await runner.query('ALTER TABLE lintel.clip DROP COLUMN erased_at');
  }
}
