import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first investigations by URN of which the acting officer is a member, as they are searched for. Membership is a part of each
 * statement here, where a policy would look for it again in each row before any word is compared. `part` is in lower case, a part
 * of the reference or of the name of the officer in the case; `words` a query of word beginnings. What is not asked for is left out, so that
 * the plan is made for what is asked.
 */
const SEARCH = `CREATE FUNCTION lintel.search_mine(
     part text, words text, exhibit text, submission text, led_only boolean, of_team text, state text, after uuid, most integer)
   RETURNS TABLE (id uuid, urn text, offence text, team text, oic_id uuid, created_at timestamptz, closed_at timestamptz)
   LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     me CONSTANT uuid := scope.officer();
     mine CONSTANT text := '(SELECT i.id, i.urn, i.offence, i.team, i.oic_id, i.created_at, i.closed_at
         FROM lintel.investigation i JOIN lintel.investigation_member m
           ON m.investigation_id = i.id AND m.officer_id = $1 AND m.removed_at IS NULL WHERE true'
       || CASE WHEN led_only THEN ' AND i.oic_id = $1' ELSE '' END
       || CASE WHEN of_team IS NULL THEN '' ELSE ' AND lower(i.team) = lower($6)' END
       || CASE state WHEN 'open' THEN ' AND i.closed_at IS NULL' WHEN 'closed' THEN ' AND i.closed_at IS NOT NULL' ELSE '' END
       || CASE WHEN after IS NULL THEN '' ELSE ' AND i.urn > (SELECT l.urn FROM lintel.investigation l
            JOIN lintel.investigation_member k ON k.investigation_id = l.id AND k.officer_id = $1 AND k.removed_at IS NULL
           WHERE l.id = $7)' END;
     page CONSTANT text := ' ORDER BY i.urn LIMIT $8)';
     said CONSTANT text := ' AND (position($2 in lower(i.urn)) > 0
         OR i.oic_id IN (SELECT o.id FROM lintel.officer o WHERE position($2 in lower(o.display_name)) > 0)'
       || CASE WHEN words IS NULL THEN ')' ELSE ' OR i.words @@ to_tsquery(''simple'', $3))' END;
     -- Each way to have just what is searched for has an index, and a plan of its own.
     has CONSTANT text := concat_ws(' UNION ',
       CASE WHEN exhibit IS NOT NULL THEN mine || ' AND EXISTS (SELECT FROM lintel.exhibit e
         WHERE e.investigation_id = i.id AND e.reference = $4)' || page END,
       CASE WHEN submission IS NOT NULL THEN mine || ' AND i.id = (SELECT s.investigation_id FROM lintel.submission s
         WHERE s.reference = $5 AND s.state IN (''sent'', ''triaged''))' || page END);
   BEGIN
     IF me IS NULL THEN RETURN; END IF;
     RETURN QUERY EXECUTE CASE WHEN part IS NULL THEN mine || page
         WHEN has = '' THEN mine || said || page
         -- Beyond these no words are read: the page is full of those that have just what is searched for. Both ends are given, each as
         -- one value, so that PostgreSQL expects few and reads in order of URN until the page is full.
         ELSE 'WITH exact AS (SELECT * FROM (' || has || ') e ORDER BY urn LIMIT $8)
           SELECT * FROM exact UNION ' || mine || said || ' AND i.urn BETWEEN (SELECT min(urn) FROM lintel.investigation) AND
             coalesce((SELECT max(urn) FROM exact HAVING count(*) >= $8), (SELECT max(urn) FROM lintel.investigation))' || page END
       USING me, part, words, exhibit, submission, of_team, after, most;
   END $$`;

const SIGNATURE = 'lintel.search_mine(text, text, text, text, boolean, text, text, uuid, integer)';

export class SearchOfMine1770000000610 implements MigrationInterface {
  readonly name = 'SearchOfMine1770000000610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEARCH);
    await runner.query(`REVOKE EXECUTE ON FUNCTION ${SIGNATURE} FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION ${SIGNATURE} TO lintel_workspace`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION ${SIGNATURE}`);
  }
}
