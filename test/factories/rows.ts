import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { NO_SECRET } from './secrets';
import type {
  ClipId,
  IncidentId,
  InvestigationId,
  InvitationId,
  OfficerId,
  SubmissionId,
} from '../../src/kernel/ids';

/** One invitation with a draft clip that is hers and a sent clip that is the police's, with all that hangs on them. */
export interface Case {
  readonly officer: OfficerId;
  readonly investigation: InvestigationId;
  readonly invitation: InvitationId;
  readonly draft: SubmissionId;
  readonly draftClip: ClipId;
  readonly sent: SubmissionId;
  readonly sentClip: ClipId;
  readonly draftIncident: IncidentId;
  readonly sentIncident: IncidentId;
}

const id = <T>(): T => randomUUID() as T;
const HASH = 'a'.repeat(64);

/** Inserts a whole case as a superuser. Every text is plainly a sample. */
export async function seedCase(admin: Client): Promise<Case> {
  const made: Case = {
    officer: id(),
    investigation: id(),
    invitation: id(),
    draft: id(),
    draftClip: id(),
    sent: id(),
    sentClip: id(),
    draftIncident: id(),
    sentIncident: id(),
  };
  const mark = made.officer.slice(0, 8);
  await admin.query(
    `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash) VALUES ($1, $2, 'Sample Officer', 'SO', 'investigator', 'none')`,
    [made.officer, `officer-${mark}@sample.invalid`],
  );
  await admin.query(
    `INSERT INTO lintel.investigation (id, urn, offence, oic_id) VALUES ($1, $2, 'Sample offence', $3)`,
    [made.investigation, `SAMPLE/${mark}`, made.officer],
  );
  await admin.query(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)`,
    [made.investigation, made.officer],
  );
  await admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by)
     VALUES ($1::uuid, $2, sha256($3::text::bytea), '${NO_SECRET}', now() + interval '1 day', $4)`,
    [made.invitation, made.investigation, made.invitation, made.officer],
  );
  await admin.query(
    `INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at) VALUES (sha256($1::uuid::text::bytea), $1::uuid, now() + interval '1 hour')`,
    [made.invitation],
  );
  await admin.query(
    `INSERT INTO lintel.notice_confirmation (id, invitation_id, notice_version, route) VALUES ($1, $2, '1', 'self')`,
    [id(), made.invitation],
  );
  await seedSubmissions(admin, made, mark);
  await seedDiary(admin, made);
  await seedReview(admin, made);
  return made;
}

