import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { seedCase, type Case } from '../../factories/rows';
import { NO_SECRET } from '../../factories/secrets';

const HASH = 'b'.repeat(64);

/** `$name` stands for an id of the case, or for a new one that keeps its name; `#secret` for a code that nobody has. */
function named(made: Case, sql: string, ids: Map<string, string>): string {
  const filled = sql.replaceAll(/\$([a-z]+)/gi, (_, name: string) => {
    const known = (made as unknown as Record<string, string>)[name] ?? ids.get(name) ?? randomUUID();
    ids.set(name, known);
    return `'${known}'`;
  });
  return filled.replaceAll('#secret', `'${NO_SECRET}'`);
}

/** What `seedCase` leaves out, so that every table has a row of the case. Ids of other rows are looked up first. */
const ROWS = [
  `emergency_access (id, investigation_id, officer_id, reason, started_at, ends_at, ended_at, ended_by)
     VALUES ($access, $investigation, $officer, 'sample', now(), now() + interval '1 hour', now(), $officer)`,
  `invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
     VALUES ($otherperson, $investigation, sha256($otherperson::text::bytea), #secret, now() + interval '1 day', $officer, 'neighbour')`,
  `person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id, holder,
       enquiry, necessity, alternatives, views, views_words, told, told_words,
       agrees_for, relation, nobody_closer, own_views, own_views_words, parent, parent_words)
     VALUES ($request, $otherperson, 'Sample', '', 'sample', 'sample', '', '', $officer, 'neighbour',
       'sample', 'sample', 'sample', 'sought', 'sample', 'later', 'sample',
       'child', 'adult', 'sample', 'sought', 'sample', 'later', 'sample')`,
  `victim_told (id, invitation_id, request_id, given_on, words, officer_id)
     VALUES ($telling, $otherperson, $request, current_date, 'sample', $officer)`,
  `parent_told (id, invitation_id, request_id, given_on, words, officer_id)
     VALUES ($telling, $otherperson, $request, current_date, 'sample', $officer)`,
  `invitation_extension (invitation_id, officer_id, expired_at, expires_at, reason)
     VALUES ($invitation, $officer, now(), now() + interval '1 day', 'sample')`,
  `investigation_link (id, one_id, other_id, reason, linked_by)
     VALUES ($link, least($investigation::uuid, $second::uuid), greatest($investigation::uuid, $second::uuid), 'sample', $officer)`,
  `clip (id, investigation_id, state, file_name, size, stored_sha256, incoming_key, evidence_key, sent_at, master_at)
     VALUES ($added, $investigation, 'master', 'added.pdf', 3, '${HASH}', 'added-' || $added, 'masters/' || $added, now(), now())`,
  `chosen_file (id, submission_id, file_name, size, made_in) VALUES ($chosen, $draft, 'sample.mp4', 3, sha256('sample'))`,
  `addition (clip_id, investigation_id, kind, producer_name, initials, description, exhibit_id, added_by)
     VALUES ($added, $investigation, 'document', 'Sample', 'SO', 'sample', $addedexhibit, $officer)`,
  `still_counter (exhibit_id, last) VALUES ($exhibit, 1)`,
  `still (id, exhibit_id, clip_id, number, frame, description, asked_by)
     VALUES ($still, $exhibit, $sentClip, 1, 1, 'sample', $officer)`,
  `marker (id, clip_id, investigation_id, frame, seconds, text, author_id)
     VALUES ($marker, $sentClip, $investigation, 1, 0, 'sample', $officer)`,
  `marker_strike (marker_id, officer_id, reason) VALUES ($marker, $officer, 'sample')`,
  `transcript (id, clip_id, investigation_id, number, author_id, reason, lines, captions, sha256, finished_at)
     VALUES ($transcript, $sentClip, $investigation, 1, $officer, '', '[]', 'sample', encode(sha256('sample'), 'hex'), now())`,
  `transcript_check (transcript_id, sha256, officer_id) VALUES ($transcript, encode(sha256('sample'), 'hex'), $officer)`,
  `malware_scan (clip_id, sha256, state, signature, engine) VALUES ($sentClip, '${HASH}', 'infected', 'Sample', 'sample')`,
  `malware_release (scan_id, clip_id, officer_id)
     VALUES ((SELECT max(id) FROM lintel.malware_scan), $sentClip, $officer)`,
  `redaction (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id)
     VALUES ($redaction, $sentClip, 1, '{}', encode(sha256('{}'), 'hex'), '${HASH}', $officer)`,
  `redaction (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id, exhibit_id, title, reason, source_id)
     VALUES ($extract, $sentClip, 1, '{}', encode(sha256('{}'), 'hex'), '${HASH}', $officer, $exhibit, 'sample', 'sample', $redaction)`,
  `redaction_review (id, redaction_id, sha256, outcome, reason, officer_id)
     VALUES ($judgement, $redaction, '${HASH}', 'approved', '', $officer)`,
  `face_search (id, clip_id, master_sha256, asked_by) VALUES ($facesearch, $added, '${HASH}', $officer)`,
  `word_proposal (id, clip_id, master_sha256, asked_by) VALUES ($wordproposal, $added, '${HASH}', $officer)`,
  `compilation (id, investigation_id, clip_id, exhibit_id, number, title, reason, order_reason, recipe, recipe_sha256, master_sha256, author_id)
     VALUES ($film, $investigation, $sentClip, $exhibit, 2, 'sample', 'sample', '', '{}', encode(sha256('{}'), 'hex'), '${HASH}', $officer)`,
  `compilation_part (compilation_id, place, clip_id, master_sha256, redaction_id) VALUES ($film, 1, $sentClip, '${HASH}', $redaction)`,
  `compilation_review (id, compilation_id, sha256, outcome, reason, officer_id)
     VALUES ($filmreview, $film, '${HASH}', 'approved', '', $officer)`,
  `redaction_choice (id, investigation_id, clip_id, redaction_id, reason, chosen_by)
     VALUES ($redactionchoice, $investigation, $sentClip, NULL, 'sample', $officer)`,
  `maker_seal (clip_id, integrity) VALUES ($sentClip, 'none')`,
  `clip_trouble (clip_id, investigation_id, kind) VALUES ($sentClip, $investigation, 'no-copies')`,
  `time_choice (clip_id, candidate_id, instant, reason, officer_id)
     VALUES ($sentClip, (SELECT max(id) FROM lintel.time_candidate WHERE clip_id = $sentClip), now(), 'sample', $officer)`,
  `note (id, invitation_id, clip_id, kind, officer_id) VALUES ($note, $invitation, $sentClip, 'not-needed', $officer)`,
  `note_put_away (note_id) VALUES ($note)`,
  `protective_order (id, investigation_id, kind, made_on, terms, court, route, officer_id)
     VALUES ($order, $investigation, 'non-molestation', current_date, 'sample', 'Sample Court', 'application', $officer)`,
  `occasion (id, investigation_id, number, officer_id) VALUES ($occasion, $investigation, 1, $officer)`,
  `occasion_part (id, occasion_id, clip_id, added_by) VALUES ($part, $occasion, $sentClip, $officer)`,
  `occasion_decision (occasion_id, investigation_id, counts, reason, officer_id)
     VALUES ($occasion, $investigation, 'yes', 'sample', $officer)`,
  `order_application (id, investigation_id, number, version, content, finished, officer_id)
     VALUES ($application, $investigation, 1, 1, '{}', false, $officer)`,
  `written_item (clip_id, investigation_id, kind, source, version, content)
     VALUES ($added, $investigation, 'incident', $sentIncident, 1, '{"lines": []}')`,
  `disclosure_review (id, investigation_id, occasion, reason, opened_by)
     VALUES ($review, $investigation, 'other', 'sample', $officer)`,
  `decision (id, investigation_id, clip_id, classification, meets_test, original_to_defence, description, reason, decided_by)
     VALUES ($decision, $investigation, $sentClip, 'evidence', false, false, 'sample', 'sample', $officer)`,
  `schedule (id, investigation_id, form, version, urn, certifications, made_by, made_by_name)
     VALUES ($schedule, $investigation, 'MG12', 1, 'SAMPLE', '{}', $officer, 'Sample Officer')`,
  `schedule_step (id, schedule_id, step, name, officer_id) VALUES ($step, $schedule, 'signed', 'Sample Officer', $officer)`,
  `endorsement (step_id, clip_id, answer, comment) VALUES ($step, $sentClip, 'D', 'sample')`,
  `schedule_number (investigation_id, form, number, clip_id) VALUES ($investigation, 'MG6C', 1, $sentClip)`,
  `schedule_item (schedule_id, position, clip_id, label, description, producer)
     VALUES ($schedule, 1, $sentClip, 'SX/1', 'sample', 'Sample')`,
  `restricted_schedule_item (schedule_id, position, clip_id, label, description, why)
     VALUES ($schedule, 1, $sentClip, 'SX/1', 'sample', 'sample')`,
  `bundle (id, investigation_id, kind, number, urn, folder, requested_by)
     VALUES ($bundle, $investigation, 'court', 1, 'SAMPLE', 'LINTEL-SAMPLE-' || left($bundle, 8), $officer)`,
  `bundle_state (bundle_id, state, reason) VALUES ($bundle, 'requested', '')`,
  `bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer, description)
     VALUES ($bundle, 1, $sentClip, $decision, 'SX-1', 'SX/1', true, 'Sample', 'sample')`,
  `bundle_schedule (bundle_id, schedule_id) VALUES ($bundle, $schedule)`,
  `bundle_withheld (bundle_id, position, clip_id, label, what, why)
     VALUES ($bundle, 1, $sentClip, 'SX/1', 'item', 'not-decided')`,
  `bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key)
     VALUES ($bundle, 1, 'bagit.txt', 1, 0, '${HASH}', 'sample')`,
  `bundle_seal (bundle_id, sealed_at, total_size, etag, manifest_sha256, key_fingerprint, checkpoint_size)
     VALUES ($bundle, now(), 1, '"sample"', '${HASH}', '${HASH}', 1)`,
  `bundle_reading (bundle_id, read_at) VALUES ($bundle, now())`,
  `bundle_ticket (id, bundle_id, officer_id, reason, expires_at)
     VALUES ($ticket, $bundle, $officer, 'sample', now() + interval '1 hour')`,
  `bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at, issued_by)
     VALUES ($issue, $bundle, $investigation, 'court', 'Sample Court', sha256($issue::text::bytea), #secret, now() + interval '1 day', $officer)`,
  `bundle_download (id, issue_id) VALUES ($download, $issue)`,
  `issue_session (id_hash, issue_id, expires_at) VALUES (sha256(($issue || 'session')::bytea), $issue, now() + interval '1 hour')`,
  `investigation_outcome (id, investigation_id, outcome, appeal_pending, review_group, reason, recorded_by)
     VALUES ($outcome, $investigation, 'open', false, '2', 'sample', $officer)`,
  `retention_due (investigation_id, due) VALUES ($investigation, current_date)`,
  `retention_hold (id, investigation_id, reason, set_by) VALUES ($hold, $investigation, 'sample', $officer)`,
  `retention_review (id, investigation_id, clip_id, keep_until, reason, reviewed_by)
     VALUES ($kept, $investigation, $sentClip, current_date + 365, 'sample', $officer)`,
  `disposal (id, investigation_id, clip_id, reason, proposed_by)
     VALUES ($disposal, $investigation, $sentClip, 'sample', $officer)`,
  `message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
     VALUES ($message, $invitation, $investigation, 'link', 'email', 'sample', (SELECT max(id) FROM lintel.safe_contact), $officer, $messagekey)`,
  `officer_identity (issuer, subject, officer_id) VALUES ('https://provider.invalid', $officer, $officer)`,
  // Drawn from its sequence, as each is.
  `judgement (kind, number) VALUES ('officer', nextval('lintel.judgement_officer'))`,
  `officer_totp (officer_id, sealed_secret, confirmed_at) VALUES ($officer, '\\x00', now())`,
  `recovery_code (officer_id, code_hash) VALUES ($officer, sha256($officer::text::bytea))`,
  // Any point of the curve.
  `passkey (officer_id, credential_id, public_key, sign_count, name) VALUES ($officer, sha256(($officer || 'passkey')::bytea),
     decode('a50102032620012158207cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978'
       || '22582007775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1', 'hex'), 0, 'sample')`,
  `passkey_challenge (bound_to, purpose, challenge_hash) VALUES (sha256(($officer || 'session')::bytea), 'add', sha256('challenge'))`,
  `sign_in_ticket (ticket_hash, officer_id, proved) VALUES (sha256($officer::text::bytea), $officer, 'password')`,
  `officer_session (id_hash, officer_id, by, expires_at, ends_at)
     VALUES (sha256(($officer || 'session')::bytea), $officer, 'password', now() + interval '1 hour', now() + interval '1 hour')`,
  `refused_session (id_hash) VALUES (sha256($officer::text::bytea))`,
  `sign_in_count (key_hash, failures, expires_at) VALUES (sha256(($officer || 'count')::bytea), 1, now() + interval '1 hour')`,
  `refusal_run (officer_id) VALUES ($officer)`,
  `known_device (token_hash, officer_id) VALUES (sha256(($officer || 'device')::bytea), $officer)`,
  `code_attempt (link_hash, address_hash, failed, judged_from) VALUES (sha256($invitation::text::bytea), sha256('address'), 1, now())`,
  `code_place (invitation_id, address_hash) VALUES ($invitation, sha256('address'))`,
  `entry_attempt (address_hash, hour, failures) VALUES (sha256($officer::text::bytea), date_trunc('hour', now()), 1)`,
  `log_check (id, requested_by) VALUES ($check, $officer)`,
  `outbox (queue, name, job_id, payload) VALUES ('verify', 'verify-clip', $draftClip, jsonb_build_object('clipId', $draftClip::text))`,
  `custody_timestamp (id, what, checkpoint_size, imprint, token, object_key, at, serial, policy, signer, anchored)
     VALUES ($stamp, 'checkpoint', 1, encode(sha256($stamp::text::bytea), 'hex'), '', $stamp, now(), '', '', '${HASH}', true)`,
  `custody_witness (witness, asked_at) VALUES ('witness.invalid/' || left($officer, 8), now())`,
  `custody_cosignature (witness, checkpoint_size, line, at) VALUES ('witness.invalid/' || left($officer, 8), 1, 'sample', now())`,
];

