import type { MigrationInterface, QueryRunner } from 'typeorm';

const view = (more: string): string => `VIEW lintel.team_overview WITH (security_barrier) AS
     SELECT i.id, i.urn, i.team, o.display_name AS oic_name, i.created_at, coalesce(w.waiting, 0) AS waiting, w.since, f.flags,
            EXISTS (SELECT FROM lintel.investigation_member m
                     WHERE m.investigation_id = i.id AND m.officer_id = scope.officer() AND m.removed_at IS NULL) AS member${more}
       FROM lintel.investigation i
       JOIN lintel.officer o ON o.id = i.oic_id
       LEFT JOIN LATERAL (SELECT count(*)::int AS waiting, min(s.sent_at) AS since
         FROM lintel.submission s JOIN lintel.clip c ON c.submission_id = s.id
        WHERE s.investigation_id = i.id AND s.state = 'sent' AND c.derived_from IS NULL AND c.erased_at IS NULL
          AND NOT EXISTS (SELECT FROM lintel.triage t WHERE t.clip_id = c.id)) w ON w.waiting > 0
       CROSS JOIN LATERAL (SELECT count(*)::int AS flags FROM lintel.concern c
        WHERE c.investigation_id = i.id AND c.for_members AND c.seen_at IS NULL) f
      WHERE i.closed_at IS NULL AND (SELECT scope.role_in('supervisor'))`;

/** Whether the officer in the case can still sign in: an investigation that nobody leads looked like any other. */
export class LedByNobody1770000000991 implements MigrationInterface {
  readonly name = 'LedByNobody1770000000991';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE ${view(', o.disabled_at IS NULL AS oic_active')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW lintel.team_overview');
    await runner.query(`CREATE ${view('')}`);
    await runner.query('GRANT SELECT ON lintel.team_overview TO lintel_workspace');
  }
}
