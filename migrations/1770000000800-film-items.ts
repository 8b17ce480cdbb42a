import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An approved film of several exhibits is an item: decided about, scheduled, and given away with its recipe. It goes beside each of its
 * parts alone, and to the defence and the court only where it shows nothing of a part that they are not given of that.
 */
const kinds = (from: string, to: string): string => `DO $do$
   DECLARE
     kinds CONSTANT text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'written_item_kind_check');
   BEGIN
     IF array_length(string_to_array(kinds, $from$${from}$from$), 1) <> 2 THEN
       RAISE EXCEPTION 'the kinds of written items are not those that are known';
     END IF;
     EXECUTE 'ALTER TABLE lintel.written_item DROP CONSTRAINT written_item_kind_check,
       ADD CONSTRAINT written_item_kind_check ' || replace(kinds, $from$${from}$from$, $to$${to}$to$);
   END $do$`;
const KINDS = [`'transcript'::text`, `'transcript'::text, 'film'::text`] as const;

/** @param refused which of the files that are added are films that do not go so */
const entries = (
  refused: string,
  why: string,
): string => `CREATE OR REPLACE FUNCTION lintel.refuse_films() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a${refused}) THEN
       RAISE EXCEPTION '${why}' USING ERRCODE = 'LN016';
     END IF;
     RETURN NULL;
   END $$`;
const ANY_FILM = ` JOIN lintel.rendition r ON r.kind = 'compilation' AND r.state = 'made' AND r.sha256 = a.sha256`;
const FILMS = (column: string): string =>
  `(SELECT r.${column} FROM lintel.rendition r WHERE r.kind = 'compilation' AND r.state = 'made')`;
const OTHER_FILM = ` WHERE (a.path ~* '^data/films/' OR a.sha256 IN ${FILMS('sha256')} OR a.object_key IN ${FILMS('object_key')})
       AND NOT EXISTS (SELECT FROM lintel.bundle_item i JOIN lintel.written_item w ON w.clip_id = i.clip_id AND w.kind = 'film'
           LEFT JOIN lintel.rendition r ON r.id = w.source AND r.kind = 'compilation' AND r.state = 'made'
         WHERE i.bundle_id = a.bundle_id AND lintel.film_may_go(i.bundle_id, i.clip_id)
           AND ((a.path = 'data/films/' || i.folder || '/film.mp4' AND a.sha256 = w.content ->> 'film' AND a.object_key = r.object_key)
             OR (a.path = 'data/films/' || i.folder || '/recipe.json' AND a.sha256 = w.content ->> 'recipe')))`;

