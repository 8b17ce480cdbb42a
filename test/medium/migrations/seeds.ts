import type { TestUrls } from '../../support/database';

/** Rows that stand in the tables while a migration is taken back: by the migration's class name. */
export interface Seed {
  readonly role: keyof TestUrls;
  readonly statements: readonly string[];
}

const event = (id: string): string => `
  SELECT custody.append('service:lintel', json_build_object(
    'v', 1, 'id', '${id}', 'type', 'officer-created', 'category', 'alteration',
    'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'actor', json_build_object('kind', 'service', 'id', 'seed'),
    'detail', json_build_object(), 'commit', json_build_object())::text)`;

const ID = "'0193b3c0-0000-7000-8000-00000000000a'";
/** Rows that point nowhere, `$` for every id: only their own tables are of interest. */
const alone = (...rows: readonly string[]): Seed => ({
  role: 'admin',
  statements: [
    'SET session_replication_role = replica',
    ...rows.map((row) => `INSERT INTO lintel.${row.replaceAll('$', ID)}`),
  ],
});

export const SEEDS: Readonly<Record<string, Seed>> = {
  Footage1764000000020: alone(
    `time_candidate (clip_id, source, of_event, candidate) VALUES ($, 'upload', false, '{}')`,
    `clock_answer (clip_id, clock_right) VALUES ($, 'yes')`,
  ),
  Stills1764000000060: alone(
    `still (id, exhibit_id, clip_id, number, frame, description, asked_by) VALUES ($, $, $, 1, 1, 'x', $)`,
    `still_counter (exhibit_id, last) VALUES ($, 1)`,
    `clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, incoming_key,
           evidence_key, sent_at, derived_from)
           VALUES ($, $, $, $, 'master', 'AB-1-1.png', 1, repeat('0', 64), 'still', 'still', now(), gen_random_uuid())`,
    `triage (clip_id, outcome, reason, officer_id) VALUES ($, 'accepted', '', $)`,
    `exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
           VALUES ($, $, $, 'AB/1/1', 'x', 'x', $)`,
  ),
  Markers1764000000061: alone(
    `marker (id, clip_id, frame, seconds, text, author_id) VALUES ($, $, 1, 0, 'x', $)`,
    `marker_strike (marker_id, officer_id, reason) VALUES ($, $, 'x')`,
  ),
  Language1764000000041: alone(
    `intake_session (id_hash, invitation_id, expires_at, language)
       VALUES (sha256(''), $, now(), 'cy')`,
  ),
  TimeChoice1764000000040: alone(
    `time_choice (clip_id, candidate_id, instant, reason, officer_id)
       VALUES ($, 1, now(), 'r', $)`,
  ),
  MakeAnswer1764000000043: alone(`make_answer (clip_id, make) VALUES ($, 'ring')`),
  Work1764000000072: alone(`clip_trouble (clip_id, kind) VALUES ($, 'no-copies')`),
  Notes1764000000071: alone(
    `note (id, invitation_id, clip_id, kind, officer_id)
       VALUES ($, $,
               $, 'not-needed', $)`,
  ),
  Investigations1764000000070: alone(
    `investigation (id, urn, offence, team, oic_id)
       VALUES ($, 'u', 'o', 't', $)`,
    `investigation_link (id, one_id, other_id, reason, linked_by)
       VALUES ($, $,
               '0193b3c0-0000-7000-8000-00000000000b', 'r', $)`,
  ),
  Retention1764000000110: alone(
    `investigation_outcome (id, investigation_id, outcome, decided_on, sentence, appeal_pending, review_group, reason, recorded_by)
           VALUES ($, $, 'convicted', '2010-01-01', 'other', false, '2', 'r', $)`,
    `retention_due (investigation_id, due) VALUES ($, '2020-01-01')`,
    `retention_hold (id, investigation_id, clip_id, reason, set_by) VALUES ($, $, $, 'r', $)`,
    `retention_review (id, investigation_id, clip_id, keep_until, reason, reviewed_by) VALUES ($, $, $, '2030-01-01', 'r', $)`,
    `disposal (id, investigation_id, clip_id, reason, proposed_by) VALUES ($, $, $, 'r', $)`,
  ),
  Conduct1764000000090: alone(
    `protective_order (id, investigation_id, kind, made_on, terms, officer_id) VALUES ($, $, 'restraining', '2026-01-01', 't', $)`,
    `occasion (id, investigation_id, number, officer_id) VALUES ($, $, 1, $)`,
    `occasion_part (id, occasion_id, clip_id, added_by) VALUES ($, $, $, $)`,
    `occasion_decision (occasion_id, investigation_id, counts, reason, officer_id) VALUES ($, $, true, 'r', $)`,
  ),
  Diary1764000000021: alone(
    `account_answer (invitation_id, set_up_by) VALUES ($, 'me')`,
    `agreement (invitation_id, decides, route) VALUES ($, 'self', 'self')`,
    `advocate (invitation_id, acts, name, organisation) VALUES ($, false, '', '')`,
    `concern (id, invitation_id, investigation_id, kind, words) VALUES ($, $, $, 'stopped', '')`,
    `safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
           VALUES ($, true, 'none', '', '{}', '09:00', '10:00', '', '', $)`,
    `assisted_pass (token_hash, invitation_id, officer_id, place, expires_at) VALUES (sha256(''), $, $, 'home', now())`,
    `incident (id, invitation_id, investigation_id, submission_id, answers) VALUES ($, $, $, $, '{}')`,
    `incident_clip (clip_id, incident_id) VALUES ($, $)`,
  ),
  OfficerExhibits1764000000080: alone(
    `clip (id, investigation_id, state, file_name, size, incoming_key, sent_at) VALUES ($, $, 'received', 'a.jpg', 1, 'a', now())`,
    `addition (clip_id, investigation_id, kind, producer_name, initials, description, exhibit_id, added_by)
           VALUES ($, $, 'photograph', 'A', 'AB', 'x', $, $)`,
    `triage (clip_id, outcome, reason, officer_id) VALUES ($, 'accepted', '', $)`,
    `exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
           VALUES ($, $, $, 'AB/1', 'A', 'x', $)`,
  ),
  LogChecks1764000000082: alone(
    `log_check (id, requested_by)
       VALUES ($, $)`,
  ),
  Trails1764000000140: {
    role: 'admin',
    statements: [
      `INSERT INTO custody.trail (person, type, times, first_id, last_id)
       SELECT 'somebody', 'viewed', 1, i, i FROM (SELECT '0193b3c0-0000-7000-8000-00000000000a'::uuid AS i) x`,
    ],
  },
  CustodyInView1764000000081: {
    role: 'worker',
    statements: [event('0193b3c0-0000-7000-8000-000000000003')],
  },
  Issue1764000000031: alone(
    `custody_timestamp (id, what, checkpoint_size, imprint, token, object_key, at, serial, policy, signer, anchored)
           VALUES ($, 'checkpoint', 1, repeat('0', 64), '', '', now(), '', '', repeat('0', 64), true)`,
    `bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at, issued_by)
           VALUES ($, $, $, 'court', 'x', sha256(''), '', now(), $)`,
    `bundle_download (id, issue_id) VALUES ($, $)`,
    `issue_session (id_hash, issue_id, expires_at) VALUES (sha256(''), $, now())`,
    `rendition (id, clip_id, kind, state, input_sha256, recipe, facts)
           VALUES ($, $, 'defence-copy', 'failed', repeat('0', 64), '{}', '{}')`,
  ),
  SignIn1764000000050: {
    role: 'admin',
    statements: [
      `INSERT INTO lintel.officer (id, email, display_name, initials, role)
       VALUES ('0193b3c0-0000-7000-8000-00000000000b', 'b@force.example', 'B B', 'BB', 'supervisor')`,
      `SET session_replication_role = replica`,
      ...[
        `officer_identity (issuer, subject, officer_id) VALUES ('https://id.force.example', 'x', $)`,
        `officer_totp (officer_id, sealed_secret) VALUES ($, '')`,
        `recovery_code (officer_id, code_hash) VALUES ($, sha256(''))`,
        `emergency_access (id, investigation_id, officer_id, reason, ends_at) VALUES ($, $, $, 'x', now() + interval '1 hour')`,
      ].map((row) => `INSERT INTO lintel.${row.replaceAll('$', "'0193b3c0-0000-7000-8000-00000000000a'")}`),
    ],
  },
  Messages1764000000086: alone(
    `message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
       SELECT i, i, i, 'link', 'text', '1', 1, i, i FROM (SELECT $::uuid AS i) x`,
  ),
  MessageSeen1764000000120: alone(
    `message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key,
         state, seen_by, seen_at)
       SELECT i, i, i, 'link', 'text', '1', 1, i, i, 'failed', i, now() FROM (SELECT '0193b3c0-0000-7000-8000-00000000000b'::uuid AS i) x`,
  ),
  NotePutAway1764000000121: alone(`note_put_away (note_id) VALUES ($)`),
  InvitationExtension1764000000087: alone(
    `invitation_extension (invitation_id, officer_id, expired_at, expires_at, reason)
       SELECT i, i, now(), now() + interval '1 day', 'r' FROM (SELECT $::uuid AS i) x`,
  ),
  Witnesses1764000000145: {
    role: 'worker',
    statements: [
      `INSERT INTO lintel.custody_cosignature (witness, checkpoint_size, line, at) VALUES ('w', 1, 'line', now())`,
      `INSERT INTO lintel.custody_witness (witness) VALUES ('w')`,
    ],
  },
  Scheme1764000000085: {
    role: 'admin',
    statements: [
      `INSERT INTO scheme.doorbell (id) VALUES ('0193b3c0-0000-7000-8000-00000000000a')`,
      `INSERT INTO scheme.entry (doorbell_id, version, change, person, force, given_on, make, model, risk, cost_pence, state, reason, salt, recorded_by)
       VALUES ('0193b3c0-0000-7000-8000-00000000000a', 1, 'given', 'P-1', 'F', '2026-01-01', 'R', 'V', 'high', 1, 'out', '',
         decode(repeat('00', 16), 'hex'), '0193b3c0-0000-7000-8000-00000000000a')`,
    ],
  },
  Disclosure1764000000030: alone(
    `disclosure_review (id, investigation_id, occasion, reason, opened_by) VALUES ($, $, 'other', 'x', $)`,
    `decision (id, investigation_id, clip_id, classification, meets_test, original_to_defence, description, reason, decided_by)
           VALUES ($, $, $, 'evidence', false, false, '', 'x', $)`,
    `schedule (id, investigation_id, form, version, urn, certifications, made_by, made_by_name) VALUES ($, $, 'MG12', 1, '', '[]', $, '')`,
    `schedule_number (investigation_id, form, number, clip_id) VALUES ($, 'MG6C', 1, $)`,
    `schedule_item (schedule_id, position, clip_id, label, description, producer) VALUES ($, 1, $, '', 'x', '')`,
    `restricted_schedule_item (schedule_id, position, clip_id, label, description, why) VALUES ($, 1, $, '', 'x', 'x')`,
    `bundle (id, investigation_id, kind, number, urn, folder, requested_by) VALUES ($, $, 'court', 1, '', 'x', $)`,
    `bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer, description)
           VALUES ($, 1, $, $, '', '', true, '', '')`,
    `bundle_schedule (bundle_id, schedule_id) VALUES ($, $)`,
    `bundle_withheld (bundle_id, position, clip_id, label, what, why) VALUES ($, 1, $, '', '', '')`,
    `bundle_state (bundle_id, state, reason) VALUES ($, 'sealed', '')`,
    `bundle_seal (bundle_id, sealed_at, total_size, etag, manifest_sha256, key_fingerprint, checkpoint_size)
           VALUES ($, now(), 1, '', repeat('0', 64), '', 1)`,
    `bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key) VALUES ($, 0, '', 0, 0, repeat('0', 64), '')`,
    `bundle_ticket (id, bundle_id, officer_id, reason, expires_at) VALUES ($, $, $, 'x', now())`,
  ),
  Accounts1764000000150: {
    role: 'admin',
    statements: [
      `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash, signed_in_on)
         VALUES ('0193b3c0-0000-7000-8000-00000000aa01', 'ann.archer@force.example', 'Ann Archer', 'AA', 'auditor', 'x', '2026-02-03')`,
      `INSERT INTO lintel.officer_identity (issuer, subject, officer_id) VALUES ('x', 'y', '0193b3c0-0000-7000-8000-00000000aa01')`,
    ],
  },
  CustodyVocabulary1764000000011: {
    role: 'worker',
    statements: [
      event('0193b3c0-0000-7000-8000-000000000001'),
      event('0193b3c0-0000-7000-8000-000000000002'),
      `INSERT INTO lintel.opening (event_id, subject, field, salt, value)
       VALUES ('0193b3c0-0000-7000-8000-000000000001', 'service:lintel', 'name', decode(repeat('00', 16), 'hex'), '"a"')`,
      `SELECT custody.add_leaves(0, ARRAY['service:lintel'], ARRAY[1]::bigint[])`,
      `SELECT custody.add_nodes(ARRAY[0], ARRAY[0]::bigint[], ARRAY[sha256('')])`,
      `SELECT custody.add_checkpoint(1, sha256(''), 'a checkpoint')`,
      `SELECT custody.add_key('a key')`,
    ],
  },
  ExifTime1764000000180: alone(
    `time_candidate (clip_id, source, of_event, candidate) VALUES ($, 'exif', true, '{}')`,
  ),
};
