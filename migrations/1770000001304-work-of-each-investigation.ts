import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_EACH = [
  ['submission_to_decide', `lintel.submission (investigation_id, sent_at, id) WHERE state = 'sent'`],
  [
    'clip_deleted_soon',
    'lintel.clip (investigation_id, deletion_until, id) WHERE deletion_until IS NOT NULL',
  ],
  [
    'clip_without_picture',
    `lintel.clip (investigation_id, undecodable_at) WHERE undecodable_at IS NOT NULL AND (decided IS NULL OR submission_id IS NULL)`,
  ],
  ['exhibit_without_time', 'lintel.exhibit (investigation_id, registered_at, clip_id) WHERE time_open'],
  [
    'invitation_without_contact',
    `lintel.invitation (investigation_id, created_at, id) WHERE contact_open AND holder = 'victim' AND revoked_at IS NULL`,
  ],
  [
    'message_unseen',
    `lintel.message (investigation_id, state_at, id) WHERE state = ANY (ARRAY['failed', 'refused', 'uncertain']) AND seen_at IS NULL`,
  ],
] as const;

const OF_THE_FORCE = [
  ['submission_undecided', `lintel.submission (investigation_id) WHERE state = 'sent'`],
  ['submission_waiting', `lintel.submission (sent_at, id) WHERE state = 'sent'`],
  ['clip_deletion', 'lintel.clip (deletion_until, id) WHERE deletion_until IS NOT NULL'],
  [
    'clip_undecodable',
    'lintel.clip (undecodable_at, id) WHERE undecodable_at IS NOT NULL AND (decided IS NULL OR submission_id IS NULL)',
  ],
  ['exhibit_time_open', 'lintel.exhibit (registered_at, clip_id) WHERE time_open'],
  [
    'invitation_contact_open',
    `lintel.invitation (created_at, id) WHERE contact_open AND holder = 'victim' AND revoked_at IS NULL`,
  ],
  [
    'message_not_arrived',
    `lintel.message (state_at, id) WHERE state = ANY (ARRAY['failed', 'refused', 'uncertain']) AND seen_at IS NULL`,
  ],
] as const;

/**
 * What an officer has to see to is asked of each of their investigations, and no more of the whole force, whose rows grow with
 * everybody's work: the plan that PostgreSQL keeps is then as good for ten investigations as for two thousand.
 */
export class WorkOfEachInvestigation1770000001304 implements MigrationInterface {
  readonly name = 'WorkOfEachInvestigation1770000001304';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of OF_EACH) await runner.query(`CREATE INDEX ${name} ON ${on}`);
    for (const [name] of OF_THE_FORCE) await runner.query(`DROP INDEX lintel.${name}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, on] of OF_THE_FORCE) await runner.query(`CREATE INDEX ${name} ON ${on}`);
    for (const [name] of OF_EACH) await runner.query(`DROP INDEX lintel.${name}`);
  }
}
