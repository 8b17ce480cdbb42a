import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What `trim` takes from both ends of an answer before it is shown. */
const BLANK = `E' \\t\\n\\r\\v\\f' || U&'\\00A0\\1680\\2000\\2001\\2002\\2003\\2004\\2005\\2006\\2007\\2008\\2009\\200A\\2028\\2029\\202F\\205F\\3000\\FEFF'`;

const UP = [
  // Each answer in words stands as a line of its own, after a yes or a no at most; and there are no more lines than answers.
  `CREATE FUNCTION lintel.tells_entry(content jsonb, answers jsonb, follows uuid) RETURNS boolean
   LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     blank CONSTANT text := ${BLANK};
     said text;
     details integer := 0;
   BEGIN
     IF content -> 'answers' IS DISTINCT FROM answers THEN RETURN false; END IF;
     FOREACH said IN ARRAY ARRAY[answers #>> '{more,where}', answers #>> '{more,seen}', answers #>> '{more,effect}', answers #>> '{more,before}',
         answers #>> '{what,words}', answers #>> '{who,words}'] LOOP
       CONTINUE WHEN btrim(coalesce(said, ''), blank) = '';
       IF NOT EXISTS (SELECT FROM jsonb_array_elements(content -> 'lines') l WHERE l ->> 'text' = btrim(said, blank)) THEN RETURN false; END IF;
     END LOOP;
     FOREACH said IN ARRAY ARRAY[answers #>> '{said,words}', answers #>> '{order,words}'] LOOP
       CONTINUE WHEN btrim(coalesce(said, ''), blank) = '';
       IF NOT EXISTS (SELECT FROM jsonb_array_elements(content -> 'lines') l
           WHERE right(l ->> 'text', length(btrim(said, blank))) = btrim(said, blank)) THEN RETURN false; END IF;
     END LOOP;
     SELECT count(*) INTO details FROM jsonb_each_text(coalesce(answers -> 'more', '{}')) m WHERE btrim(m.value, blank) <> '';
     RETURN jsonb_array_length(content -> 'lines') <= 6 + greatest(details, 1) + (follows IS NOT NULL)::integer;
   END $$`,
  `CREATE FUNCTION lintel.guard_said_item() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     -- Erased.
     IF NEW.content = '{}' OR session_user <> 'lintel_workspace' THEN RETURN NEW; END IF;
     IF NEW.kind = 'incident' AND EXISTS (SELECT FROM lintel.incident i WHERE i.id = NEW.source AND i.sent_at IS NOT NULL
           AND i.investigation_id = NEW.investigation_id AND lintel.tells_entry(NEW.content, i.answers, i.follows))
        OR NEW.kind = 'message' AND EXISTS (SELECT FROM lintel.message m, jsonb_array_elements(NEW.content -> 'lines') l
           WHERE m.id = NEW.source AND m.investigation_id = NEW.investigation_id AND l ->> 'text' = m.body) THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'these are not the words that were sent' USING ERRCODE = 'LN016';
   END $$`,
  `CREATE TRIGGER said_is_whole BEFORE INSERT OR UPDATE OF content ON lintel.written_item
     FOR EACH ROW WHEN (NEW.kind IN ('incident', 'message')) EXECUTE FUNCTION lintel.guard_said_item()`,
  'REVOKE EXECUTE ON FUNCTION lintel.tells_entry(jsonb, jsonb, uuid), lintel.guard_said_item() FROM PUBLIC',
];

const DOWN = [
  'DROP TRIGGER said_is_whole ON lintel.written_item',
  'DROP FUNCTION lintel.guard_said_item(), lintel.tells_entry(jsonb, jsonb, uuid)',
];

/**
 * An entry of the diary goes to court in the words in which it was sent, as transcripts and films do. Before, whoever had broken into
 * the workspace while a member was signed in could have any other words fixed and locked as what the victim wrote.
 */
export class EntriesAsWritten1770000001002 implements MigrationInterface {
  readonly name = 'EntriesAsWritten1770000001002';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
