import type { MigrationInterface, QueryRunner } from 'typeorm';

const vocabulary = `
INSERT INTO custody.event_type (type, category) VALUES
  ('investigation-opened', 'collection'), ('invitation-created', 'collection'),
  ('invitation-opened', 'collection'), ('invitation-locked', 'collection'),
  ('invitation-renewed', 'alteration'), ('invitation-revoked', 'alteration'),
  ('notice-confirmed', 'collection'), ('clip-received', 'collection'), ('clip-verified', 'collection'),
  ('clip-removed', 'erasure'), ('submission-sent', 'collection'), ('submission-discarded', 'erasure'),
  ('master-defined', 'collection'), ('master-failed', 'collection'),
  ('rendition-made', 'combination'), ('rendition-failed', 'combination'),
  ('submission-accepted', 'alteration'), ('submission-declined', 'alteration'),
  ('exhibit-registered', 'alteration'), ('time-chosen', 'alteration'),
  ('viewed', 'consultation'), ('downloaded', 'disclosure'),
  ('access-granted', 'alteration'), ('access-removed', 'alteration'), ('access-broken-glass', 'consultation'),
  ('decision-made', 'alteration'), ('bundle-sealed', 'combination'), ('bundle-issued', 'disclosure'),
  ('bundle-downloaded', 'disclosure'), ('bundle-revoked', 'alteration'),
  ('fixity-checked', 'consultation'), ('fixity-failed', 'consultation'),
  ('hold-set', 'alteration'), ('hold-lifted', 'alteration'),
  ('disposal-approved', 'erasure'), ('erased', 'erasure'),
  ('officer-created', 'alteration'), ('officer-signed-in', 'consultation'), ('officer-refused', 'consultation');

-- What a process has no business to say, it cannot say: the public process cannot forge an officer's act.
INSERT INTO custody.permitted_type (role, type)
  SELECT 'lintel_intake', type FROM custody.event_type WHERE type IN (
    'invitation-opened', 'invitation-locked', 'notice-confirmed', 'clip-received', 'clip-verified', 'clip-removed',
    'submission-sent', 'submission-discarded')
  UNION ALL
  SELECT 'lintel_workspace', type FROM custody.event_type WHERE type IN (
    'investigation-opened', 'invitation-created', 'invitation-renewed', 'invitation-revoked', 'notice-confirmed',
    'submission-accepted', 'submission-declined', 'exhibit-registered', 'time-chosen', 'viewed', 'downloaded',
    'access-granted', 'access-removed', 'access-broken-glass', 'decision-made', 'bundle-issued',
    'bundle-downloaded', 'bundle-revoked', 'hold-set', 'hold-lifted', 'disposal-approved',
    'officer-created', 'officer-signed-in', 'officer-refused')
  UNION ALL
  SELECT 'lintel_worker', type FROM custody.event_type WHERE type IN (
    'clip-verified', 'clip-removed', 'submission-discarded', 'master-defined', 'master-failed', 'rendition-made',
    'rendition-failed', 'bundle-sealed', 'fixity-checked', 'fixity-failed', 'erased', 'officer-created');

INSERT INTO custody.permitted_actor (role, kind) VALUES
  ('lintel_intake', 'victim'), ('lintel_intake', 'service'),
  ('lintel_workspace', 'officer'), ('lintel_workspace', 'recipient'), ('lintel_workspace', 'service'),
  ('lintel_worker', 'service');
`;

export class CustodyVocabulary1764000000011 implements MigrationInterface {
  readonly name = 'CustodyVocabulary1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(vocabulary);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM custody.permitted_actor');
    await runner.query('DELETE FROM custody.permitted_type');
    await runner.query('DELETE FROM custody.event_type');
  }
}