const UP = [
  kinds(...KINDS),
  // Those of before, where this was taken back meanwhile; some as applications, where those were taken back, too.
  `UPDATE lintel.written_item w SET kind = 'film' WHERE w.kind IN ('clip-notes', 'application')
     AND EXISTS (SELECT FROM lintel.compilation m WHERE m.id = w.source)`,

  // Put together as it was approved, of parts that are all here, as they were, and not held.
  `CREATE FUNCTION lintel.film_is_approved(film uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.rendition r
       JOIN LATERAL (SELECT v.outcome, v.sha256 FROM lintel.compilation_review v WHERE v.compilation_id = r.id
         ORDER BY v.place DESC LIMIT 1) v ON v.outcome = 'approved' AND v.sha256 = r.sha256
      WHERE r.id = film AND r.kind = 'compilation' AND r.state = 'made')
   $$`,
  `CREATE FUNCTION lintel.film_is_open(film uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT EXISTS (SELECT FROM lintel.compilation m WHERE m.id = film AND m.recipe <> '' AND NOT lintel.is_compilation_closed(m.id))
       AND NOT EXISTS (SELECT FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
         WHERE p.compilation_id = film AND c.stored_sha256 IS DISTINCT FROM p.master_sha256)
   $$`,
  // Of no part is more shown than the defence and the court are given of it: where a copy was chosen, that or an extract of it.
  `CREATE FUNCTION lintel.film_is_as_chosen(film uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT NOT EXISTS (SELECT FROM lintel.compilation_part p LEFT JOIN lintel.redaction d ON d.id = p.redaction_id
        CROSS JOIN LATERAL (SELECT lintel.chosen_redaction(p.clip_id) AS id) chosen
      WHERE p.compilation_id = film AND (
        (chosen.id IS NOT NULL AND (p.redaction_id = chosen.id OR d.source_id = chosen.id) IS NOT TRUE)
        OR (p.redaction_id IS NOT NULL AND NOT lintel.redaction_may_go(p.redaction_id, p.clip_id))))
   $$`,
  // Of a film as an item; null of any other.
  `CREATE FUNCTION lintel.film_of(item uuid) RETURNS jsonb
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT jsonb_build_object('isApproved', lintel.film_is_approved(w.source), 'isOpen', lintel.film_is_open(w.source),
         'isAsChosen', lintel.film_is_as_chosen(w.source),
         'parts', (SELECT coalesce(jsonb_agg(DISTINCT p.clip_id), '[]') FROM lintel.compilation_part p WHERE p.compilation_id = w.source))
       FROM lintel.written_item w WHERE w.clip_id = item AND w.kind = 'film'
   $$`,
  `CREATE FUNCTION lintel.film_may_go(bundle uuid, item uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce((SELECT lintel.film_is_approved(w.source) AND lintel.film_is_open(w.source)
         AND (b.kind = 'prosecution' OR lintel.film_is_as_chosen(w.source))
         AND NOT EXISTS (SELECT FROM lintel.compilation_part p WHERE p.compilation_id = w.source AND NOT EXISTS (
           SELECT FROM lintel.bundle_item i WHERE i.bundle_id = b.id AND i.clip_id = p.clip_id AND lintel.may_go_to(b.kind, p.clip_id)))
       FROM lintel.written_item w, lintel.bundle b WHERE w.clip_id = item AND w.kind = 'film' AND b.id = bundle), true)
   $$`,

  // What is taken as its words names the film and the recipe that were approved. The other words are the workspace's.
  `CREATE FUNCTION lintel.guard_film_item() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     -- Erased.
     IF NEW.content = '{}' THEN RETURN NEW; END IF;
     -- Whoever erases one of them at this moment is waited for, or waits.
     PERFORM FROM lintel.clip c WHERE c.id IN (SELECT p.clip_id FROM lintel.compilation_part p WHERE p.compilation_id = NEW.source)
       ORDER BY c.id FOR SHARE;
     IF EXISTS (SELECT FROM lintel.compilation m JOIN lintel.exhibit e ON e.id = m.exhibit_id JOIN lintel.rendition r ON r.id = m.id
         WHERE m.id = NEW.source AND m.investigation_id = NEW.investigation_id
           AND lintel.film_is_approved(m.id) AND lintel.film_is_open(m.id)
           AND NEW.content ->> 'film' = r.sha256 AND NEW.content ->> 'recipe' = m.recipe_sha256
           AND NEW.content ->> 'title' = m.title AND NEW.content ->> 'reference' = e.reference || '/' || m.number) THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'this is not what was approved of that film' USING ERRCODE = 'LN016';
   END $$`,
  `CREATE TRIGGER film_is_whole BEFORE INSERT OR UPDATE OF content ON lintel.written_item FOR EACH ROW
     WHEN (NEW.kind = 'film') EXECUTE FUNCTION lintel.guard_film_item()`,

  // When the request is whole: its parts may come after it.
  `CREATE FUNCTION lintel.guard_bundle_film() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF lintel.film_may_go(NEW.bundle_id, NEW.clip_id) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'this film may not go without each of its parts, unapproved, or beside what shows less' USING ERRCODE = 'LN016';
   END $$`,
  `CREATE CONSTRAINT TRIGGER film_may_go AFTER INSERT ON lintel.bundle_item DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_film()`,
  // Something may have been decided or chosen otherwise between the request and the seal.
  `CREATE FUNCTION lintel.guard_film_state() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.state = 'sealed' AND EXISTS (SELECT FROM lintel.bundle_item i
         WHERE i.bundle_id = NEW.bundle_id AND NOT lintel.film_may_go(i.bundle_id, i.clip_id)) THEN
       RAISE EXCEPTION 'a film of this bundle may not go any more' USING ERRCODE = 'LN016';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER film BEFORE INSERT ON lintel.bundle_state FOR EACH ROW EXECUTE FUNCTION lintel.guard_film_state()`,
  // The last check before a seal: a film is that of an item of this bundle, in its place, or is not there.
  entries(OTHER_FILM, 'a film goes into a bundle as an item of it alone'),

  // With one part goes the film, and what nobody has decided about of it.
  `CREATE FUNCTION lintel.erase_film_items() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM lintel.drop_loose(ARRAY(SELECT w.clip_id FROM lintel.written_item w WHERE w.kind = 'film' AND w.frozen_at IS NULL
       AND EXISTS (SELECT FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
         WHERE p.compilation_id = w.source AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id))));
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER erase_film_items AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_film_items()`,
  `REVOKE EXECUTE ON FUNCTION lintel.film_is_approved(uuid), lintel.film_is_open(uuid), lintel.film_is_as_chosen(uuid),
     lintel.film_of(uuid), lintel.film_may_go(uuid, uuid), lintel.guard_film_item(), lintel.guard_bundle_film(),
     lintel.guard_film_state(), lintel.erase_film_items() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.film_of(uuid) TO lintel_workspace, lintel_worker`,
  `GRANT EXECUTE ON FUNCTION lintel.film_is_approved(uuid), lintel.film_is_open(uuid) TO lintel_workspace`,
];

/** What was decided about stays an officers' note with the words that were fixed, and is decided about again; the rest goes. */
const DOWN = [
  'DROP TRIGGER erase_film_items ON lintel.disposal',
  'DROP TRIGGER film ON lintel.bundle_state',
  'DROP TRIGGER film_may_go ON lintel.bundle_item',
  'DROP TRIGGER film_is_whole ON lintel.written_item',
  entries(ANY_FILM, 'a compilation goes into no bundle'),
  `DROP FUNCTION lintel.erase_film_items(), lintel.guard_film_state(), lintel.guard_bundle_film(), lintel.guard_film_item(),
     lintel.film_may_go(uuid, uuid), lintel.film_of(uuid), lintel.film_is_as_chosen(uuid), lintel.film_is_open(uuid),
     lintel.film_is_approved(uuid)`,
  `SELECT lintel.drop_loose(ARRAY(SELECT w.clip_id FROM lintel.written_item w WHERE w.kind = 'film' AND w.frozen_at IS NULL))`,
  `UPDATE lintel.written_item SET kind = 'clip-notes', doubted_at = clock_timestamp(), doubt = 'newer-version' WHERE kind = 'film'`,
  kinds(KINDS[1], KINDS[0]),
];

export class FilmItems1770000000800 implements MigrationInterface {
  readonly name = 'FilmItems1770000000800';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
