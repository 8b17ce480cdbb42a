import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
INSERT INTO custody.event_type (type, category) VALUES ('history-exported', 'disclosure'), ('audit-searched', 'consultation');
INSERT INTO custody.permitted_type (role, type) VALUES
  ('lintel_workspace', 'history-exported'), ('lintel_workspace', 'audit-searched');

-- What auditors search by. Ids are UUIDs of version 7, so their order is that of time.
CREATE INDEX record_actor ON custody.record ((event::jsonb #>> '{actor,id}'), id);
CREATE INDEX record_investigation ON custody.record ((event::jsonb ->> 'investigation'), id);
CREATE INDEX record_type ON custody.record ((event::jsonb ->> 'type'), id);

-- The whole log for auditors, newest first, without the chains of drafts: those are hers. Runs as the owner, for under
-- row-level security no index on an expression would be used.
CREATE FUNCTION lintel.search_log(
  actor text, investigation text, chain text, types text[], since uuid, before uuid, most integer)
RETURNS TABLE (id uuid, subject text, seq bigint, event text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE
    'SELECT r.id, r.subject, r.seq, r.event FROM custody.record r WHERE (r.subject NOT LIKE ''clip:%'' OR EXISTS (
       SELECT FROM lintel.clip c WHERE c.id = substr(r.subject, 6)::uuid AND c.sent_at IS NOT NULL))'
    || CASE WHEN actor IS NULL THEN '' ELSE ' AND r.event::jsonb #>> ''{actor,id}'' = $1' END
    || CASE WHEN investigation IS NULL THEN '' ELSE ' AND r.event::jsonb ->> ''investigation'' = $2' END
    || CASE WHEN chain IS NULL THEN '' ELSE ' AND r.subject = $3' END
    || CASE WHEN types IS NULL THEN '' ELSE ' AND r.event::jsonb ->> ''type'' = ANY ($4)' END
    || CASE WHEN since IS NULL THEN '' ELSE ' AND r.id >= $5' END
    || CASE WHEN before IS NULL THEN '' ELSE ' AND r.id < $6' END
    || ' ORDER BY r.id DESC LIMIT $7'
    USING actor, investigation, chain, types, since, before, most;
END $$;

-- How often a person did what, in how many investigations, and from when to when.
CREATE FUNCTION lintel.trail_of(person text)
RETURNS TABLE (type text, times bigint, first_id uuid, last_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.event::jsonb ->> 'type', count(*), min(r.id::text)::uuid, max(r.id::text)::uuid FROM custody.record r
   WHERE r.event::jsonb #>> '{actor,id}' = person GROUP BY 1 ORDER BY 2 DESC, 1
$$;
REVOKE EXECUTE ON FUNCTION lintel.search_log(text, text, text, text[], uuid, uuid, integer), lintel.trail_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.search_log(text, text, text, text[], uuid, uuid, integer), lintel.trail_of(text)
  TO lintel_workspace;
`;

const BACK = `
DROP FUNCTION lintel.trail_of(text);
DROP FUNCTION lintel.search_log(text, text, text, text[], uuid, uuid, integer);
DROP INDEX custody.record_type;
DROP INDEX custody.record_investigation;
DROP INDEX custody.record_actor;
DELETE FROM custody.permitted_type WHERE type IN ('history-exported', 'audit-searched');
DELETE FROM custody.event_type WHERE type IN ('history-exported', 'audit-searched');
`;

/** What people do with the log itself, and how auditors search all of it. */
export class CustodyInView1764000000081 implements MigrationInterface {
  readonly name = 'CustodyInView1764000000081';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
