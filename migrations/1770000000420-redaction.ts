import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Redactions: what is to be covered in a recording, version after version, the copies that were made of it, and who looked at
 * them. A copy is a rendition of its master, so it is read again, counted and erased as every other; its id is that of its recipe.
 */
const UP = [
  // A version is never changed. Its text is canonical JSON, so its hash is that of the recipe.
  `CREATE TABLE lintel.redaction (
     id uuid PRIMARY KEY,
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     version integer NOT NULL CHECK (version > 0),
     -- Empty once the recording has been erased.
     recipe text NOT NULL,
     recipe_sha256 text NOT NULL,
     master_sha256 text NOT NULL CHECK (master_sha256 ~ '^[0-9a-f]{64}$'),
     author_id uuid NOT NULL REFERENCES lintel.officer,
     saved_at timestamptz NOT NULL DEFAULT now(),
     UNIQUE (clip_id, version),
     CONSTRAINT redaction_hash CHECK (recipe = '' OR recipe_sha256 = encode(sha256(convert_to(recipe, 'UTF8')), 'hex'))
   )`,
  // What somebody who looked at a copy says of it; the newest word counts.
  `CREATE TABLE lintel.redaction_review (
     id uuid PRIMARY KEY,
     place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
     redaction_id uuid NOT NULL REFERENCES lintel.redaction,
     -- Of the copy that was looked at.
     sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
     outcome text NOT NULL CHECK (outcome IN ('approved', 'refused')),
     reason text NOT NULL,
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     at timestamptz NOT NULL DEFAULT now(),
     CHECK (outcome = 'approved' OR reason <> '')
   )`,
  `CREATE INDEX redaction_review_newest ON lintel.redaction_review (redaction_id, place)`,

  // One copy of each kind, and one redacted copy of each version.
  `ALTER TABLE lintel.rendition DROP CONSTRAINT rendition_clip_id_kind_key, DROP CONSTRAINT rendition_kind_check,
     ADD CONSTRAINT rendition_kind_check CHECK (kind IN
       ('proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform', 'redacted-copy'))`,
  `CREATE UNIQUE INDEX rendition_one_of_kind ON lintel.rendition (clip_id, kind) WHERE kind <> 'redacted-copy'`,
  `CREATE INDEX rendition_of_clip ON lintel.rendition (clip_id, kind)`,
  // The version that is looked at: a newer one does not slip under an open look.
  `ALTER TABLE lintel.access_ticket ADD COLUMN rendition_id uuid REFERENCES lintel.rendition,
     DROP CONSTRAINT access_ticket_content_check,
     ADD CONSTRAINT access_ticket_content_check CHECK (content IN
       ('original', 'proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform', 'redacted-copy')),
     ADD CONSTRAINT access_ticket_of_version CHECK ((content = 'redacted-copy') = (rendition_id IS NOT NULL))`,
  `GRANT INSERT (rendition_id) ON lintel.access_ticket TO lintel_workspace`,

  `ALTER TABLE lintel.redaction ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.redaction FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.redaction TO lintel_owner USING (true) WITH CHECK (true)`,
  `ALTER TABLE lintel.redaction_review ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.redaction_review FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.redaction_review TO lintel_owner USING (true) WITH CHECK (true)`,

  `GRANT SELECT, INSERT (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id) ON lintel.redaction TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.redaction FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id))`,
  // Of the locked master as it is now, in the officer's own name.
  `CREATE POLICY members_add ON lintel.redaction FOR INSERT TO lintel_workspace
     WITH CHECK (author_id = scope.officer() AND scope.changes_clip(clip_id) AND recipe <> ''
       AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.master_at IS NOT NULL AND c.erased_at IS NULL
         AND c.stored_sha256 = master_sha256))`,
  // The worker makes whatever was asked for.
  `GRANT SELECT ON lintel.redaction TO lintel_worker`,
  `CREATE POLICY worker_reads ON lintel.redaction FOR SELECT TO lintel_worker USING (true)`,
  `CREATE POLICY only_what_was_asked ON lintel.rendition AS RESTRICTIVE FOR INSERT TO lintel_worker
     WITH CHECK (kind <> 'redacted-copy' OR EXISTS (SELECT FROM lintel.redaction d
       WHERE d.id = rendition.id AND d.clip_id = rendition.clip_id AND d.master_sha256 = input_sha256))`,

  `GRANT SELECT, INSERT (id, redaction_id, sha256, outcome, reason, officer_id) ON lintel.redaction_review TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.redaction_review FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.redaction d WHERE d.id = redaction_id))`,
  // Only whoever has opened that very copy says something of it.
  `CREATE POLICY viewers_add ON lintel.redaction_review FOR INSERT TO lintel_workspace
     WITH CHECK (officer_id = scope.officer() AND EXISTS (
       SELECT FROM lintel.redaction d JOIN lintel.rendition r ON r.id = d.id AND r.state = 'made'
         JOIN lintel.access_ticket t ON t.rendition_id = r.id AND t.officer_id = scope.officer() AND t.purpose = 'view'
        WHERE d.id = redaction_id AND scope.changes_clip(d.clip_id) AND r.sha256 = redaction_review.sha256))`,

  `CREATE TRIGGER not_erased BEFORE INSERT ON lintel.redaction FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased()`,
  // What was drawn and why, gone with the recording; hashes and who did what stay.
  `CREATE FUNCTION lintel.erase_redactions() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.redaction SET recipe = '' WHERE clip_id IN
       (SELECT c.id FROM lintel.clip c WHERE c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     UPDATE lintel.redaction_review r SET reason = '(erased)' FROM lintel.redaction d
       JOIN lintel.clip c ON c.id = d.clip_id
      WHERE d.id = r.redaction_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id) AND r.reason <> '';
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.erase_redactions() FROM PUBLIC`,
  `CREATE TRIGGER erase_redactions AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_redactions()`,
];

