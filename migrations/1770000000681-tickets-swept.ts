import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tickets to look at footage or to take a bundle go a day after they ran out: the log has each look, and a page of pictures opens sixty.
 * Two kinds stay. The first ticket of an item, which is how the victim learns that it was opened; and looks at redacted copies, on which
 * their reviews rest.
 */
const UP = [
  `CREATE FUNCTION lintel.sweep_tickets(most integer) RETURNS integer
   LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     WITH looks AS (
       DELETE FROM lintel.access_ticket WHERE id IN (
         SELECT t.id FROM lintel.access_ticket t
          WHERE t.expires_at < now() - interval '1 day' AND t.rendition_id IS NULL
            AND EXISTS (SELECT FROM lintel.access_ticket f
              WHERE f.clip_id = t.clip_id AND (f.created_at, f.id) < (t.created_at, t.id))
          LIMIT most) RETURNING 1
     ), bundles AS (
       DELETE FROM lintel.bundle_ticket WHERE expires_at < now() - interval '1 day' RETURNING 1
     )
     SELECT ((SELECT count(*) FROM looks) + (SELECT count(*) FROM bundles))::integer
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.sweep_tickets(integer) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.sweep_tickets(integer) TO lintel_worker`,
  // The first of an item is found without reading the others.
  `DROP INDEX lintel.access_ticket_clip`,
  `CREATE INDEX access_ticket_clip ON lintel.access_ticket (clip_id, created_at, id)`,
];

const DOWN = [
  `DROP INDEX lintel.access_ticket_clip`,
  `CREATE INDEX access_ticket_clip ON lintel.access_ticket (clip_id)`,
  `DROP FUNCTION lintel.sweep_tickets(integer)`,
];

export class TicketsSwept1770000000681 implements MigrationInterface {
  readonly name = 'TicketsSwept1770000000681';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
