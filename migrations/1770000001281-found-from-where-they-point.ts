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
  // Where a clip or an entry that was not sent is deleted, PostgreSQL asks each of these whether it refers to it.
  ['bundle_withheld_clip', 'lintel.bundle_withheld (clip_id)'],
  ['compilation_clip', 'lintel.compilation (clip_id) WHERE clip_id IS NOT NULL'],
  ['occasion_part_of_clip', 'lintel.occasion_part (clip_id) WHERE clip_id IS NOT NULL'],
  ['occasion_part_of_incident', 'lintel.occasion_part (incident_id) WHERE incident_id IS NOT NULL'],
  ['restricted_schedule_item_clip', 'lintel.restricted_schedule_item (clip_id)'],
  ['retention_hold_of_clip', 'lintel.retention_hold (clip_id) WHERE clip_id IS NOT NULL'],
  ['schedule_item_clip', 'lintel.schedule_item (clip_id)'],
  ['schedule_number_clip', 'lintel.schedule_number (clip_id)'],
  ['intake_session_invitation', 'lintel.intake_session (invitation_id)'],
] as const;

/**
 * For each entry of a diary PostgreSQL read every entry of its victim for those that add to it, for each home page and each schedule
 * every message of the force, for each look at a redacted copy every ticket, for each sweep every sending and for each home page
 * every bundle that was read again; and where a clip that was not sent
 * is deleted, all that was ever withheld, put on a schedule or made part of an occasion.
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
