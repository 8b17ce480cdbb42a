import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
ALTER TABLE lintel.clip
  ADD COLUMN source jsonb,
  ADD COLUMN file_date timestamptz,
  ADD COLUMN replaces uuid REFERENCES lintel.clip ON DELETE SET NULL,
  ADD CONSTRAINT clip_replaces_another CHECK (replaces <> id);
CREATE INDEX clip_replaces ON lintel.clip (replaces) WHERE replaces IS NOT NULL;

-- Every time that a clip carries or that she gives. Nothing is changed or taken back: what is found later is added.
CREATE TABLE lintel.time_candidate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  source text NOT NULL CHECK (source IN ('overlay', 'file-name', 'container', 'apple-creationdate', 'file-date',
    'her-answer', 'clock-check', 'upload')),
  of_event boolean NOT NULL,
  candidate jsonb NOT NULL,
  found_at timestamptz NOT NULL DEFAULT now(),
  -- The time of upload is never the time of the event.
  CHECK (source <> 'upload' OR NOT of_event)
);
CREATE INDEX time_candidate_clip ON lintel.time_candidate (clip_id, id);

-- What she says of the doorbell's clock: an answer, or a comparison with real time.
CREATE TABLE lintel.clock_answer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  clock_right text CHECK (clock_right IN ('yes', 'no', 'unknown')),
  shown text CHECK (shown ~ '^[0-2][0-9]:[0-5][0-9]$'),
  offset_seconds integer,
  plus_minus_seconds integer,
  answered_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((shown IS NULL) = (offset_seconds IS NULL) AND (shown IS NULL) = (plus_minus_seconds IS NULL)),
  CHECK (clock_right IS NOT NULL OR shown IS NOT NULL)
);
CREATE INDEX clock_answer_clip ON lintel.clock_answer (clip_id, id);
`;

const FUNCTIONS = `
-- A better version of a clip that she gave before, in this draft or in an earlier sending. Both are kept.
CREATE FUNCTION lintel.link_original(better uuid, copy uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE lintel.clip b SET replaces = copy
   WHERE b.id = better AND b.sent_at IS NULL AND b.invitation_id = lintel.scope_invitation()
     AND (copy IS NULL OR better <> copy AND EXISTS (
       SELECT FROM lintel.clip c
        WHERE c.id = copy AND c.invitation_id = b.invitation_id AND c.replaces IS DISTINCT FROM better));
  RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION lintel.link_original(uuid, uuid) FROM PUBLIC;
`;

const RIGHTS = `
GRANT SELECT, INSERT ON lintel.time_candidate, lintel.clock_answer TO lintel_intake;
GRANT SELECT ON lintel.time_candidate, lintel.clock_answer TO lintel_workspace;
GRANT INSERT ON lintel.time_candidate TO lintel_worker;
GRANT SELECT ON lintel.clock_answer TO lintel_worker;
GRANT UPDATE (source) ON lintel.clip TO lintel_worker;
GRANT EXECUTE ON FUNCTION lintel.link_original(uuid, uuid) TO lintel_intake;

-- Hers while her clip is a draft; the police's when it is sent. Whose a clip is, its own policies decide.
CREATE POLICY own_draft ON lintel.time_candidate FOR SELECT TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
-- The public process states what she says, never what a file says.
CREATE POLICY own_answer ON lintel.time_candidate FOR INSERT TO lintel_intake
  WITH CHECK (source IN ('her-answer', 'clock-check') AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY own_draft ON lintel.clock_answer TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.time_candidate TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.clock_answer TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY worker ON lintel.time_candidate TO lintel_worker USING (true);
CREATE POLICY worker ON lintel.clock_answer TO lintel_worker USING (true);
`;

const TYPES = ['clock-answered', 'original-linked'] as const;

/** Where clips come from, their times, and what she says of her doorbell's clock. */
export class Footage1764000000020 implements MigrationInterface {
  readonly name = 'Footage1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of ['time_candidate', 'clock_answer']) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
    await runner.query(FUNCTIONS);
    await runner.query(RIGHTS);
    for (const type of TYPES) {
      await runner.query(`INSERT INTO custody.event_type (type, category) VALUES ($1, 'collection')`, [type]);
      await runner.query(`INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_intake', $1)`, [
        type,
      ]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const type of TYPES) {
      await runner.query('DELETE FROM custody.permitted_type WHERE type = $1', [type]);
      await runner.query('DELETE FROM custody.event_type WHERE type = $1', [type]);
    }
    await runner.query('DROP FUNCTION lintel.link_original(uuid, uuid)');
    await runner.query('DROP TABLE lintel.clock_answer, lintel.time_candidate');
    await runner.query(
      'ALTER TABLE lintel.clip DROP COLUMN replaces, DROP COLUMN file_date, DROP COLUMN source',
    );
  }
}
