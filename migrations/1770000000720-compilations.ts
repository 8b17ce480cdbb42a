import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Compilations: parts of several exhibits of one investigation, put together as one film. It is kept under its first part: whose
 * reference it continues, and whose rendition the film is. Its parts stand in the recipe, and a trigger writes them down from
 * there, so that the two cannot differ. It goes into no bundle.
 */
const PARTS = `jsonb_array_elements(given -> 'parts') WITH ORDINALITY AS p (part, place)`;

const UP = [
  `CREATE TABLE lintel.compilation (
     id uuid PRIMARY KEY,
     investigation_id uuid NOT NULL REFERENCES lintel.investigation,
     -- Of its first part.
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     exhibit_id uuid NOT NULL REFERENCES lintel.exhibit,
     -- The last of its reference, as of AB/1/2.
     number integer NOT NULL CHECK (number > 0),
     title text NOT NULL CHECK (title <> ''),
     reason text NOT NULL CHECK (reason <> ''),
     -- Why its parts stand in another order than that of events; else empty.
     order_reason text NOT NULL,
     -- Canonical JSON; empty once a part of it has been erased.
     recipe text NOT NULL,
     recipe_sha256 text NOT NULL,
     master_sha256 text NOT NULL CHECK (master_sha256 ~ '^[0-9a-f]{64}$'),
     author_id uuid NOT NULL REFERENCES lintel.officer,
     asked_at timestamptz NOT NULL DEFAULT now(),
     UNIQUE (exhibit_id, number),
     CONSTRAINT compilation_hash CHECK (recipe = '' OR recipe_sha256 = encode(sha256(convert_to(recipe, 'UTF8')), 'hex'))
   )`,
  `CREATE INDEX compilation_of_investigation ON lintel.compilation (investigation_id, asked_at)`,
  `CREATE TABLE lintel.compilation_part (
     compilation_id uuid NOT NULL REFERENCES lintel.compilation,
     place integer NOT NULL CHECK (place > 0),
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     master_sha256 text NOT NULL CHECK (master_sha256 ~ '^[0-9a-f]{64}$'),
     -- The redaction or extract that is shown; null: the recording as it came.
     redaction_id uuid REFERENCES lintel.redaction,
     PRIMARY KEY (compilation_id, place)
   )`,
  `CREATE INDEX compilation_part_of_clip ON lintel.compilation_part (clip_id)`,
  `CREATE TABLE lintel.compilation_review (
     id uuid PRIMARY KEY,
     place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
     compilation_id uuid NOT NULL REFERENCES lintel.compilation,
     -- Of the film that was looked at.
     sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
     outcome text NOT NULL CHECK (outcome IN ('approved', 'refused')),
     reason text NOT NULL,
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     at timestamptz NOT NULL DEFAULT now(),
     CHECK (outcome = 'approved' OR reason <> '')
   )`,
  `CREATE INDEX compilation_review_newest ON lintel.compilation_review (compilation_id, place)`,

  ...['compilation', 'compilation_part', 'compilation_review'].flatMap((table) => [
    `ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true) WITH CHECK (true)`,
  ]),

  `ALTER TABLE lintel.rendition DROP CONSTRAINT rendition_kind_check,
     ADD CONSTRAINT rendition_kind_check CHECK (kind IN
       ('proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform', 'redacted-copy', 'compilation'))`,
  `DROP INDEX lintel.rendition_one_of_kind`,
  `CREATE UNIQUE INDEX rendition_one_of_kind ON lintel.rendition (clip_id, kind) WHERE kind NOT IN ('redacted-copy', 'compilation')`,
  `ALTER TABLE lintel.access_ticket DROP CONSTRAINT access_ticket_content_check, DROP CONSTRAINT access_ticket_of_version,
     ADD CONSTRAINT access_ticket_content_check CHECK (content IN
       ('original', 'proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform', 'redacted-copy', 'compilation')),
     ADD CONSTRAINT access_ticket_of_version CHECK ((content IN ('redacted-copy', 'compilation')) = (rendition_id IS NOT NULL))`,

  // One part is gone, or is held while malware is suspected in it: then the film is.
  `CREATE FUNCTION lintel.is_compilation_closed(wanted uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
       WHERE p.compilation_id = wanted AND (c.erased_at IS NOT NULL OR lintel.is_held(c.id)))
   $$`,

  // Each part is an exhibit of this investigation as it is today, whole or with just what an approved copy covers and leaves out.
  `CREATE FUNCTION lintel.guard_compilation() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     given CONSTANT jsonb := NEW.recipe::jsonb;
   BEGIN
     -- Whoever erases one of them at this moment is waited for, or waits.
     PERFORM FROM lintel.clip c WHERE c.id IN (SELECT (p.part ->> 'clip')::uuid FROM ${PARTS}) ORDER BY c.id FOR SHARE;
     IF given ->> 'format' = 'lintel-compilation/v1' AND given ->> 'author' = NEW.author_id::text
        AND jsonb_array_length(given -> 'parts') BETWEEN 2 AND 20
        AND given #>> '{parts,0,clip}' = NEW.clip_id::text AND given #>> '{parts,0,master}' = NEW.master_sha256
        AND EXISTS (SELECT FROM lintel.exhibit e WHERE e.id = NEW.exhibit_id AND e.clip_id = NEW.clip_id)
        AND NOT EXISTS (
          SELECT FROM ${PARTS}
            LEFT JOIN lintel.clip c ON c.id = (p.part ->> 'clip')::uuid AND c.investigation_id = NEW.investigation_id
              AND c.sent_at IS NOT NULL AND c.master_at IS NOT NULL AND c.erased_at IS NULL AND c.stored_sha256 = p.part ->> 'master'
            LEFT JOIN lintel.exhibit e ON e.clip_id = c.id AND e.reference = p.part ->> 'exhibit'
            LEFT JOIN lintel.redaction d ON d.id = (p.part #>> '{copy,id}')::uuid AND d.clip_id = c.id
              AND d.recipe_sha256 = p.part #>> '{copy,recipeSha256}' AND lintel.redaction_may_go(d.id, c.id)
           WHERE (c.id IS NOT NULL AND e.id IS NOT NULL AND NOT lintel.is_held(c.id)
             AND (CASE WHEN jsonb_typeof(p.part -> 'copy') = 'null'
               THEN p.part -> 'masks' = '[]' AND p.part -> 'sound' = '[]'
               ELSE p.part -> 'masks' = d.recipe::jsonb -> 'masks' AND p.part -> 'sound' = d.recipe::jsonb -> 'sound'
                 AND (jsonb_typeof(d.recipe::jsonb -> 'trim') = 'null'
                   OR ((p.part #> '{trim,from}') >= (d.recipe::jsonb #> '{trim,from}')
                     AND (p.part #> '{trim,to}') <= (d.recipe::jsonb #> '{trim,to}'))) END)) IS NOT TRUE) THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'this cannot be put together' USING ERRCODE = 'LN016';
   END $$`,
  `CREATE TRIGGER guarded BEFORE INSERT ON lintel.compilation FOR EACH ROW EXECUTE FUNCTION lintel.guard_compilation()`,
  `CREATE FUNCTION lintel.write_compilation_parts() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     given CONSTANT jsonb := NEW.recipe::jsonb;
   BEGIN
     INSERT INTO lintel.compilation_part (compilation_id, place, clip_id, master_sha256, redaction_id)
       SELECT NEW.id, p.place, (p.part ->> 'clip')::uuid, p.part ->> 'master', (p.part #>> '{copy,id}')::uuid FROM ${PARTS};
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER parts AFTER INSERT ON lintel.compilation FOR EACH ROW EXECUTE FUNCTION lintel.write_compilation_parts()`,

  `GRANT SELECT, INSERT (id, investigation_id, clip_id, exhibit_id, number, title, reason, order_reason, recipe, recipe_sha256,
     master_sha256, author_id) ON lintel.compilation TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.compilation FOR SELECT TO lintel_workspace
     USING ((SELECT true FROM scope.readable WHERE readable_id = investigation_id LIMIT 1))`,
  `CREATE POLICY members_add ON lintel.compilation FOR INSERT TO lintel_workspace
     WITH CHECK (author_id = scope.officer() AND scope.changes(investigation_id) AND recipe <> '')`,
  `GRANT SELECT ON lintel.compilation_part TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.compilation_part FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.compilation m WHERE m.id = compilation_id))`,
  `GRANT SELECT, INSERT (id, compilation_id, sha256, outcome, reason, officer_id) ON lintel.compilation_review TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.compilation_review FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.compilation m WHERE m.id = compilation_id))`,
  // Only whoever has opened that very film says something of it.
  `CREATE POLICY viewers_add ON lintel.compilation_review FOR INSERT TO lintel_workspace
     WITH CHECK (officer_id = scope.officer() AND EXISTS (
       SELECT FROM lintel.compilation m JOIN lintel.rendition r ON r.id = m.id AND r.state = 'made'
         JOIN lintel.access_ticket t ON t.rendition_id = r.id AND t.officer_id = scope.officer() AND t.purpose = 'view'
        WHERE m.id = compilation_id AND scope.changes(m.investigation_id) AND r.sha256 = compilation_review.sha256))`,
  // The worker makes whatever was asked for, and erases it with each of its parts.
  `GRANT SELECT ON lintel.compilation, lintel.compilation_part TO lintel_worker`,
  `CREATE POLICY worker_reads ON lintel.compilation FOR SELECT TO lintel_worker USING (true)`,
  `CREATE POLICY worker_reads ON lintel.compilation_part FOR SELECT TO lintel_worker USING (true)`,
  `CREATE POLICY only_asked_films ON lintel.rendition AS RESTRICTIVE FOR INSERT TO lintel_worker
     WITH CHECK (kind <> 'compilation' OR EXISTS (SELECT FROM lintel.compilation m
       WHERE m.id = rendition.id AND m.clip_id = rendition.clip_id AND m.master_sha256 = input_sha256))`,
  `CREATE POLICY open_films ON lintel.access_ticket AS RESTRICTIVE FOR SELECT TO lintel_workspace
     USING (content <> 'compilation' OR NOT lintel.is_compilation_closed(rendition_id))`,
  `CREATE POLICY opens_films ON lintel.access_ticket AS RESTRICTIVE FOR INSERT TO lintel_workspace
     WITH CHECK (content <> 'compilation' OR NOT lintel.is_compilation_closed(rendition_id))`,

  // No film is kept of which a part is gone, or is another by now.
  `CREATE FUNCTION lintel.guard_film() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM FROM lintel.clip c WHERE c.id IN (SELECT p.clip_id FROM lintel.compilation_part p WHERE p.compilation_id = NEW.id)
       ORDER BY c.id FOR SHARE;
     IF EXISTS (SELECT FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
         WHERE p.compilation_id = NEW.id AND (c.erased_at IS NOT NULL OR c.stored_sha256 <> p.master_sha256)) THEN
       RAISE EXCEPTION 'a part of this has been erased' USING ERRCODE = 'LN022';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER film BEFORE INSERT ON lintel.rendition FOR EACH ROW WHEN (NEW.kind = 'compilation')
     EXECUTE FUNCTION lintel.guard_film()`,

  // Whatever a bundle is for, and whoever fills it: nothing decides yet whether each part of a film may go there.
  `CREATE FUNCTION lintel.refuse_films() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a JOIN lintel.rendition r ON r.kind = 'compilation' AND r.state = 'made' AND r.sha256 = a.sha256) THEN
       RAISE EXCEPTION 'a compilation goes into no bundle' USING ERRCODE = 'LN016';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER no_films AFTER INSERT ON lintel.bundle_entry REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.refuse_films()`,

  // Gone with any of its parts: the film, what it is of, and why. Its reference, hashes and who did what stay.
  `CREATE FUNCTION lintel.erase_compilations() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     films CONSTANT uuid[] := ARRAY(SELECT DISTINCT p.compilation_id FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
       WHERE c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
   BEGIN
     UPDATE lintel.compilation SET recipe = '', title = '(erased)', reason = '(erased)',
         order_reason = CASE WHEN order_reason <> '' THEN '(erased)' ELSE '' END WHERE id = ANY (films);
     UPDATE lintel.compilation_review SET reason = '(erased)' WHERE compilation_id = ANY (films) AND reason <> '';
     UPDATE lintel.rendition SET state = 'failed', object_key = NULL, facts = '{}', recipe = '{}', why = 'A part of it has been erased.'
      WHERE id = ANY (films) AND kind = 'compilation';
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER erase_compilations AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_compilations()`,

  `REVOKE EXECUTE ON FUNCTION lintel.is_compilation_closed(uuid), lintel.guard_compilation(), lintel.write_compilation_parts(),
     lintel.guard_film(), lintel.refuse_films(), lintel.erase_compilations() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.is_compilation_closed(uuid) TO lintel_workspace`,
];

