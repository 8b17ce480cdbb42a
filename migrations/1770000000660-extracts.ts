import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An extract of an exhibit: the frames from one to another, of the recording itself or of an approved redaction of it. It is
 * kept as a redaction is, with a recipe, a copy that is a rendition, and reviews; and it has a reference of its own, like a still.
 */
const UP = [
  // `exhibit_id` is set of extracts alone. Their `version` is the last number of their reference, as of AB/1/2.
  `ALTER TABLE lintel.redaction ADD COLUMN exhibit_id uuid REFERENCES lintel.exhibit,
     ADD COLUMN title text, ADD COLUMN reason text,
     -- The redaction of whose copy it is a part; null: of the recording as it came.
     ADD COLUMN source_id uuid REFERENCES lintel.redaction,
     ADD CONSTRAINT redaction_of_extract CHECK (
       (exhibit_id IS NULL AND title IS NULL AND reason IS NULL AND source_id IS NULL)
       OR (exhibit_id IS NOT NULL AND title <> '' AND reason <> '')),
     DROP CONSTRAINT redaction_clip_id_version_key`,
  `CREATE UNIQUE INDEX redaction_version ON lintel.redaction (clip_id, version) WHERE exhibit_id IS NULL`,
  `CREATE UNIQUE INDEX redaction_extract ON lintel.redaction (exhibit_id, version) WHERE exhibit_id IS NOT NULL`,
  `CREATE INDEX redaction_of_clip ON lintel.redaction (clip_id, version)`,
  `CREATE INDEX redaction_source ON lintel.redaction (source_id) WHERE source_id IS NOT NULL`,
  `GRANT INSERT (exhibit_id, title, reason, source_id) ON lintel.redaction TO lintel_workspace`,

  // An extract covers and silences just what its source does, shows nothing that its source leaves out, and adds nothing.
  `CREATE FUNCTION lintel.guard_extract() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     base jsonb := '{"masks": [], "sound": [], "trim": null}';
     given jsonb;
   BEGIN
     IF NEW.exhibit_id IS NULL THEN RETURN NEW; END IF;
     given := NEW.recipe::jsonb;
     IF NEW.source_id IS NOT NULL THEN
       SELECT d.recipe::jsonb INTO base FROM lintel.redaction d
        WHERE d.id = NEW.source_id AND d.exhibit_id IS NULL AND lintel.redaction_may_go(d.id, NEW.clip_id);
     END IF;
     IF base IS NOT NULL
        AND given -> 'masks' = base -> 'masks' AND given -> 'sound' = base -> 'sound'
        AND jsonb_typeof(given -> 'trim') = 'object'
        AND (jsonb_typeof(base -> 'trim') = 'null'
          OR ((given #> '{trim,from}') >= (base #> '{trim,from}') AND (given #> '{trim,to}') <= (base #> '{trim,to}')))
        AND EXISTS (SELECT FROM lintel.exhibit e WHERE e.id = NEW.exhibit_id AND e.clip_id = NEW.clip_id)
        AND NOT EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id = NEW.clip_id AND m.quarantined) THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'this is no extract of that' USING ERRCODE = 'LN016';
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.guard_extract() FROM PUBLIC`,
  `CREATE TRIGGER extract BEFORE INSERT ON lintel.redaction FOR EACH ROW EXECUTE FUNCTION lintel.guard_extract()`,
];

const mayGo = (
  more: string,
): string => `CREATE OR REPLACE FUNCTION lintel.redaction_may_go(wanted uuid, clip uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (
       SELECT FROM lintel.redaction d
         JOIN lintel.clip c ON c.id = d.clip_id AND c.stored_sha256 = d.master_sha256 AND c.erased_at IS NULL
         JOIN lintel.rendition r ON r.id = d.id AND r.state = 'made'
         JOIN LATERAL (SELECT v.outcome, v.sha256 FROM lintel.redaction_review v WHERE v.redaction_id = d.id
           ORDER BY v.place DESC LIMIT 1) v ON v.outcome = 'approved' AND v.sha256 = r.sha256
        WHERE d.id = wanted AND d.clip_id = clip${more})
   $$`;

/** An extract may go for as long as the redaction that it is a part of may. */
const OF_SOURCE = `
          AND (d.source_id IS NULL OR lintel.redaction_may_go(d.source_id, d.clip_id))`;

const erase = (
  emptied: string,
): string => `CREATE OR REPLACE FUNCTION lintel.erase_redactions() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.redaction SET ${emptied} WHERE clip_id IN
       (SELECT c.id FROM lintel.clip c WHERE c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     UPDATE lintel.redaction_review r SET reason = '(erased)' FROM lintel.redaction d
       JOIN lintel.clip c ON c.id = d.clip_id
      WHERE d.id = r.redaction_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id) AND r.reason <> '';
     RETURN NULL;
   END $$`;

const EMPTIED = `recipe = '', title = CASE WHEN exhibit_id IS NOT NULL THEN '(erased)' END,
       reason = CASE WHEN exhibit_id IS NOT NULL THEN '(erased)' END`;

/** What waited for a person to decide about malware is asked for again, as the viewing copies are. */
const WAITING = `INSERT INTO lintel.outbox (queue, name, job_id, payload)
       SELECT 'redaction', 'render-redaction', d.id::text, jsonb_build_object('redactionId', d.id) FROM lintel.redaction d
        WHERE d.clip_id = wanted AND NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.id = d.id);
     `;
const RELEASED = 'RETURN found_signature;';

export class Extracts1770000000660 implements MigrationInterface {
  readonly name = 'Extracts1770000000660';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    await runner.query(mayGo(OF_SOURCE));
    await runner.query(erase(EMPTIED));
    await runner.query((await release(runner)).replace(RELEASED, `${WAITING}${RELEASED}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query((await release(runner)).replace(WAITING, ''));
    await runner.query(erase(`recipe = ''`));
    await runner.query(mayGo(''));
    for (const sql of DOWN) await runner.query(sql);
  }
}

/** An extract becomes a further version of the clip's redaction, so that what was chosen to go still goes as it was chosen. */
const DOWN = [
  `DROP TRIGGER extract ON lintel.redaction`,
  `DROP FUNCTION lintel.guard_extract()`,
  `DROP INDEX lintel.redaction_source, lintel.redaction_of_clip, lintel.redaction_extract, lintel.redaction_version`,
  `ALTER TABLE lintel.redaction DROP CONSTRAINT redaction_of_extract`,
  `UPDATE lintel.redaction d SET version = n.version FROM (
     SELECT e.id, row_number() OVER (PARTITION BY e.clip_id ORDER BY e.version) + coalesce((SELECT max(o.version)
         FROM lintel.redaction o WHERE o.clip_id = e.clip_id AND o.exhibit_id IS NULL), 0) AS version
       FROM lintel.redaction e WHERE e.exhibit_id IS NOT NULL) n
    WHERE n.id = d.id`,
  `ALTER TABLE lintel.redaction DROP COLUMN exhibit_id, DROP COLUMN title, DROP COLUMN reason, DROP COLUMN source_id,
     ADD CONSTRAINT redaction_clip_id_version_key UNIQUE (clip_id, version)`,
];

async function release(runner: QueryRunner): Promise<string> {
  const [row] = (await runner.query(
    `SELECT pg_get_functiondef('lintel.release_quarantine(uuid)'::regprocedure) AS definition`,
  )) as [{ definition: string }];
  return row.definition;
}
