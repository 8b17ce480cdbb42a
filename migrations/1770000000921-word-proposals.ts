import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words that a program of the force's own proposes for a transcript. An officer who may type asks for them; they are no line, no item and in no
 * event, and are gone with the recording. A version in which one of them stands as it was proposed says so from then on, and so does
 * each that goes on from it.
 */
const UP = [
  `CREATE TABLE lintel.word_proposal (
     id uuid PRIMARY KEY,
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     master_sha256 text NOT NULL CHECK (master_sha256 ~ '^[0-9a-f]{64}$'),
     asked_by uuid NOT NULL REFERENCES lintel.officer,
     asked_at timestamptz NOT NULL DEFAULT now(),
     -- A program may take four hours at the most: what has no answer by then gets none, since its job was lost or given up.
     waits_until timestamptz NOT NULL DEFAULT now() + interval '8 hours',
     state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'made', 'failed')),
     -- As lines of a transcript.
     cues jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(cues) = 'array'),
     -- As the program calls itself, and of all that lies in its folder.
     program text CHECK (length(program) BETWEEN 1 AND 100),
     program_sha256 text CHECK (program_sha256 ~ '^[0-9a-f]{64}$'),
     why text,
     done_at timestamptz,
     CONSTRAINT word_proposal_state CHECK (
       (state = 'waiting') = (done_at IS NULL) AND (state = 'failed') = (why IS NOT NULL) AND (state = 'made' OR cues = '[]')
       AND (state = 'made') = (program IS NOT NULL) AND (program IS NULL) = (program_sha256 IS NULL))
   )`,
  // Two officers who ask at once ask for the same; after a failure it may be asked again.
  `CREATE UNIQUE INDEX word_proposal_one ON lintel.word_proposal (clip_id, master_sha256) WHERE state <> 'failed'`,
  `CREATE INDEX word_proposal_of_clip ON lintel.word_proposal (clip_id, asked_at)`,

  `ALTER TABLE lintel.word_proposal ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.word_proposal FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.word_proposal TO lintel_owner USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT (id, clip_id, master_sha256, asked_by) ON lintel.word_proposal TO lintel_workspace`,
  // Nobody but those who type has any use of it.
  `CREATE POLICY typists_read ON lintel.word_proposal FOR SELECT TO lintel_workspace USING (scope.changes_clip(clip_id))`,
  `CREATE POLICY typists_ask ON lintel.word_proposal FOR INSERT TO lintel_workspace
     WITH CHECK (asked_by = scope.officer() AND scope.changes_clip(clip_id)
       AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.master_at IS NOT NULL AND c.erased_at IS NULL
         AND c.stored_sha256 = master_sha256))`,
  // The worker listens for whoever has asked, in any case, and signs in as nobody; it writes nothing here but its one answer.
  `GRANT SELECT, UPDATE (state, cues, program, program_sha256, why, done_at) ON lintel.word_proposal TO lintel_worker`,
  `CREATE POLICY worker_reads ON lintel.word_proposal FOR SELECT TO lintel_worker USING (true)`,
  `CREATE POLICY worker_answers ON lintel.word_proposal FOR UPDATE TO lintel_worker
     USING (state = 'waiting') WITH CHECK (state <> 'waiting')`,

  `CREATE FUNCTION lintel.give_up_word_proposals() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.word_proposal p SET state = 'failed', why = 'It came to no end.', done_at = now()
      WHERE p.clip_id = NEW.clip_id AND p.state = 'waiting' AND p.waits_until < now();
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER give_up BEFORE INSERT ON lintel.word_proposal FOR EACH ROW EXECUTE FUNCTION lintel.give_up_word_proposals()`,
  `CREATE TRIGGER tell_change AFTER UPDATE OF state ON lintel.word_proposal FOR EACH ROW EXECUTE FUNCTION lintel.tell_change_of_clip()`,
  `CREATE TRIGGER not_erased BEFORE INSERT ON lintel.word_proposal FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased()`,
  `CREATE FUNCTION lintel.erase_word_proposals() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     DELETE FROM lintel.word_proposal p USING lintel.clip c
      WHERE c.id = p.clip_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER erase_word_proposals AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_word_proposals()`,

  // Whose words were taken into it: nobody writes it but this trigger, after the one that says what a version goes on from.
  `ALTER TABLE lintel.transcript ADD COLUMN proposed_by jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(proposed_by) = 'array')`,
  `CREATE FUNCTION lintel.transcript_tells_program() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF TG_OP = 'INSERT' THEN
       NEW.proposed_by := coalesce((SELECT t.proposed_by FROM lintel.transcript t
         WHERE t.clip_id = NEW.clip_id AND t.number = NEW.goes_on_from), '[]');
       RETURN NEW;
     END IF;
     NEW.proposed_by := OLD.proposed_by || coalesce((
       SELECT jsonb_agg(DISTINCT told.program) FROM lintel.word_proposal p
           CROSS JOIN LATERAL (SELECT jsonb_build_object('program', p.program, 'sha256', p.program_sha256) AS program) told
        WHERE p.clip_id = NEW.clip_id AND p.state = 'made' AND NOT OLD.proposed_by @> jsonb_build_array(told.program)
          AND EXISTS (SELECT FROM jsonb_array_elements(p.cues) c JOIN jsonb_array_elements(NEW.lines) l
            ON l -> 'start' = c -> 'start' AND l ->> 'words' = c ->> 'words')), '[]');
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER transcript_tells_program BEFORE INSERT OR UPDATE ON lintel.transcript
     FOR EACH ROW EXECUTE FUNCTION lintel.transcript_tells_program()`,
  `REVOKE EXECUTE ON FUNCTION lintel.give_up_word_proposals(), lintel.erase_word_proposals(), lintel.transcript_tells_program() FROM PUBLIC`,
];

const DOWN = [
  `DROP TRIGGER transcript_tells_program ON lintel.transcript`,
  `ALTER TABLE lintel.transcript DROP COLUMN proposed_by`,
  `DROP TRIGGER erase_word_proposals ON lintel.disposal`,
  `DROP TABLE lintel.word_proposal`,
  `DROP FUNCTION lintel.give_up_word_proposals(), lintel.erase_word_proposals(), lintel.transcript_tells_program()`,
];

const OTHERWISE = 'ELSE RETURN false;';
/** Whether the acting person may ask for the work. */
const CASE = `WHEN 'words/propose-words' THEN
      RETURN EXISTS (SELECT FROM lintel.word_proposal p WHERE p.id = (payload ->> 'proposalId')::uuid AND scope.changes_clip(p.clip_id));
    `;

/** Of the function as it stands there: read in PostgreSQL, so that nothing of it is said twice. */
const rewritten = (from: string, to: string): string => `DO $do$
  DECLARE
    definition CONSTANT text := pg_get_functiondef('lintel.may_ask_for(text,text,jsonb)'::regprocedure);
  BEGIN
    IF strpos(definition, $from$${from}$from$) = 0 THEN RAISE EXCEPTION 'lintel.may_ask_for is not as it was'; END IF;
    EXECUTE replace(definition, $from$${from}$from$, $to$${to}$to$);
  END $do$`;

export class WordProposals1770000000921 implements MigrationInterface {
  readonly name = 'WordProposals1770000000921';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    await runner.query(rewritten(OTHERWISE, `${CASE}${OTHERWISE}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(rewritten(`${CASE}${OTHERWISE}`, OTHERWISE));
    for (const sql of DOWN) await runner.query(sql);
  }
}
