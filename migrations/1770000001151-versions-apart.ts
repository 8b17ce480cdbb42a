import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded } from './reworded';

/**
 * One recording comes more than once: the same file again, or a copy and then its better version. Where one of them was decided to be
 * sensitive and the other goes to the defence, what was withheld is given all the same. Such a one goes only where whoever decided
 * about either wrote that they are decided otherwise on purpose.
 */
const UP = [
  `ALTER TABLE lintel.decision ADD COLUMN despite_version boolean NOT NULL DEFAULT false`,
  `COMMENT ON COLUMN lintel.decision.despite_version IS 'Whoever decided knew that another version of the recording is decided otherwise, one of them sensitive.'`,
  `GRANT INSERT (despite_version) ON lintel.decision TO lintel_workspace`,
  // Which others a row names as the same recording. It is part of what the form says by decision.
  `ALTER TABLE lintel.schedule_item ADD COLUMN same_as text NOT NULL DEFAULT ''`,
  `ALTER TABLE lintel.restricted_schedule_item ADD COLUMN same_as text NOT NULL DEFAULT ''`,
  // By the sender's word or by the same file, also by way of a third one. A file that many sent is gone to once.
  `CREATE FUNCTION lintel.versions_of(clip uuid) RETURNS SETOF uuid
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     WITH RECURSIVE asked AS MATERIALIZED (
       SELECT c.id, c.investigation_id AS investigation FROM lintel.clip c
        WHERE c.id = versions_of.clip AND c.sent_at IS NOT NULL AND NOT c.written),
     joined (id, sha256) AS (
       SELECT a.id, NULL::text FROM asked a
       UNION
       SELECT n.id, n.sha256 FROM joined j CROSS JOIN asked a CROSS JOIN LATERAL (
         SELECT NULL::uuid AS id, c.stored_sha256 AS sha256 FROM lintel.clip c WHERE c.id = j.id AND c.stored_sha256 IS NOT NULL
         UNION ALL
         SELECT w.id, NULL FROM lintel.clip c JOIN lintel.clip w ON w.id = c.replaces
          WHERE c.id = j.id AND w.investigation_id = a.investigation AND w.sent_at IS NOT NULL AND NOT w.written
         UNION ALL
         SELECT b.id, NULL FROM lintel.clip b
          WHERE b.replaces = j.id AND b.investigation_id = a.investigation AND b.sent_at IS NOT NULL AND NOT b.written
         UNION ALL
         SELECT s.id, NULL FROM lintel.clip s
          WHERE s.stored_sha256 = j.sha256 AND s.investigation_id = a.investigation AND s.sent_at IS NOT NULL AND NOT s.written) n)
     SELECT j.id FROM joined j WHERE j.id IS NOT NULL AND j.id <> versions_of.clip
   $$`,
  `CREATE FUNCTION lintel.version_withheld(clip uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     -- The later of the two decisions knew of the other: of what was decided after it, it says nothing.
     SELECT EXISTS (
       SELECT FROM lintel.versions_of(version_withheld.clip) v (id)
         CROSS JOIN LATERAL (SELECT d.place, d.despite_version FROM lintel.decision d WHERE d.clip_id = v.id ORDER BY d.place DESC LIMIT 1) theirs
         LEFT JOIN LATERAL (SELECT d.place, d.despite_version FROM lintel.decision d
           WHERE d.clip_id = version_withheld.clip ORDER BY d.place DESC LIMIT 1) own ON true
        WHERE lintel.standing(v.id) = 'sensitive'
          AND NOT (CASE WHEN own.place > theirs.place THEN own.despite_version ELSE theirs.despite_version END)
          AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = v.id AND c.erased_at IS NULL))
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.versions_of(uuid), lintel.version_withheld(uuid) FROM PUBLIC`,
  `CREATE FUNCTION lintel.my_versions_of(clips uuid[]) RETURNS TABLE (clip uuid, version uuid)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT c.id, v.id FROM lintel.clip c CROSS JOIN LATERAL lintel.versions_of(c.id) v (id)
      WHERE c.id = ANY (my_versions_of.clips) AND scope.changes(c.investigation_id)
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.my_versions_of(uuid[]) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.my_versions_of(uuid[]) TO lintel_workspace`,
  reworded('may_go_to', [
    [
      `AND NOT (kind = 'defence' AND lintel.tells_withheld(clip))`,
      `AND NOT (kind = 'defence' AND lintel.tells_withheld(clip))
       AND NOT (kind <> 'prosecution' AND lintel.version_withheld(clip))`,
    ],
  ]),
];

const DOWN = [
  reworded('may_go_to', [[`\n       AND NOT (kind <> 'prosecution' AND lintel.version_withheld(clip))`, '']]),
  'DROP FUNCTION lintel.my_versions_of(uuid[]), lintel.version_withheld(uuid), lintel.versions_of(uuid)',
  'ALTER TABLE lintel.restricted_schedule_item DROP COLUMN same_as',
  'ALTER TABLE lintel.schedule_item DROP COLUMN same_as',
  'ALTER TABLE lintel.decision DROP COLUMN despite_version',
];

export class VersionsApart1770000001151 implements MigrationInterface {
  readonly name = 'VersionsApart1770000001151';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