/** Records of the chains of the case, the tree over them, and the scheme: as the functions leave them. */
const LOG = [
  `INSERT INTO custody.record (subject, seq, id, prev, hash, event, type)
     SELECT s, 1, gen_random_uuid(), sha256(''), sha256(s::bytea), '{"type": "sample"}', 'sample'
       FROM unnest(ARRAY['clip:' || $draftClip, 'clip:' || $sentClip, 'investigation:' || $investigation]) s`,
  `INSERT INTO custody.head (subject, seq, hash) VALUES ('clip:' || $sentClip, 1, sha256(''))`,
  `INSERT INTO custody.pending (subject, seq) VALUES ('clip:' || $draftClip, 1)`,
  `INSERT INTO custody.leaf (index, subject, seq)
     SELECT (SELECT coalesce(max(index) + 1, 0) FROM custody.leaf), 'clip:' || $sentClip, 1`,
  `INSERT INTO custody.padding (first, until, seed)
     SELECT coalesce(max(until), 100000), coalesce(max(until), 100000) + 1, sha256('') FROM custody.padding`,
  `INSERT INTO custody.node (level, index, hash)
     SELECT 0, (SELECT coalesce(max(index) + 1, 0) FROM custody.node), sha256('')`,
  `INSERT INTO custody.checkpoint (size, root, note)
     SELECT (SELECT coalesce(max(size) + 1, 1) FROM custody.checkpoint), sha256(''), 'sample'`,
  `INSERT INTO custody.published (size) SELECT coalesce(max(size) + 1, 1) FROM custody.published`,
  `INSERT INTO custody.alarm (finding, what, source, found) VALUES ('log-damaged/sample//' || $officer, 'log-damaged', 'sample', 0)`,
  `INSERT INTO custody.key (verifier_key) VALUES ($officer || '+01234567+' || repeat('A', 44))`,
  `INSERT INTO custody.trail (person, type, times, first_id, last_id)
     VALUES ($officer, 'viewed', 1, gen_random_uuid(), gen_random_uuid())`,
  `INSERT INTO scheme.doorbell (id) VALUES ($doorbell)`,
  `INSERT INTO scheme.entry (doorbell_id, version, change, person, force, given_on, make, model, risk, cost_pence, state, reason, salt, recorded_by)
     VALUES ($doorbell, 1, 'given', 'S-1', 'sample', current_date, 'sample', 'sample', 'high', 1, 'out', '', decode(repeat('00', 16), 'hex'), $officer)`,
];

/** A case with a row in every table, as a superuser who is held up by no trigger and no reference. */
export async function wholeCase(admin: Client): Promise<Case> {
  const made = await seedCase(admin);
  const { rows } = await admin.query<{ exhibit: string }>(
    'SELECT id AS exhibit FROM lintel.exhibit WHERE investigation_id = $1',
    [made.investigation],
  );
  const ids = new Map([['exhibit', rows[0]?.exhibit ?? '']]);
  await admin.query('SET session_replication_role = replica');
  for (const row of ROWS) await admin.query(named(made, `INSERT INTO lintel.${row}`, ids));
  for (const statement of LOG) await admin.query(named(made, statement, ids));
  await admin.query('SET session_replication_role = origin');
  return made;
}
