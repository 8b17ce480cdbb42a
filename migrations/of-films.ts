/** Of films: what the chains of all their parts keep open of their words. */
const openingsOf = (films: string): string => `DELETE FROM lintel.opening o USING custody.record e
     WHERE o.subject IN (SELECT 'clip:' || p.clip_id FROM lintel.compilation_part p WHERE p.compilation_id IN (${films}))
       AND e.id = o.event_id AND e.type LIKE 'compilation-%' AND (e.event::jsonb #>> '{detail,compilation}')::uuid IN (${films})`;

/** With one part of a film go its words wherever they stand: an item's own erasure empties the item's own chain alone. */
export const CLOSE_FILMS = `CREATE FUNCTION lintel.close_films() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     ${openingsOf(`SELECT q.compilation_id FROM lintel.compilation_part q JOIN lintel.clip c ON c.id = q.clip_id
         WHERE c.id = NEW.clip_id OR c.derived_from = NEW.clip_id`)};
     RETURN NULL;
   END $$`;

export const CLOSE_ERASED_FILMS = openingsOf(`SELECT m.id FROM lintel.compilation m WHERE m.recipe = ''`);