async function seedSubmissions(admin: Client, made: Case, mark: string): Promise<void> {
  const { invitation, investigation } = made;
  await admin.query(
    `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
     VALUES ($1, $2, $3, $4, 'draft', NULL), ($5, $2, $3, $6, 'sent', now())`,
    [made.draft, invitation, investigation, `D-${mark}`, made.sent, `S-${mark}`],
  );
  const clip = `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size,
      stored_sha256, incoming_key, evidence_key, sent_at, master_at) VALUES ($1::uuid, $2, $3, $4, $5, 'sample.mp4', 3, $6, $1::uuid::text, $7, $8, $8)`;
  await admin.query(clip, [
    made.draftClip,
    made.draft,
    invitation,
    investigation,
    'verified',
    HASH,
    null,
    null,
  ]);
  await admin.query(clip, [
    made.sentClip,
    made.sent,
    invitation,
    investigation,
    'master',
    HASH,
    `masters/${made.sentClip}`,
    new Date(),
  ]);
  for (const clip of [made.draftClip, made.sentClip]) {
    await admin.query(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'upload', false, '{}')`,
      [clip],
    );
    await admin.query(`INSERT INTO lintel.clock_answer (clip_id, clock_right) VALUES ($1, 'yes')`, [clip]);
    await admin.query(`INSERT INTO lintel.make_answer (clip_id, make) VALUES ($1, 'ring')`, [clip]);
  }
  await admin.query(
    `INSERT INTO lintel.receipt (submission_id, invitation_id, reference, sent_at, clips) VALUES ($1, $2, $3, now(), '[]')`,
    [made.sent, invitation, `S-${mark}`],
  );
  for (const subject of [made.draftClip, made.sentClip]) {
    await admin.query(
      `INSERT INTO lintel.opening (event_id, subject, field, salt, value) VALUES ($1, $2, 'fileName', $3, '"sample.mp4"')`,
      [id(), `clip:${subject}`, Buffer.alloc(16)],
    );
  }
}

/** An entry that is hers and one that was sent, each with its clip, and what hangs on her invitation. */
async function seedDiary(admin: Client, made: Case): Promise<void> {
  const { invitation, investigation, officer } = made;
  const incident = `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES ($1, $2, $3, $4, '{"what": {"words": "sample", "unknown": false}}', $5, $6)`;
  await admin.query(incident, [made.draftIncident, invitation, investigation, made.draft, null, null]);
  await admin.query(incident, [made.sentIncident, invitation, investigation, made.sent, 1, new Date()]);
  for (const [clip, entry] of [
    [made.draftClip, made.draftIncident],
    [made.sentClip, made.sentIncident],
  ]) {
    await admin.query('INSERT INTO lintel.incident_clip (clip_id, incident_id) VALUES ($1, $2)', [
      clip,
      entry,
    ]);
  }
  await admin.query(
    `INSERT INTO lintel.account_answer (invitation_id, set_up_by, others) VALUES ($1, 'me', 'someone')`,
    [invitation],
  );
  await admin.query(
    `INSERT INTO lintel.agreement (invitation_id, decides, route) VALUES ($1, 'self', 'self')`,
    [invitation],
  );
  await admin.query(
    `INSERT INTO lintel.advocate (invitation_id, acts, name, organisation) VALUES ($1, true, 'Sample', 'Sample')`,
    [invitation],
  );
  await admin.query(
    `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members) VALUES ($1, $2, $3, 'passed-on', 'sample', true)`,
    [id(), invitation, investigation],
  );
  const report = id();
  await admin.query(
    `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES ($1, $2, $3, 'pressured', 'sample')`,
    [report, invitation, investigation],
  );
  await admin.query(
    `INSERT INTO lintel.concern_step (id, concern_id, step, words, officer_id) VALUES ($1, $2, 'closed', 'sample', $3)`,
    [id(), report, officer],
  );
  await admin.query(
    `INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
     VALUES ($1, false, 'phone', 'sample', '{1}', '09:00', '10:00', 'sample', 'sample', $2)`,
    [invitation, officer],
  );
  await admin.query(
    `INSERT INTO lintel.assisted_pass (token_hash, invitation_id, officer_id, place, expires_at)
     VALUES (sha256($1::uuid::text::bytea), $1::uuid, $2, 'home', now() + interval '10 minutes')`,
    [invitation, officer],
  );
}

async function seedReview(admin: Client, made: Case): Promise<void> {
  const { sentClip, officer, investigation } = made;
  await admin.query(
    `INSERT INTO lintel.rendition (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts)
     VALUES ($1, $2, 'proxy', 'made', 'renditions/sample/proxy', 'video/mp4', $3, 3, $3, '{}', '{}')`,
    [id(), sentClip, HASH],
  );
  await admin.query(
    `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES ($1, 'accepted', '', $2)`,
    [sentClip, officer],
  );
  await admin.query(
    `INSERT INTO lintel.exhibit_counter (investigation_id, initials, last) VALUES ($1, 'SX', 1)`,
    [investigation],
  );
  await admin.query(
    `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
     VALUES ($1, $2, $3, 'SX/1', 'Sample Producer', 'Sample clip', $4)`,
    [id(), investigation, sentClip, officer],
  );
  await admin.query(
    `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, purpose, expires_at)
     VALUES ($1, $2, $3, $4, 'proxy', 'view', now() + interval '1 hour')`,
    [id(), officer, investigation, sentClip],
  );
}