const DOWN = [
  `DROP TRIGGER erase_compilations ON lintel.disposal`,
  `DROP TRIGGER no_films ON lintel.bundle_entry`,
  `DROP TRIGGER film ON lintel.rendition`,
  `DROP POLICY opens_films ON lintel.access_ticket`,
  `DROP POLICY open_films ON lintel.access_ticket`,
  `DROP POLICY only_asked_films ON lintel.rendition`,
  `DROP TABLE lintel.compilation_review`,
  `DROP TABLE lintel.compilation_part`,
  `DROP TABLE lintel.compilation`,
  `DROP FUNCTION lintel.erase_compilations(), lintel.refuse_films(), lintel.guard_film(), lintel.write_compilation_parts(),
     lintel.guard_compilation(), lintel.is_compilation_closed(uuid)`,
  `DELETE FROM lintel.access_ticket WHERE content = 'compilation'`,
  `DELETE FROM lintel.rendition WHERE kind = 'compilation'`,
  `ALTER TABLE lintel.access_ticket DROP CONSTRAINT access_ticket_of_version, DROP CONSTRAINT access_ticket_content_check,
     ADD CONSTRAINT access_ticket_content_check CHECK (content IN
       ('original', 'proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform', 'redacted-copy')),
     ADD CONSTRAINT access_ticket_of_version CHECK ((content = 'redacted-copy') = (rendition_id IS NOT NULL))`,
  `DROP INDEX lintel.rendition_one_of_kind`,
  `CREATE UNIQUE INDEX rendition_one_of_kind ON lintel.rendition (clip_id, kind) WHERE kind <> 'redacted-copy'`,
  `ALTER TABLE lintel.rendition DROP CONSTRAINT rendition_kind_check,
     ADD CONSTRAINT rendition_kind_check CHECK (kind IN
       ('proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy', 'waveform', 'redacted-copy'))`,
];

