import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEXES = [
  ['incident_follows', 'lintel.incident (follows, invitation_id) WHERE follows IS NOT NULL'],
  ['message_investigation', 'lintel.message (investigation_id)'],
  [
    'access_ticket_rendition',
    'lintel.access_ticket (rendition_id, officer_id) WHERE rendition_id IS NOT NULL',
  ],
  ['bundle_entry_object', 'lintel.bundle_entry (object_key) WHERE object_key IS NOT NULL'],
  ['submission_draft', `lintel.submission (changed_at) WHERE state = 'draft'`],
  [
    'bundle_reading_damaged',
    'lintel.bundle_reading (damaged_since, bundle_id) WHERE damaged_since IS NOT NULL',
  ],
] as const;

/**
 * For each entry of a diary PostgreSQL read every entry of its victim for those that add to it, for each home page and each schedule
 * every message of the force, for each look at a redacted copy every ticket, for each sweep every sending and for each home page
 * every bundle that was read again.
 */
export class FoundFromWhereTheyPoint1770000001281 implements MigrationInterface {
  readonly name = 'FoundFromWhereTheyPoint1770000001281';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of INDEXES) await runner.query(`CREATE INDEX ${name} ON ${on}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of INDEXES) await runner.query(`DROP INDEX lintel.${name}`);
  }
}