const DOWN = [
  `DROP TRIGGER erase_redactions ON lintel.disposal`,
  `DROP FUNCTION lintel.erase_redactions()`,
  `DROP POLICY only_what_was_asked ON lintel.rendition`,
  `DELETE FROM lintel.access_ticket WHERE content = 'redacted-copy'`,
  `ALTER TABLE lintel.access_ticket DROP CONSTRAINT access_ticket_of_version, DROP CONSTRAINT access_ticket_content_check`,
  `DROP TABLE lintel.redaction_review`,
  `ALTER TABLE lintel.access_ticket DROP COLUMN rendition_id,
     ADD CONSTRAINT access_ticket_content_check CHECK (content IN
       ('original', 'proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform'))`,
  `DROP TABLE lintel.redaction`,
  `DELETE FROM lintel.rendition WHERE kind = 'redacted-copy'`,
  `DROP INDEX lintel.rendition_of_clip, lintel.rendition_one_of_kind`,
  `ALTER TABLE lintel.rendition DROP CONSTRAINT rendition_kind_check, ADD CONSTRAINT rendition_kind_check CHECK (kind IN
     ('proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform')),
     ADD CONSTRAINT rendition_clip_id_kind_key UNIQUE (clip_id, kind)`,
];

/** Whether the acting person may ask for a copy: one more case of a function that other changes may have added to. */
const CASE = `WHEN 'redaction/render-redaction' THEN
      RETURN EXISTS (SELECT FROM lintel.redaction d WHERE d.id = (payload ->> 'redactionId')::uuid AND scope.changes_clip(d.clip_id));
    `;
const OTHERWISE = 'ELSE RETURN false;';

export class Redaction1770000000420 implements MigrationInterface {
  readonly name = 'Redaction1770000000420';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    await runner.query((await mayAskFor(runner)).replace(OTHERWISE, `${CASE}${OTHERWISE}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query((await mayAskFor(runner)).replace(CASE, ''));
    for (const sql of DOWN) await runner.query(sql);
  }
}

async function mayAskFor(runner: QueryRunner): Promise<string> {
  const [row] = (await runner.query(
    `SELECT pg_get_functiondef('lintel.may_ask_for(text,text,jsonb)'::regprocedure) AS definition`,
  )) as [{ definition: string }];
  return row.definition;
}