interface Addition {
  readonly of: string;
  readonly before: string;
  readonly added: string;
}

/** What functions that others have added to say of films, too. */
const ADDITIONS: readonly Addition[] = [
  // Whether the acting person may ask for the making.
  {
    of: 'lintel.may_ask_for(text,text,jsonb)',
    before: 'ELSE RETURN false;',
    added: `WHEN 'redaction/render-compilation' THEN
      RETURN EXISTS (SELECT FROM lintel.compilation m WHERE m.id = (payload ->> 'compilationId')::uuid AND scope.changes(m.investigation_id));
    `,
  },
  // What waited for a person to decide about malware is asked for again.
  {
    of: 'lintel.release_quarantine(uuid)',
    before: 'RETURN found_signature;',
    added: `INSERT INTO lintel.outbox (queue, name, job_id, payload)
       SELECT DISTINCT 'redaction', 'render-compilation', m.id::text, jsonb_build_object('compilationId', m.id, 'clipId', m.clip_id)
         FROM lintel.compilation m JOIN lintel.compilation_part p ON p.compilation_id = m.id AND p.clip_id = wanted
        WHERE NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.id = m.id);
     `,
  },
  // What plays ends, too.
  {
    of: 'lintel.may_go_on(text,uuid)',
    before: 'NOT lintel.is_copy_held(t.clip_id, t.content)',
    added: `(t.content <> 'compilation' OR NOT lintel.is_compilation_closed(t.rendition_id)) AND `,
  },
];

/** Of the function as it stands there: read in PostgreSQL, so that nothing of it is said twice. */
const rewritten = (of: string, from: string, to: string): string => `DO $do$
  DECLARE
    definition CONSTANT text := pg_get_functiondef('${of}'::regprocedure);
  BEGIN
    IF strpos(definition, $from$${from}$from$) = 0 THEN RAISE EXCEPTION '${of} is not as it was'; END IF;
    EXECUTE replace(definition, $from$${from}$from$, $to$${to}$to$);
  END $do$`;

export class Compilations1770000000720 implements MigrationInterface {
  readonly name = 'Compilations1770000000720';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    for (const { of, before, added } of ADDITIONS)
      await runner.query(rewritten(of, before, `${added}${before}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { of, before, added } of ADDITIONS)
      await runner.query(rewritten(of, `${added}${before}`, before));
    for (const sql of DOWN) await runner.query(sql);
  }
}
